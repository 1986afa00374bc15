"""Deadlines: vectors of domain.md 8, month ends, rolling, credit and extension."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from cases.deadlines import compute, elapsed
from models.casefile import Deadline, Grant, Pause
from models.definitions import Text
from models.terms import parse_length, parse_term
from models.vocabulary import Standing, Unit
from tests.cases.calendars import china

CN = china()


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _granted(*lengths: str) -> tuple[Grant, ...]:
    return tuple(Grant(parse_length(length)) for length in lengths)


@pytest.mark.parametrize(
    ("term", "anchor", "ends", "due", "rolled"),
    [
        ("90 days after acceptance done", "2026-07-03", "2026-10-01", "2026-10-08", "国庆节"),
        ("120 days after acceptance done", "2026-06-18", "2026-10-16", "2026-10-16", ""),
        ("2 workdays after stage entered", "2026-02-13", "2026-02-24", "2026-02-24", ""),
        ("1 day after step opened", "2026-07-03", "2026-07-04", "2026-07-06", "周末"),
        ("1 month after step opened", "2026-01-31", "2026-02-28", "2026-02-28", ""),  # a worked Saturday
        ("1 month after step opened", "2025-07-31", "2025-08-31", "2025-09-01", "周末"),
        ("1 year after certified", "2024-02-29", "2025-02-28", "2025-02-28", ""),
        ("3 months before certificate-expires", "2026-12-31", "2026-09-30", "2026-09-30", ""),
        ("3 months before certificate-expires", "2027-01-05", "2026-10-05", "2026-09-30", "国庆节"),
        ("5 days before certificate-expires", "2026-07-10", "2026-07-05", "2026-07-03", "周末"),
        ("1 workday before certificate-expires", "2026-10-08", "2026-09-30", "2026-09-30", ""),
        ("each year on 06-30", "2026-06-29", "2026-06-30", "2026-06-30", ""),
        ("each year on 06-30", "2026-06-30", "2027-06-30", "2027-06-30", ""),
        ("each year on 10-01", "2026-03-01", "2026-10-01", "2026-10-01", ""),  # does not roll
        ("each year on 02-29", "2026-01-05", "2026-02-28", "2026-02-28", ""),
    ],
)
def test_a_term_ends_and_rolls(term: str, anchor: str, ends: str, due: str, rolled: str) -> None:
    deadline = compute(parse_term(term), _day(anchor), CN)

    names = [one.zh if one else "周末" for one in deadline.rolled]
    assert (deadline.ends_on, deadline.due_on, "、".join(names)) == (_day(ends), _day(due), rolled)


def test_an_extension_is_added_to_the_unrolled_end_and_then_rolled() -> None:
    term = parse_term("90 days after acceptance done")

    assert compute(term, _day("2026-07-03"), CN, granted=_granted("3 days")).due_on == _day("2026-10-08")
    assert compute(term, _day("2026-07-03"), CN, granted=_granted("30 days")).due_on == _day("2026-11-02")


@pytest.mark.parametrize(
    ("lengths", "ends"),
    [
        (["30 days"], "2026-08-14"),
        (["1 month"], "2026-08-15"),
        (["3 workdays"], "2026-07-20"),
        (["1 month", "2 days"], "2026-08-17"),
    ],
)
def test_a_grant_is_a_length_of_its_own_whatever_the_term_counts_in(lengths: list[str], ends: str) -> None:
    term = parse_term("6 months after step opened")  # until 15 July

    assert compute(term, _day("2026-01-15"), CN, granted=_granted(*lengths)).ends_on == _day(ends)


def test_a_grant_in_working_days_makes_a_date_provisional_that_crosses_a_year_not_announced() -> None:
    deadline = compute(parse_term("1 month after step opened"), _day("2026-11-28"), CN, granted=_granted("5 workdays"))

    assert deadline.provisional


@pytest.mark.parametrize(
    ("pauses", "credited"),
    [
        ([("2026-07-03", "2026-07-13")], 10),
        ([("2026-06-01", "2026-06-20")], 0),  # before the clock's own start
        ([("2026-06-20", "2026-07-05")], 4),  # of which four days after it
        ([("2026-07-03", "2026-07-13"), ("2026-07-05", "2026-07-15")], 12),  # no day twice
        ([("2026-07-20", "2026-07-22"), ("2026-07-03", "2026-07-13"), ("2026-07-04", "2026-07-05")], 12),
    ],
)
def test_pauses_are_credited_after_the_start_and_each_day_once(pauses: list[tuple[str, str]], credited: int) -> None:
    stood_still = tuple(Pause(_day(first), _day(last)) for first, last in pauses)
    deadline = compute(parse_term("30 days after step opened"), _day("2026-07-01"), CN, pauses=stood_still)

    assert (deadline.credited, deadline.ends_on) == (credited, _day("2026-07-31") + timedelta(days=credited))


def test_the_names_an_older_journal_kept_still_read() -> None:
    kept = {"anchor_on": "2026-07-03", "ends_on": "2026-10-01", "due_on": "2026-10-08", "rolled": "国庆节、周末"}
    read = TypeAdapter(Deadline).validate_python(kept)

    assert read.rolled == (Text(zh="国庆节", en="国庆节"), None)


def test_a_pause_on_a_term_of_months_is_credited_in_days() -> None:
    assert compute(parse_term("6 months after step opened"), _day("2026-01-15"), CN, unplaced=2).ends_on == _day(
        "2026-07-17"
    )


@pytest.mark.parametrize(
    ("term", "anchor", "provisional"),
    [
        ("20 workdays after stage entered", "2026-12-20", True),
        ("20 workdays after stage entered", "2026-11-20", False),
        ("5 years after certified", "2026-05-01", True),
        ("1 year before certificate-expires", "2027-05-06", False),  # only the year it ends in matters
        ("3 workdays before certificate-expires", "2027-01-04", True),
        ("each year on 06-30", "2030-01-01", False),
    ],
)
def test_a_date_is_provisional_if_it_hangs_on_an_unpublished_year(term: str, anchor: str, provisional: bool) -> None:
    assert compute(parse_term(term), _day(anchor), CN).provisional is provisional


def test_what_is_unconfirmed_stays_visible_on_the_date() -> None:
    deadline = compute(parse_term("90 days after x done"), _day("2026-07-03"), CN, standing=Standing.UNCONFIRMED)

    assert deadline.standing is Standing.UNCONFIRMED


def test_a_pause_over_a_holiday_counts_in_the_unit_of_the_term() -> None:
    first, last = _day("2026-09-30"), _day("2026-10-09")

    assert (elapsed(Unit.WORKDAYS, first, last, CN), elapsed(Unit.DAYS, first, last, CN)) == (2, 9)


@given(st.integers(1, 60), st.lists(st.integers(0, 40), max_size=8))
def test_any_number_of_pauses_moves_a_workday_term_by_exactly_what_they_took(number: int, pauses: list[int]) -> None:
    term, start = parse_term(f"{number} workdays after step opened"), _day("2026-01-05")
    day, credited = start, 0
    for pause in pauses:
        resumed = day + timedelta(days=pause)
        credited += elapsed(Unit.WORKDAYS, day, resumed, CN)
        day = resumed

    assert compute(term, start, CN, unplaced=credited).due_on == CN.add(
        compute(term, start, CN).due_on, CN.between(start, day)
    )
