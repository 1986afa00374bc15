"""Movement: what counts as the case having moved, and what does not."""

from datetime import date

import pytest

from cases.waiting import waitings
from models.people import CLOCK
from models.vocabulary import Subject
from models.waiting import Waiting
from tests.builders import SCREENING, STAGES, ZHAO, Walk, day, file, opened, process, taken_over, with_intent

LATER = "2026-07-20"


def standstill(walk: Walk) -> Waiting:
    return next(one for one in waitings(walk.casefile) if one.subject is Subject.STILLNESS)


def test_a_case_moves_when_it_is_opened() -> None:
    assert opened().casefile.moved_on == day("2026-07-01")


@pytest.mark.parametrize(
    "walk",
    [
        lambda walk: walk.do("start-step", "survey", at=LATER),
        lambda walk: walk.do("complete-step", "survey", at=LATER),
        lambda walk: walk.do("ask-party", "survey", at=LATER, party="tax", question="？"),
        lambda walk: walk.do("attach-evidence", "intent", at=LATER, kind="letter_of_intent", file=file("a")),
        lambda walk: walk.do("waive-step", "survey", at=LATER, by=ZHAO, reason="简易"),
        lambda walk: walk.do("add-step", at=LATER, title="补一步", term="5 days", reason="补"),
    ],
    ids=["started", "completed", "asked", "evidence", "waived", "added"],
)
def test_work_moves_it(walk: object) -> None:
    assert walk(opened()).casefile.moved_on == day(LATER)  # type: ignore[operator]


@pytest.mark.parametrize(
    "walk",
    [
        lambda walk: walk.do("note", at=LATER, text="打过电话"),
        lambda walk: walk.do("acknowledge", "survey", at=LATER),
        lambda walk: walk.do("promise", "survey", at=LATER, promised_on="2026-07-21"),
        lambda walk: walk.do("urge", "survey", at=LATER, by=ZHAO),
        lambda walk: walk.do("extend-deadline", "intent", at=LATER, days=3, reason="因故"),
        lambda walk: walk.do("assign", "survey", at=LATER, by=CLOCK, to="zhao"),
        lambda walk: walk.do("raise-priority", at=LATER, by=CLOCK),
        lambda walk: walk.do("put-on-agenda", at=LATER, by=CLOCK),
        lambda walk: walk.do("suspend-case", at=LATER, by=ZHAO, reason="因故", resume_on="2026-08-03"),
    ],
    ids=["note", "known", "promised", "urged", "extended", "assigned", "priority", "agenda", "suspended"],
)
def test_talking_about_it_does_not(walk: object) -> None:
    assert walk(opened()).casefile.moved_on == day("2026-07-01")  # type: ignore[operator]


def test_an_answer_and_a_resumption_move_it() -> None:
    asked = opened().do("ask-party", "survey", at="2026-07-02", party="tax", question="？")
    suspended = opened().do("suspend-case", at="2026-07-02", by=ZHAO, reason="因故", resume_on="2026-08-03")

    assert asked.do("record-answer", "survey", at=LATER, answer="无").casefile.moved_on == day(LATER)
    assert suspended.do("resume-case", at="2026-08-03").casefile.moved_on == day("2026-08-03")


def test_what_is_told_late_does_not_turn_the_day_back() -> None:
    walk = opened().do("start-step", "survey", at=LATER).do("complete-step", "survey", at=LATER, on="2026-07-02")

    assert walk.casefile.moved_on == day(LATER)


def test_each_standstill_waits_under_a_name_of_its_own() -> None:
    keys = {standstill(one).key for one in (opened(), with_intent("2026-07-03"))}

    assert [key.split("/")[2] for key in sorted(keys)] == ["2026-07-01", "2026-07-03"]


def test_a_suspended_case_may_stand_still_and_a_resumed_one_begins_anew() -> None:
    walk = opened().do("suspend-case", at="2026-07-02", by=ZHAO, reason="因故", resume_on="2026-08-03")
    assert standstill(walk).silent

    walk.do("resume-case", at="2026-08-03")

    assert (standstill(walk).silent, standstill(walk).due_on) == (False, day("2026-08-03"))


def test_a_case_taken_over_did_not_stand_still_with_us() -> None:
    waiting = standstill(taken_over("guidance", "2025-03-03", at="2026-07-01"))

    assert waiting.not_before == date(2026, 7, 1)
    assert waiting.due_on == date(2026, 7, 1)  # its steps opened today


def test_a_stage_may_have_a_slower_ladder() -> None:
    slow = process({**STAGES, "screening": {**SCREENING, "stillness": "slow"}})

    assert (standstill(opened()).ladder, standstill(opened(slow)).ladder) == ("stillness", "slow")
