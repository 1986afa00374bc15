"""Visits: when the one before this ended."""

from datetime import timedelta

import pytest

from store import visits
from store.database import Database
from store.visits import OVER_AFTER
from tests.builders_store import NOW, settle

TICK = timedelta(microseconds=1)


@pytest.fixture(autouse=True)
def _settled(database: Database) -> None:
    with database.writing() as tx:
        settle(tx)


def test_before_the_first_visit_there_was_none(database: Database) -> None:
    with database.writing() as tx:
        assert visits.last(tx, "lin") is None
        visits.here(tx, "lin", NOW)

        assert visits.last(tx, "lin") is None


def test_half_an_hour_without_a_page_ends_a_visit(database: Database) -> None:
    with database.writing() as tx:
        visits.here(tx, "lin", NOW)
        visits.here(tx, "lin", NOW + OVER_AFTER)
        assert visits.last(tx, "lin") is None

        visits.here(tx, "lin", NOW + 2 * OVER_AFTER + TICK)
        assert visits.last(tx, "lin") == NOW + OVER_AFTER


def test_a_visit_is_ones_own(database: Database) -> None:
    with database.writing() as tx:
        visits.here(tx, "lin", NOW)
        visits.here(tx, "lin", NOW + 2 * OVER_AFTER)

        assert visits.last(tx, "zhao") is None
