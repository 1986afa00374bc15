"""Moments and dates."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Column, MetaData, Table, create_engine, insert, select

from models.moments import local_date, local_moment, start_of
from models.tables.base import Moment

SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_half_past_seven_in_the_morning_belongs_to_that_day_though_utc_says_yesterday() -> None:
    moment = local_moment(date(2026, 11, 23), time(7, 30), SHANGHAI)

    assert moment == datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert local_date(moment, SHANGHAI) == date(2026, 11, 23)


def test_a_day_starts_at_its_own_midnight() -> None:
    assert start_of(date(2026, 11, 23), SHANGHAI) == datetime(2026, 11, 22, 16, 0, tzinfo=UTC)


def test_a_moment_comes_back_from_sqlite_with_its_zone() -> None:
    engine = create_engine("sqlite://")
    table = Table("t", MetaData(), Column("at", Moment))
    moment = datetime(2026, 11, 23, 7, 30, 0, 123456, tzinfo=SHANGHAI)
    with engine.begin() as tx:
        table.create(tx)
        tx.execute(insert(table).values(at=moment))
        found = tx.execute(select(table.c.at)).scalar_one()
    engine.dispose()

    assert found == moment
    assert found.tzinfo is UTC


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        Moment().process_bind_param(datetime(2026, 11, 23), create_engine("sqlite://").dialect)  # noqa: DTZ001 - the point
