"""Whose time it was: every working day of an open step belongs to exactly one holder, and so does every day of a stage."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.shares import course, held_in, held_workdays, present, shares
from models.casefile import CaseFile, Step
from models.changes import BallPassed, Change, StepReopened
from models.holding import Course, Holding, Holdings
from models.vocabulary import CUSTOMS, ENTERPRISE, NOBODY
from tests.builders import LIN, ZHAO, Walk, day, one_stage, opened, step, taken_over
from tests.cases.calendars import china
from tests.cases.test_histories import MOVES, STARTS, Move, lived

CHINA = china()
DAY = timedelta(days=1)


def of_step(walk: Walk, key: str, at: str) -> Mapping[str, int]:
    return shares(walk.step(key).holdings, CHINA, day(at))


def of_stage(walk: Walk, at: str) -> Mapping[str, int]:
    stay = course(walk.casefile, walk.casefile.visits[-1])
    return shares(held_in(stay), CHINA, day(at))


def asking(at: str = "2026-07-03", party: str = "tax") -> Walk:
    """One step since Wednesday 1 July, asked of a party."""
    return opened(one_stage(talk=step("谈"))).do("ask-party", "talk", at=at, party=party, question="？")


def test_the_day_of_receipt_is_not_counted_and_the_day_of_passing_on_is() -> None:
    assert of_step(asking("07-03"), "talk", "2026-07-07") == {CUSTOMS: 2, "tax": 2}


def test_an_answer_brings_the_ball_back_to_customs() -> None:
    walk = asking("07-03").do("record-answer", "talk", at="2026-07-07", answer="无")

    assert of_step(walk, "talk", "2026-07-08") == {CUSTOMS: 3, "tax": 2}
    assert present(walk.step("talk").holdings) == Holding(CUSTOMS, day("07-07"))


def test_rest_days_are_nobodys_burden() -> None:
    walk = asking("2026-09-30").do("record-answer", "talk", at="2026-10-10", answer="无")

    assert of_step(walk, "talk", "2026-10-10")["tax"] == CHINA.between(day("2026-09-30"), day("2026-10-10")) == 3


def test_asked_and_answered_on_one_day_costs_the_other_side_nothing() -> None:
    walk = asking("07-03").do("record-answer", "talk", at="2026-07-03", answer="无")

    assert walk.step("talk").holdings == (Holding(CUSTOMS, day("07-01")),)


def test_days_on_hold_are_kept_apart_from_days_waiting() -> None:
    walk = asking("07-03").do("suspend-case", at="2026-07-06", by=ZHAO, reason="停", resume_on="2026-08-01")
    walk.do("resume-case", at="2026-07-09", by=ZHAO)

    assert of_step(walk, "talk", "2026-07-10") == {CUSTOMS: 2, "tax": 2, NOBODY: 3}
    assert present(walk.step("talk").holdings) == Holding("tax", day("07-09"))


def test_an_answer_in_a_suspended_case_changes_who_has_the_ball_afterwards() -> None:
    walk = asking("07-03").do("suspend-case", at="2026-07-06", by=ZHAO, reason="停", resume_on="2026-08-01")
    walk.do("record-answer", "talk", at="2026-07-07", answer="无").do("resume-case", at="2026-07-09", by=ZHAO)

    assert of_step(walk, "talk", "2026-07-10") == {CUSTOMS: 3, "tax": 1, NOBODY: 3}


def test_a_step_done_earlier_than_written_down_takes_back_what_was_counted_since() -> None:
    walk = asking("07-03").do("record-answer", "talk", at="2026-07-07", answer="无")
    walk.do("complete-step", "talk", at="2026-07-10", on="2026-07-06")

    assert of_step(walk, "talk", "2026-07-31") == {CUSTOMS: 2, "tax": 1}


def test_nobody_is_waited_for_between_an_end_and_a_reopening() -> None:
    walk = opened(one_stage(talk=step("谈"), rest=step("余"))).do("complete-step", "talk", at="2026-07-03")
    walk.do("reopen-step", "talk", at="2026-07-08", reason="补")

    assert of_step(walk, "talk", "2026-07-09") == {CUSTOMS: 3}


def test_a_stage_is_with_customs_as_long_as_any_step_is() -> None:
    walk = opened(one_stage(ours=step("办"), theirs=step("填", held_by="enterprise")))
    walk.do("complete-step", "ours", at="2026-07-03")

    assert of_stage(walk, "2026-07-08") == {CUSTOMS: 2, ENTERPRISE: 3}


def test_a_neutral_step_holds_up_nobody() -> None:
    walk = opened(one_stage(theirs=step("填", held_by="enterprise"), survey=step("问卷", need="neutral")))

    assert of_stage(walk, "2026-07-08") == {ENTERPRISE: 5}


def test_of_several_outside_parties_the_one_who_has_had_it_longest_has_the_case() -> None:
    walk = opened(one_stage(first=step("填", held_by="enterprise"), second=step("问", held_by="tax")))
    walk.do("complete-step", "first", at="2026-07-03")

    assert of_stage(walk, "2026-07-08") == {ENTERPRISE: 2, "tax": 3}


def test_a_stage_whose_steps_are_done_waits_for_customs() -> None:
    walk = opened(one_stage(theirs=step("填", held_by="enterprise"))).do("complete-step", "theirs", at="2026-07-03")

    assert of_stage(walk, "2026-07-08") == {CUSTOMS: 3, ENTERPRISE: 2}


def test_a_suspended_case_without_an_open_step_is_with_nobody() -> None:
    walk = opened(one_stage(theirs=step("填"))).do("complete-step", "theirs", at="2026-07-03")
    walk.do("suspend-case", at="2026-07-06", by=ZHAO, reason="停", resume_on="2026-08-01")

    assert of_stage(walk, "2026-07-08") == {CUSTOMS: 3, NOBODY: 2}


def test_a_case_is_with_nobody_from_its_closing_to_its_reopening() -> None:
    walk = asking("07-03").do("close-case", at="2026-07-06", by=ZHAO, reason="撤")
    walk.do("reopen-case", at="2026-07-13", by=ZHAO, reason="续")

    assert of_stage(walk, "2026-07-14") == {CUSTOMS: 2, "tax": 2, NOBODY: 5}
    assert of_step(walk, "talk", "2026-07-14") == {CUSTOMS: 2, "tax": 2}


def test_a_case_taken_over_is_counted_from_the_day_it_came() -> None:
    walk = taken_over("guidance", since="2026-03-02", at="2026-07-01")

    assert of_stage(walk, "2026-07-03") == {CUSTOMS: 2}


@pytest.mark.parametrize(("since", "expected"), [(None, 0), ("2026-07-03", 2), ("2026-07-09", 0)])
def test_the_holders_own_time_is_told_for_any_day(since: str | None, expected: int) -> None:
    assert held_workdays(day(since) if since else None, CHINA, day("2026-07-07")) == expected


def test_a_journal_of_before_gets_the_days_of_its_records() -> None:
    walk = asking("07-03").do("record-answer", "talk", at="2026-07-07", answer="无")
    walk.do("complete-step", "talk", at="2026-07-08").do("reopen-step", "talk", at="2026-07-09", by=LIN, reason="补")

    assert _as_of_before(walk).folded() == walk.casefile


@settings(max_examples=80, deadline=None)
@given(STARTS, st.lists(MOVES, min_size=5, max_size=50), st.integers(0, 30))
def test_in_any_history_the_shares_add_up_to_what_has_elapsed(
    start: Callable[[], Walk], history: list[Move], later: int
) -> None:
    walk = lived(start(), history)
    today = walk.records[-1].at.date() + later * DAY
    diary = _diary(walk, today)
    for row in walk.casefile.steps:
        found = shares(row.holdings, CHINA, today)

        assert found == _counted(diary[row.key], today)
        assert all(days > 0 for days in found.values())
        assert (present(row.holdings) is not None) == row.is_live
    for stay in _courses(walk.casefile):
        assert sum(shares(held_in(stay), CHINA, today).values()) == _elapsed(stay, today)


PERIODS = st.tuples(st.sampled_from([CUSTOMS, ENTERPRISE, "tax", NOBODY]), st.integers(0, 60), st.integers(0, 60))


@given(
    st.lists(st.lists(PERIODS, max_size=3), max_size=3), st.lists(PERIODS, max_size=2), st.none() | st.integers(0, 90)
)
def test_whatever_the_steps_of_a_stage_tell_it_has_one_holder_at_a_time(
    steps: list[list[tuple[str, int, int]]], rests: list[tuple[str, int, int]], days: int | None
) -> None:
    began = day("2026-09-20")
    ended = None if days is None else began + days * DAY
    stay = Course(began, ended, tuple(_periods(began, one) for one in steps), _periods(began, rests))
    held = held_in(stay)

    assert sum(shares(held, CHINA, began + 130 * DAY).values()) == _elapsed(stay, began + 130 * DAY)
    assert all(one.until == other.since for one, other in pairwise(held))


def _periods(began: date, found: list[tuple[str, int, int]]) -> Holdings:
    return tuple(
        Holding(holder, began + since * DAY, began + (since + length) * DAY) for holder, since, length in found
    )


def _elapsed(stay: Course, today: date) -> int:
    return max(CHINA.between(stay.began_on, stay.ended_on or today), 0)


def _courses(casefile: CaseFile) -> Iterator[Course]:
    return (course(casefile, visit) for visit in casefile.visits)


def _diary(walk: Walk, today: date) -> dict[str, dict[date, str]]:
    """Each step's holder on each day that has ended, kept like a diary: evening by evening, after each act."""
    diary: dict[str, dict[date, str]] = {}
    states = [Walk(walk.casefile, walk.records[:n]).folded() for n in range(1, len(walk.records) + 1)]
    ends = [*(record.at.date() for record in walk.records[1:]), today]
    for record, state, end in zip(walk.records, states, ends, strict=True):
        for row in state.steps:
            _keep(diary.setdefault(row.key, {}), row, state, record.at.date(), end)
    return diary


def _keep(pages: dict[date, str], row: Step, state: CaseFile, begin: date, end: date) -> None:
    if row.closed_on:
        for late in [one for one in pages if one > row.closed_on]:
            del pages[late]
    if row.is_live:
        holder = NOBODY if state.suspension else row.holder
        pages.update({begin + n * DAY: holder for n in range(1, (end - begin).days + 1)})


def _counted(pages: Mapping[date, str], today: date) -> dict[str, int]:
    counted: dict[str, int] = {}
    for one, holder in pages.items():
        if one <= today and CHINA.is_workday(one):
            counted[holder] = counted.get(holder, 0) + 1
    return counted


def _as_of_before(walk: Walk) -> Walk:
    """The same journal without the days that changes of before did not have."""

    def older(change: Change) -> Change:
        match change:
            case BallPassed():
                return change.model_copy(update={"passed_on": None})
            case StepReopened():
                return change.model_copy(update={"reopened_on": None})
        return change

    records = [replace(one, changes=tuple(older(change) for change in one.changes)) for one in walk.records]
    return Walk(walk.casefile, records)
