"""Acting for somebody absent: what they may do, on what is theirs, and nothing over one's own work."""

import pytest

from actions.catalogue import ACTS
from cases import acts
from cases.fold import advance
from cases.occasion import occasion
from models.casefile import CaseFile
from models.changes import StepClosed, StepSubmitted
from models.people import Person
from models.refusals import Refused
from models.vocabulary import Role
from tests.builders import LIN, MEI, PEOPLE, SHANGHAI, WEN, ZHAO, Walk, on, opened, step
from tests.builders import one_stage as stage

ON = "2026-07-02"
MO = Person("mo", "莫", Role.COORDINATOR, "RZ", supervisor="zhao")


def attempt(casefile: CaseFile, act: str, key: str, actor: Person, absent: Person, **inputs: object) -> list[str]:
    """The codes of what stands against it, empty if it can be done."""
    when = occasion(on(ON).now, SHANGHAI, actor, on(ON).calendar, reason="代办", on_behalf_of=absent)
    try:
        acts.decide(ACTS[act], casefile, key, inputs, when, PEOPLE)
    except Refused as refusal:
        return [one.code for one in refusal.reasons]
    return []


def a_case() -> Walk:
    return opened(stage(one=step("一"), two=step("二", review_by="supervisor"), three=step("三", by="liaison")))


def test_a_substitute_does_on_the_absent_persons_case_what_they_may() -> None:
    casefile = a_case().casefile

    assert attempt(casefile, "complete-step", "one", MEI, LIN) == []
    assert attempt(casefile, "waive-step", "one", MEI, LIN) == ["rights.role"]
    assert attempt(casefile, "waive-step", "one", MEI, ZHAO) == []


def test_on_a_case_where_the_absent_person_has_no_place_nobody_stands_in_for_them() -> None:
    assert attempt(a_case().casefile, "complete-step", "one", MEI, MO) == ["rights.not_theirs"]


def test_a_step_assigned_to_the_absent_person_is_the_substitutes_to_do_and_no_other_is() -> None:
    casefile = a_case().do("assign", "three", at=ON, by=ZHAO, to="mei").casefile

    assert attempt(casefile, "complete-step", "three", MO, MEI) == []
    assert attempt(casefile, "complete-step", "one", MO, MEI) == ["rights.not_theirs"]


def test_nobody_accepts_what_they_submitted_by_standing_in_for_the_supervisor() -> None:
    casefile = a_case().do("submit-step", "two", at=ON).casefile

    assert attempt(casefile, "accept-step", "two", LIN, ZHAO) == ["rights.own_work"]
    assert attempt(casefile, "accept-step", "two", MEI, ZHAO) == []


def test_nobody_accepts_what_was_submitted_on_their_behalf() -> None:
    walk = a_case()
    when = occasion(on(ON).now, SHANGHAI, MEI, on(ON).calendar, on_behalf_of=LIN)
    changes = acts.decide(ACTS["submit-step"], walk.casefile, "two", {}, when, PEOPLE)
    submitted = next(one for one in changes if isinstance(one, StepSubmitted))
    promoted = Person("lin", "林", Role.SUPERVISOR, "RZ")

    assert (submitted.submitted_by, submitted.submitted_for) == ("mei", "lin")
    assert "review.own_work" in Walk(advance(walk.casefile, changes)).refused("accept-step", "two", at=ON, by=promoted)


@pytest.mark.parametrize(
    ("act", "key", "inputs"),
    [
        ("extend-deadline", "one", {"days": 1}),
        ("waive-step", "one", {}),
        ("suspend-case", "", {}),
        ("assign", "", {"to": "mei"}),
    ],
)
def test_a_coordinator_gains_nothing_over_their_own_case_by_standing_in(
    act: str, key: str, inputs: dict[str, object]
) -> None:
    assert attempt(a_case().casefile, act, key, LIN, ZHAO, **inputs) == ["rights.own_work"]


def test_a_liaison_coordinates_for_the_coordinator_but_not_over_their_own_step() -> None:
    casefile = a_case().casefile

    assert attempt(casefile, "add-step", "", WEN, LIN, title="补", due_on="2026-07-20") == []
    assert attempt(casefile, "reopen-step", "three", WEN, LIN)[0] == "rights.own_work"


def test_nobody_urges_themselves_for_somebody_else() -> None:
    casefile = opened().casefile

    assert "step.yours" in attempt(casefile, "urge", "intent", MEI, LIN)


def test_whoever_did_it_is_written_down_not_whoever_was_absent() -> None:
    when = occasion(on(ON).now, SHANGHAI, MEI, on(ON).calendar, on_behalf_of=LIN)
    changes = acts.decide(ACTS["complete-step"], a_case().casefile, "one", {}, when, PEOPLE)

    assert [one.closed_by for one in changes if isinstance(one, StepClosed)] == ["mei"]


def test_an_option_tells_on_whose_behalf_it_is_possible() -> None:
    casefile = a_case().casefile
    base = on(ON, MEI)
    own = acts.options(ACTS.values(), casefile, base)
    for_lin = acts.options(ACTS.values(), casefile, occasion(base.now, SHANGHAI, MEI, base.calendar, on_behalf_of=LIN))
    merged = {(one.act, one.step): one for one in acts.best(own, [for_lin])}

    assert merged["complete-step", "one"].on_behalf_of == "lin"
    assert (merged["close-case", ""].allowed, merged["close-case", ""].on_behalf_of) == (False, "")
