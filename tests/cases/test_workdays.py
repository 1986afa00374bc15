"""Working days by the published calendars, table by table."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.workdays import DayKind
from tests.cases.calendars import china

CN = china()
DAYS = st.dates(date(2023, 1, 1), date(2029, 12, 31))


def _day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "number", "expected"),
    [
        ("2026-02-13", 1, "2026-02-14"),  # a worked Saturday before the Spring Festival
        ("2026-02-13", 2, "2026-02-24"),  # over the whole festival
        ("2026-09-30", 1, "2026-10-08"),  # over the National Day week
        ("2026-10-09", 1, "2026-10-10"),  # a worked Saturday
        ("2026-10-09", 2, "2026-10-12"),
        ("2025-12-31", 1, "2026-01-04"),  # the year turns, a worked Sunday
        ("2026-10-08", -1, "2026-09-30"),
        ("2026-10-04", -1, "2026-09-30"),  # from a day off
        ("2026-10-04", 1, "2026-10-08"),
        ("2026-07-03", 0, "2026-07-03"),
        ("2024-12-31", 1, "2025-01-02"),  # into the table
        ("2026-12-31", 1, "2027-01-01"),  # out of the table: weekends alone are known
        ("2027-01-04", -2, "2026-12-31"),
    ],
)
def test_a_walk_over_working_days_does_not_count_its_first_day(start: str, number: int, expected: str) -> None:
    assert CN.add(_day(start), number) == _day(expected)


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        ("2026-07-03", DayKind.WORKDAY),
        ("2026-07-04", DayKind.WEEKEND),
        ("2026-10-10", DayKind.ADJUSTED_WORKDAY),
        ("2026-10-01", DayKind.STATUTORY),
        ("2026-10-06", DayKind.DAY_OFF),
    ],
)
def test_a_true_holiday_a_moved_day_off_and_a_weekend_are_three_marks(day: str, kind: DayKind) -> None:
    assert CN.kind(_day(day)) is kind


def test_a_holiday_has_a_name_and_a_weekend_has_none() -> None:
    holiday = CN.holiday(_day("2026-10-06"))

    assert (holiday and holiday.zh, CN.holiday(_day("2026-07-04"))) == ("国庆节", None)


def test_an_unannounced_year_is_provisional_and_never_an_error() -> None:
    assert CN.is_provisional(_day("2027-01-04"))
    assert CN.is_workday(_day("2027-10-01"))
    assert not CN.is_provisional(_day("2026-12-31"))


@given(DAYS, st.integers(1, 700))
def test_counting_the_days_walked_gives_the_number_back(day: date, number: int) -> None:
    assert CN.between(day, CN.add(day, number)) == number


@given(DAYS, st.integers(1, 700))
def test_walking_back_and_forth_ends_where_it_began(day: date, number: int) -> None:
    start = CN.roll_forward(day)

    assert CN.add(CN.add(start, -number), number) == start


@given(DAYS, st.integers(0, 400))
def test_the_table_counts_what_a_finger_on_the_calendar_counts(day: date, span: int) -> None:
    last = day + timedelta(days=span)
    by_finger = sum(CN.is_workday(day + timedelta(days=n)) for n in range(1, span + 1))

    assert (CN.between(day, last), CN.between(last, day)) == (by_finger, -by_finger)


@given(DAYS)
def test_rolling_stops_at_the_nearest_working_day(day: date) -> None:
    forward, back = CN.roll_forward(day), CN.roll_back(day)

    assert CN.is_workday(forward)
    assert CN.is_workday(back)
    assert back <= day <= forward
    assert not any(CN.is_workday(back + timedelta(days=n)) for n in range(1, (forward - back).days))
