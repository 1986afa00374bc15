"""The Gantt as places on a line."""

from datetime import date

import pytest

from documents.gantt import gantt
from documents.plan_document import Bar


def of(first: str, last: str, today: str = "2026-11-16") -> tuple[str, ...]:
    """The columns of one bar, the year before the first of each."""
    found = gantt([Bar("x", date.fromisoformat(first), date.fromisoformat(last), "open")], date.fromisoformat(today))
    assert found is not None
    return tuple(f"{one.year} {one.name}".strip() for one in found.columns)


def test_where_there_are_no_bars_there_is_no_chart() -> None:
    assert gantt([], date(2026, 11, 16)) is None


def test_a_bar_covers_its_last_day() -> None:
    found = gantt([Bar("x", date(2026, 11, 1), date(2026, 11, 30), "open")], date(2026, 11, 16))

    assert found is not None
    assert (found.rows[0].start, found.rows[0].end) == (0, 1)


def test_the_months_are_whole_and_the_year_stands_above_its_first() -> None:
    assert of("2026-11-20", "2027-01-03") == ("2026 11", "12", "2027 1")


def test_a_long_plan_is_told_by_quarters_from_the_month_it_begins_in() -> None:
    assert of("2026-11-20", "2028-06-03")[:3] == ("2026 Q4", "2027 Q1", "Q2")


def test_a_plan_of_many_years_is_told_by_years() -> None:
    assert of("2026-11-20", "2033-06-03")[:3] == ("2026", "2027", "2028")


@pytest.mark.parametrize(("today", "seen"), [("2026-11-16", True), ("2026-10-31", False), ("2026-12-01", False)])
def test_today_is_marked_while_it_lies_on_the_line(today: str, seen: bool) -> None:
    found = gantt([Bar("x", date(2026, 11, 2), date(2026, 11, 30), "open")], date.fromisoformat(today))

    assert found is not None
    assert (found.today is not None) is seen
