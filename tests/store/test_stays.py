"""Stays in stages: read from every case of a scope, counted day by day, measured by stage."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.casefile import Visit
from models.people import EVERYWHERE, Scope
from models.vocabulary import CaseStatus
from store.database import Database
from store.stays import Durations, Stay, ages, backlog, durations, of_cases
from tests.builders_store import TODAY, a_case, keep, settle

DAY = timedelta(days=1)
FIRST = date(2026, 1, 1)


def stay(entered: int, ended: int | None = None, stage: str = "screening") -> Stay:
    """Entered and ended so many days after the first."""
    since = FIRST + entered * DAY
    return Stay(stage, since, since, None if ended is None else FIRST + ended * DAY)


def test_stays_are_read_from_every_case_one_may_see(database: Database) -> None:
    went = (Visit("screening", 1, TODAY - 9 * DAY, TODAY, "take-up"), Visit("guidance", 1, TODAY))
    with database.writing() as tx:
        settle(tx)
        keep(tx, a_case(stage="guidance", visits=went, steps=()))
        keep(tx, a_case("QD-2026-0001", coordinator="qiu"))

        assert of_cases(tx, Scope.of("RZ")) == [
            Stay("screening", TODAY - 9 * DAY, TODAY - 9 * DAY, TODAY),
            Stay("guidance", TODAY, TODAY, None),
        ]
        assert len(of_cases(tx, EVERYWHERE)) == 3


def test_closing_a_case_ends_its_last_stay(database: Database) -> None:
    with database.writing() as tx:
        settle(tx)
        keep(tx, a_case(status=CaseStatus.CLOSED, closed_on=TODAY + DAY))

        assert [one.ended_on for one in of_cases(tx, EVERYWHERE)] == [TODAY + DAY]


def test_a_case_taken_over_is_here_since_then(database: Database) -> None:
    with database.writing() as tx:
        settle(tx)
        keep(tx, a_case(visits=(Visit("screening", 1, TODAY - 9 * DAY),), taken_over_on=TODAY))

        assert [(one.entered_on, one.here_since) for one in of_cases(tx, EVERYWHERE)] == [(TODAY - 9 * DAY, TODAY)]


def test_a_case_counts_from_the_day_it_entered_to_the_day_before_it_left() -> None:
    days = [FIRST + place * DAY for place in range(5)]

    assert [one.get("screening", 0) for one in backlog([stay(1, 3)], days)] == [0, 1, 1, 0, 0]


def test_a_case_that_went_on_the_same_day_counts_where_it_went() -> None:
    (found,) = backlog([stay(0, 0), stay(0, None, "guidance")], [FIRST])

    assert (found.get("screening", 0), found["guidance"]) == (0, 1)


@given(
    st.lists(st.tuples(st.integers(0, 40), st.none() | st.integers(0, 40)), max_size=20),
    st.lists(st.integers(0, 40), min_size=1, max_size=8, unique=True),
)
def test_the_backlog_is_what_one_finds_by_looking_at_each_day(
    spans: list[tuple[int, int | None]], at: list[int]
) -> None:
    stays = [stay(since, until if until is None else max(since, until)) for since, until in spans]
    days = [FIRST + place * DAY for place in sorted(at)]
    looked = [
        sum(one.here_since <= day and (one.ended_on is None or one.ended_on > day) for one in stays) for day in days
    ]

    assert [one.get("screening", 0) for one in backlog(stays, days)] == looked


def test_durations_tell_ended_stays_from_running_ones() -> None:
    stays = [stay(0, days) for days in (2, 4, 6, 8, 30)] + [stay(0), stay(5)]

    assert durations(stays, FIRST + 10 * DAY) == {"screening": Durations(5, 6, 30, 2, 5)}


def test_where_nothing_ended_nothing_is_claimed() -> None:
    assert durations([stay(0)], FIRST + DAY)["screening"] == Durations(0, 0, 0, 1, 1)


@pytest.mark.parametrize(("days", "band"), [(0, 0), (30, 0), (31, 1), (60, 1), (180, 3), (181, 4), (2000, 4)])
def test_a_band_of_ages_ends_with_its_last_day(days: int, band: int) -> None:
    found = ages([stay(0)], FIRST + days * DAY)

    assert [one.get("screening", 0) for one in found] == [int(place == band) for place in range(5)]


def test_who_has_left_has_no_age() -> None:
    assert ages([stay(0, 1)], FIRST + DAY) == [{}, {}, {}, {}, {}]
