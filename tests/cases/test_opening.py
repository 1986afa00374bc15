"""How a case begins: opened, or taken over midway."""

from datetime import date
from typing import Any

import pytest

from cases.transitions.opening import Story, open_case, take_over
from cases.waiting import waitings
from models.people import HOST, Person
from models.refusals import Refused
from models.vocabulary import CaseStatus
from tests.builders import LIN, MEI, QIU, WEN, ZHAO, beginning, day, on, opened, regime, taken_over


def _codes(by: Person = ZHAO, at: str = "2026-07-01", **parts: Any) -> list[str]:
    with pytest.raises(Refused) as refusal:
        open_case(beginning(None, **parts), on(at, by))
    return [one.code for one in refusal.value.reasons]


def test_a_case_opens_at_version_one_in_its_first_stage() -> None:
    casefile = opened().casefile

    assert (casefile.no, casefile.version, casefile.stage, casefile.round) == ("RZ-2026-0031", 1, "screening", 1)
    assert (casefile.status, casefile.coordinator, casefile.supervisor) == (CaseStatus.OPEN, "lin", "zhao")


def test_its_journal_tells_it_from_the_first_record() -> None:
    walk = opened()

    assert walk.folded() == walk.casefile


def test_a_coordinator_opens_cases_of_their_own_only() -> None:
    assert opened(by=LIN).casefile.coordinator == "lin"
    assert _codes(by=MEI) == ["rights.not_own"]


@pytest.mark.parametrize("person", [WEN, QIU])
def test_nobody_else_opens_cases(person: Person) -> None:
    assert _codes(by=person) == ["rights.role"]


def test_a_regime_that_is_not_in_force_opens_nothing() -> None:
    assert _codes(at="2026-03-31") == ["regime.not_in_force"]
    assert _codes(at="2026-07-01", regime=regime(effective_to=date(2026, 6, 30))) == ["regime.not_in_force"]


def test_an_enterprise_has_one_open_case_of_a_process_at_a_time() -> None:
    assert _codes(running="RZ-2026-0007") == ["case.running"]


def test_everything_wrong_with_an_opening_is_said_at_once() -> None:
    codes = _codes(by=WEN, coordinator="qiu", liaison="nobody", supervisor="lin")

    assert codes == ["rights.role", "person.no_such", "person.no_such", "person.misfit"]


def test_a_case_taken_over_stands_in_its_stage_with_nothing_asked_of_earlier_ones() -> None:
    walk = taken_over("guidance", "2026-03-02", "2026-07-01", milestones={"guidance-started": date(2026, 3, 2)})

    assert walk.states == {"plan": "open", "contract": "open"}
    assert (walk.casefile.stage_entered_on, walk.casefile.taken_over_on) == (day("2026-03-02"), day("2026-07-01"))
    assert walk.folded() == walk.casefile


def test_what_is_late_when_taken_over_is_asked_for_from_that_day_on() -> None:
    walk = taken_over("screening", "2026-03-02", "2026-07-01")
    intent = next(one for one in waitings(walk.casefile) if one.step == "intent")

    assert (intent.due_on, intent.not_before) == (day("2026-03-05"), day("2026-07-01"))


def test_facts_and_milestones_that_came_along_count() -> None:
    walk = taken_over(
        "follow-up",
        "2026-04-20",
        "2026-07-01",
        facts={"producer": True},
        milestones={"certified": date(2026, 4, 20), "expires": date(2031, 4, 20)},
    )

    assert walk.casefile.facts == {"producer": True}
    assert (walk.due("anniversary"), walk.due("re-review")) == (day("2027-04-20"), day("2031-01-20"))


def test_a_case_taken_over_may_tell_of_days_before_it_came() -> None:
    walk = taken_over("onsite", "2026-06-01", "2026-07-01").do(
        "complete-step", "acceptance", at="2026-07-01", on="2026-06-10"
    )

    assert walk.law("decision") == day("2026-09-08")
    assert walk.refused("complete-step", "decision", at="2026-07-02", certified_on="2026-07-03") == ["date.too_late"]


def _story_codes(stage: str = "screening", since: str = "2026-03-02", by: Person = ZHAO, **story: Any) -> list[str]:
    with pytest.raises(Refused) as refusal:
        take_over(beginning(), Story(stage, day(since), **story), on("2026-07-01", by))
    return [one.code for one in refusal.value.reasons]


@pytest.mark.parametrize(
    ("story", "codes"),
    [
        ({"stage": "nowhere"}, ["stage.no_such"]),
        ({"since": "2026-07-02"}, ["date.too_late"]),
        ({"opened_on": date(2026, 4, 1)}, ["date.too_early"]),
        ({"milestones": {"born": date(2026, 1, 1)}}, ["milestone.no_such"]),
        ({"milestones": {"certified": date(2026, 7, 2)}}, ["date.too_late"]),
        ({"by": LIN}, ["rights.role"]),
    ],
)
def test_a_story_that_cannot_be_is_refused(story: dict[str, Any], codes: list[str]) -> None:
    assert _story_codes(**story) == codes


def test_a_regime_no_longer_in_force_can_still_be_taken_over() -> None:
    old = beginning(regime=regime(effective_to=date(2026, 6, 30)))
    casefile, _ = take_over(old, Story("screening", day("2026-05-06")), on("2026-07-01", HOST))

    assert casefile.stage == "screening"
