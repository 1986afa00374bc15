"""Separation of duties: who holds two places on a case decides nothing on it that is reserved to a role above."""

from dataclasses import replace
from typing import Any

import pytest

from actions.catalogue import ACTS
from cases import acts
from models.definitions import ProcessDefinition
from models.people import Person
from models.refusals import Refused
from models.vocabulary import Role
from tests.builders import LIN, PEOPLE, WEN, ZHAO, Walk, on, opened, process, step, text

HAN = Person("han", "韩", Role.SUPERVISOR, "RZ")  # another supervisor of the site


def _process() -> ProcessDefinition:
    end = {"title": text("结束"), "close": "finished", "by": "supervisor"}
    steps = {
        "team": step("组成认证组", by="supervisor", term="10 days after step opened"),
        "opinion": step("意见", review_by="supervisor", term="10 days after step opened"),
        "visit": step("走访"),
    }
    gate = ["required_steps_done", {"signed_by": "supervisor"}]
    return process({"only": {"title": text("唯一"), "steps": steps, "gate": gate, "outcomes": {"end": end}}})


def _both() -> Walk:
    """Zhao coordinates and supervises."""
    return opened(_process(), coordinator="zhao")


@pytest.mark.parametrize(
    ("act", "key", "inputs"),
    [
        ("complete-step", "team", {}),
        ("waive-step", "team", {}),
        ("waive-step", "opinion", {}),
        ("extend-deadline", "opinion", {"days": 3}),
    ],
)
def test_who_coordinates_the_case_does_not_decide_on_it_as_its_supervisor(
    act: str, key: str, inputs: dict[str, Any]
) -> None:
    walk = _both()

    assert walk.refused(act, key, at="2026-07-02", by=ZHAO, reason="因故", **inputs) == ["duty.own_case"]
    assert walk.refused(act, key, at="2026-07-02", by=HAN, reason="因故", **inputs) == []


def test_who_coordinates_the_case_accepts_nothing_whoever_submitted_it() -> None:
    walk = _both().do("assign", "opinion", at="2026-07-02", by=ZHAO, to="wen")
    walk.do("submit-step", "opinion", at="2026-07-02", by=WEN)

    assert walk.refused("accept-step", "opinion", at="2026-07-02", by=ZHAO) == ["duty.own_case"]
    assert walk.refused("accept-step", "opinion", at="2026-07-02", by=HAN) == []


def test_an_outcome_reserved_to_the_supervisor_is_not_for_a_coordinator_who_is_one() -> None:
    walk = (
        _both()
        .do("complete-step", "team", at="2026-07-02", by=HAN)
        .do("complete-step", "visit", at="2026-07-02", by=ZHAO)
    )
    walk.do("submit-step", "opinion", at="2026-07-02", by=ZHAO).do("accept-step", "opinion", at="2026-07-02", by=HAN)

    assert walk.refused("advance-stage", at="2026-07-03", by=ZHAO) == ["duty.own_case"]
    assert walk.do("advance-stage", at="2026-07-03", by=HAN).casefile.outcome == "finished"


def test_who_submitted_a_step_does_not_extend_it() -> None:
    walk = opened(_process()).do("submit-step", "opinion", at="2026-07-02", by=ZHAO)

    assert walk.refused("extend-deadline", "opinion", at="2026-07-02", by=ZHAO, reason="因故", days=3) == [
        "duty.own_work"
    ]


def test_a_substitute_decides_no_more_than_whom_they_stand_in_for() -> None:
    for_zhao = replace(on("2026-07-02", HAN), on_behalf_of=ZHAO)
    with pytest.raises(Refused) as refused:
        acts.decide(ACTS["complete-step"], _both().casefile, "team", {}, for_zhao, PEOPLE)

    assert [one.code for one in refused.value.reasons] == ["duty.own_case"]


def test_what_is_the_supervisors_to_do_is_not_assigned_to_the_coordinator() -> None:
    walk = opened(_process())

    assert walk.refused("assign", "team", at="2026-07-02", by=ZHAO, to="lin") == ["duty.taken"]
    assert walk.refused("assign", "visit", at="2026-07-02", by=ZHAO, to="mei") == []


def test_one_person_may_hold_both_places_and_do_all_that_is_the_coordinators() -> None:
    walk = _both()

    assert walk.refused("complete-step", "visit", at="2026-07-02", by=ZHAO) == []
    assert opened(_process()).refused("complete-step", "visit", at="2026-07-02", by=LIN) == []


def test_the_options_say_why_not() -> None:
    offered = _both().options("2026-07-02", ZHAO)[("complete-step", "team")]

    assert [one.code for one in offered.reasons] == ["duty.own_case"]
