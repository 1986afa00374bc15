"""What a form sends, read within bounds: days, months and moments."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from starlette.datastructures import FormData, UploadFile

from models.refusals import Invalid
from tests.jobs.conftest import ZONE
from web.forms import read_day, read_moment, read_month, seen_version, seen_versions


def test_a_month_is_read_as_its_first_day() -> None:
    assert read_month("2026-11", "month") == date(2026, 11, 1)


def test_a_moment_is_of_the_sites_zone() -> None:
    assert read_moment("2026-11-16T08:30", "at", ZONE) == datetime(2026, 11, 16, 8, 30, tzinfo=ZONE)


def test_a_moment_written_with_an_offset_keeps_it() -> None:
    assert read_moment("2026-11-16T08:30+00:00", "at", ZONE) == datetime(2026, 11, 16, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize("written", ["", "tomorrow", "0001-01", "9999-12"])
def test_what_is_no_month_of_our_time_is_refused_at_its_field(written: str) -> None:
    assert refused(lambda: read_month(written, "month")) == ("month", written)


@pytest.mark.parametrize("written", ["", "tomorrow", "0001-01-01", "9999-12-31"])
def test_what_is_no_day_of_our_time_is_refused_at_its_field(written: str) -> None:
    assert refused(lambda: read_day(written, "on")) == ("on", written)


@pytest.mark.parametrize("written", ["", "tomorrow", "0001-01-01T00:00", "9999-12-31T23:59"])
def test_what_is_no_moment_of_our_time_is_refused_at_its_field(written: str) -> None:
    assert refused(lambda: read_moment(written, "at", ZONE)) == ("at", written)


def test_a_version_is_read() -> None:
    assert seen_version(FormData([("version", "7")])) == 7


@pytest.mark.parametrize("written", ["", "-1", "x", "9" * 5000])
def test_what_is_no_version_says_none(written: str) -> None:
    assert seen_version(FormData([("version", written)])) is None


def test_cases_are_ticked_each_with_its_version_and_what_is_none_is_left_out() -> None:
    ticked: list[tuple[str, str | UploadFile]] = [
        ("seen", "RZ-2026-0001:7"),
        ("seen", "RZ-2026-0002"),
        ("seen", f"RZ-2026-0003:{'9' * 5000}"),
    ]

    assert seen_versions(FormData(ticked), "seen") == {"RZ-2026-0001": 7}


def refused(read: Callable[[], object]) -> tuple[str, object]:
    """The field that was refused, and what stood in it."""
    with pytest.raises(Invalid) as error:
        read()
    (reason,) = error.value.reasons
    return reason.where, reason.values["value"]
