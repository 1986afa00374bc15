"""Questions to parties outside: accepted, sent back, taken back; put in a letter, they are chased on a ladder of their own."""

from datetime import date
from typing import Any

import pytest

from cases.waiting import waitings
from models.people import Person
from models.refusals import Missing
from models.vocabulary import CUSTOMS, Role, Subject
from models.waiting import Waiting
from tests.builders import LIN, Walk, opened

TANG = Person("tang", "唐", Role.DEPARTMENT, "RZ", party="tax")
SHEN = Person("shen", "沈", Role.DEPARTMENT, "RZ", party="commerce")


def asked(**more: Any) -> Walk:
    """Lin asked the tax authority on the second of July."""
    return opened().do("ask-party", "survey", at="2026-07-02", party="tax", question="有无欠税", **more)


def about(walk: Walk, subject: Subject) -> list[Waiting]:
    return [one for one in waitings(walk.casefile) if one.subject is subject]


def test_the_department_hears_that_it_was_asked_on_the_day() -> None:
    (one,) = about(asked(answer_by="2026-07-10"), Subject.ASKED)

    assert (one.due_on, one.answer_by, one.holder) == (date(2026, 7, 2), date(2026, 7, 10), "tax")


def test_the_enterprise_has_no_account_to_hear_it() -> None:
    walk = opened().do("ask-party", "survey", at="2026-07-02", party="enterprise", question="何时可访")

    assert about(walk, Subject.ASKED) == []


@pytest.mark.parametrize(
    ("more", "ladder"), [({}, "outside-party"), ({"document": "日关函〔2026〕17号"}, "commission")]
)
def test_a_letter_is_chased_on_a_ladder_of_its_own(more: dict[str, str], ladder: str) -> None:
    (one,) = about(asked(**more), Subject.ANSWER)

    assert one.ladder == ladder


def test_who_was_asked_accepts_once() -> None:
    walk = asked().do("accept-question", "survey", at="2026-07-03", by=TANG)
    step = walk.casefile.step("survey")

    assert step is not None
    assert step.question is not None
    assert (step.question.accepted_on, step.holder) == (date(2026, 7, 3), "tax")
    assert walk.refused("accept-question", "survey", at="2026-07-03", by=TANG) == ["question.accepted"]


@pytest.mark.parametrize(("act", "by"), [("reject-question", TANG), ("revoke-question", LIN)])
def test_a_question_that_ends_without_an_answer_gives_the_ball_and_the_days_back(act: str, by: Person) -> None:
    before = opened().casefile.step("survey")
    walk = asked().do(act, "survey", at="2026-07-06", by=by, reason="非我职责")
    step = walk.casefile.step("survey")

    assert step is not None
    assert before is not None
    assert (step.holder, step.question, step.paused_on) == (CUSTOMS, None, None)
    assert step.target is not None
    assert before.target is not None
    assert step.target.credited == 2


@pytest.mark.parametrize("act", ["reject-question", "revoke-question"])
def test_it_takes_a_reason(act: str) -> None:
    assert asked().refused(act, "survey", at="2026-07-03") == ["reason.missing"]


def test_a_department_answers_its_own_question_and_sees_no_other() -> None:
    assert asked().refused("record-answer", "survey", at="2026-07-03", by=TANG, answer="无") == []

    with pytest.raises(Missing):
        asked().do("record-answer", "survey", at="2026-07-03", by=SHEN, answer="无")


def test_a_department_does_nothing_else_in_the_case() -> None:
    with pytest.raises(Missing):
        asked().do("complete-step", "survey", at="2026-07-03", by=TANG)
