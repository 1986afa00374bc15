"""A plan is submitted and decided on by somebody who had no hand in it; while it waits, the one who decides is reminded."""

from typing import Any

import pytest

from cases.conditions import judge
from cases.waiting import waitings
from models.definitions import Condition
from models.people import Person
from models.plan import PlanState
from models.vocabulary import Role, Subject
from models.waiting import Waiting
from tests.builders import LIN, ZHAO, Walk, day, in_guidance, opened
from tests.cases.assessments import DAY

KAI = Person("kai", "凯", Role.SUPERVISOR, "RZ")
LATER = "2026-07-06"


def planned() -> Walk:
    """A plan with something in it."""
    return opened().do("add-step", at=DAY, reason="因", title="看厂", term="10 workdays")


def submitted() -> Walk:
    """Submitted by Lin."""
    return planned().do("submit-plan", at=DAY, reason="请审")


def approved() -> Walk:
    """Approved by Zhao."""
    return submitted().do("approve-plan", at=LATER, by=ZHAO, reason="同意")


def waits(walk: Walk) -> list[Waiting]:
    """What is waited for because of the plan."""
    return [one for one in waitings(walk.casefile) if one.subject is Subject.APPROVAL]


# deciding ---------------------------------------------------------------------------------------------------------------


def test_an_approved_revision_says_who_submitted_and_who_approved_it_and_when() -> None:
    one = approved().casefile.revision

    assert one
    assert (one.number, one.state) == (1, PlanState.APPROVED)
    assert one.submitted
    assert one.decided
    assert (one.submitted.by, one.submitted.words, one.decided.by, one.decided.on) == (
        "lin",
        "请审",
        "zhao",
        day(LATER),
    )


@pytest.mark.parametrize(("act", "state"), [("return-plan", PlanState.RETURNED), ("refuse-plan", PlanState.REFUSED)])
def test_what_is_not_approved_says_why(act: str, state: PlanState) -> None:
    assert submitted().refused(act, at=LATER, by=ZHAO) == ["reason.missing"]

    one = submitted().do(act, at=LATER, by=ZHAO, reason="缺财务").casefile.revision
    assert one
    assert one.decided
    assert (one.state, one.decided.words) == (state, "缺财务")


def test_a_coordinator_approves_no_plan() -> None:
    assert submitted().refused("approve-plan", at=LATER, by=LIN) == ["rights.role"]


def test_whoever_made_a_revision_since_the_last_approval_does_not_approve_it() -> None:
    walk = approved().do("add-step", at=LATER, by=ZHAO, reason="因", title="讲课", term="3 days")
    walk.do("submit-plan", at=LATER)

    assert walk.refused("approve-plan", at=LATER, by=ZHAO) == ["plan.own_work"]
    assert walk.refused("approve-plan", at=LATER, by=KAI) == []


def test_whoever_submitted_it_does_not_approve_it() -> None:
    walk = planned().do("submit-plan", at=DAY, by=ZHAO)

    assert walk.refused("return-plan", at=LATER, by=ZHAO, reason="因") == ["plan.own_work"]


def test_a_supervisor_who_coordinates_the_case_does_not_approve_its_plan() -> None:
    walk = submitted().do("assign", at=LATER, by=ZHAO, role="coordinator", to="zhao")

    assert walk.refused("approve-plan", at=LATER, by=ZHAO) == ["duty.own_case"]


@pytest.mark.parametrize(
    ("walk", "code"),
    [(submitted, "plan.submitted"), (approved, "plan.approved")],
)
def test_what_waits_or_was_approved_is_not_submitted_again(walk: Any, code: str) -> None:
    assert walk().refused("submit-plan", at=LATER) == [code]


def test_what_was_returned_may_be_submitted_as_it_is_with_a_word() -> None:
    walk = submitted().do("return-plan", at=LATER, by=ZHAO, reason="为何？").do("submit-plan", at=LATER, reason="因为")

    assert (walk.casefile.plan_state, walk.casefile.revisions[-1].asked) == (PlanState.SUBMITTED, 2)


def test_what_was_refused_is_amended_first() -> None:
    walk = submitted().do("refuse-plan", at=LATER, by=ZHAO, reason="重来")
    assert walk.refused("submit-plan", at=LATER) == ["plan.refused"]

    walk.do("amend-plan", at=LATER, reason="重来", drop="extra")
    assert walk.refused("submit-plan", at=LATER) == []


def test_amending_takes_a_submitted_plan_back() -> None:
    walk = submitted().do("amend-plan", at=LATER, reason="漏了", add={"讲课": "2026-08-03"})

    assert (walk.casefile.plan_state, walk.casefile.plan_revision) == (PlanState.DRAFT, 2)
    assert walk.refused("approve-plan", at=LATER, by=ZHAO) == ["plan.not_submitted"]


def test_a_plan_nobody_put_anything_into_is_that_of_the_process() -> None:
    walk = in_guidance().do("submit-plan", at="2026-07-09")

    assert [(one.number, one.state) for one in walk.casefile.revisions] == [(1, PlanState.SUBMITTED)]


# the gate ---------------------------------------------------------------------------------------------------------------


def test_a_gate_may_ask_for_an_approved_plan() -> None:
    asked = Condition(name="plan_approved")

    assert judge(asked, opened().casefile).met is False
    assert judge(asked, submitted().casefile).met is False
    assert judge(asked, approved().casefile).met is True


# who hears of it --------------------------------------------------------------------------------------------------------


def test_while_it_waits_the_supervisor_is_reminded_from_the_day_it_was_submitted() -> None:
    (one,) = waits(submitted())

    assert (one.doer, one.ladder, one.due_on) == ("zhao", "approver", day(DAY))


def test_what_came_back_is_the_coordinators_to_change() -> None:
    (one,) = waits(submitted().do("return-plan", at=LATER, by=ZHAO, reason="因"))

    assert (one.doer, one.ladder, one.due_on) == ("lin", "plan-rework", day(LATER))


def test_each_time_it_is_submitted_is_told_anew() -> None:
    walk = submitted().do("return-plan", at=LATER, by=ZHAO, reason="因").do("submit-plan", at=LATER)

    assert waits(walk)[0].key != waits(submitted())[0].key


@pytest.mark.parametrize("walk", [planned, approved, opened])
def test_of_a_plan_that_waits_for_nobody_nothing_is_said(walk: Any) -> None:
    assert waits(walk()) == []


def test_in_a_suspended_case_the_approval_may_rest() -> None:
    walk = submitted().do("suspend-case", at=LATER, by=ZHAO, reason="停产", resume_on="2026-08-03")

    assert waits(walk)[0].silent


def test_submitting_and_deciding_move_the_case() -> None:
    assert (submitted().casefile.moved_on, approved().casefile.moved_on) == (day(DAY), day(LATER))
