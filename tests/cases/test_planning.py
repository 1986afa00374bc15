"""A plan is drafted from gaps, amended for a reason, revised, and every item knows why it is there."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cases.planning.difference import ItemChange, Turn, difference
from cases.planning.drafting import Proposal, proposals
from cases.planning.items import items, origins, rows
from cases.planning.usual import Usual, usual
from models.definitions import Text
from models.definitions.remedies import RemediesDefinition
from models.plan import PlanItem, PlanState, Why
from models.vocabulary import Role, StepState
from tests.builders import ZHAO, Walk, day, file, in_guidance, opened
from tests.cases.assessments import DAY, answered, assessed, closed
from tests.cases.calendars import china

LOST = {"2": {"rating": "not_met", "note": "没有复核"}, "3": {"rating": "basically_met", "note": "差一项"}}
DUE = "2026-09-30"


def diagnosed(**facts: Any) -> Walk:
    """A case whose self-assessment lost points for clauses 2 and 3."""
    return closed("self", LOST, **facts)


def drafted(**inputs: Any) -> Walk:
    """The plan drafted from that."""
    return diagnosed().do("draft-plan", at=DAY, **inputs)


def proposed(walk: Walk) -> dict[str, Proposal]:
    """What may go into the plan now, by key."""
    found = proposals(walk.casefile, walk.shelf, walk.casefile.assessments[-1], china(), day(DAY))
    return {one.key: one for one in found}


def added(walk: Walk) -> list[str]:
    """The titles of live steps that the process does not have."""
    return [row.title for row in walk.casefile.live_steps if not row.of]


# proposals --------------------------------------------------------------------------------------------------------------


def test_each_clause_that_lost_points_has_the_remedies_written_for_it_or_the_usual_ones() -> None:
    assert list(proposed(diagnosed())) == ["2.review", "2.factory", "3.correct"]


def test_a_remedy_that_does_not_fit_the_enterprise_is_not_proposed() -> None:
    trader = diagnosed()
    trader.casefile = replace(trader.casefile, facts={"producer": False})

    assert "2.factory" not in proposed(trader)


def test_a_proposal_ends_when_it_usually_would_and_names_both_owners() -> None:
    one = proposed(diagnosed())["2.review"]

    assert (one.due_on, one.remedy.by, one.owner) == (
        day("2026-07-16"),
        Role.COORDINATOR,
        Text(zh="单证岗", en="Clerk"),
    )


def test_a_clause_of_another_standard_that_is_like_this_one_has_its_remedies() -> None:
    walk = diagnosed()
    other = RemediesDefinition.model_validate(
        {**walk.shelf.remedies["XX-FIRST"].model_dump(mode="json"), "remedies": "XX-OTHER"}
    )
    (digest,) = walk.shelf.by_hash
    standard = walk.shelf.by_hash[digest]
    text = standard.model_dump(mode="json")
    text["variants"]["trader"]["categories"]["control"]["items"]["1"]["clauses"]["2"]["like"] = {"XX-OTHER": "2"}
    walk.shelf = replace(
        walk.shelf, by_hash={digest: type(standard).model_validate(text)}, remedies={"XX-OTHER": other}
    )

    assert proposed(walk)["2.review"].place == "XX-OTHER/2.review"


def test_without_a_library_nothing_is_proposed() -> None:
    walk = diagnosed()
    walk.shelf = replace(walk.shelf, remedies={})

    assert proposed(walk) == {}


# drafting ---------------------------------------------------------------------------------------------------------------


def test_what_was_picked_is_open_from_today_and_knows_its_gap() -> None:
    walk = drafted(items={"2.review": DUE})
    step = walk.step("extra")

    assert (step.state, walk.due("extra"), step.title, step.holder) == (
        StepState.OPEN,
        day(DUE),
        "设复核岗",
        "enterprise",
    )
    assert step.item
    assert (step.item.origin.why, step.item.origin.clause, step.item.origin.assessment) == (Why.GAP, "2", "self-1")
    assert (step.item.evidence, step.item.remedy) == (("letter",), "XX-FIRST/2.review")


def test_a_pick_without_a_day_takes_as_long_as_usual() -> None:
    assert drafted(items={"2.review": ""}).due("extra") == day("2026-07-16")


def test_without_a_pick_everything_proposed_goes_into_the_plan() -> None:
    assert added(drafted()) == ["设复核岗", "看工厂", "整改"]


def test_what_is_planned_already_is_not_proposed_again() -> None:
    walk = drafted(items={"2.review": ""})

    assert list(proposed(walk)) == ["2.factory", "3.correct"]


def test_what_was_dropped_is_not_proposed_again_by_the_same_assessment() -> None:
    walk = drafted(items={"2.review": ""}).do("amend-plan", at=DAY, reason="企业已有", drop="extra")

    assert "2.review" not in proposed(walk)


def test_a_later_assessment_proposes_anew_what_was_done_and_lost_points_again() -> None:
    walk = drafted(items={"2.review": ""})
    walk.do("attach-evidence", "extra", at=DAY, kind="letter", file=file("a"))
    walk.do("complete-step", "extra", at=DAY)
    walk.do("open-assessment", at=DAY, kind="mock", standard="XX-FIRST")

    assert "2.review" in proposed(answered(walk, LOST))


def test_an_item_puts_right_the_open_findings_of_its_clause() -> None:
    walk = diagnosed().do("raise-findings", at=DAY, due_on=DUE, steps="no")
    walk.do("draft-plan", at=DAY, items={"2.review": "", "2.factory": ""})

    assert walk.casefile.findings[0].steps == ("extra", "extra.2")
    assert [one.why for one in origins(walk.casefile, walk.step("extra"))] == [Why.GAP, Why.FINDING]


@pytest.mark.parametrize(
    ("inputs", "codes"),
    [
        ({"items": {"9.none": ""}}, ["plan.no_proposal"]),
        ({"items": {"2.review": "2026-06-01"}}, ["date.too_early"]),
        ({"items": {"2.review": "soon"}}, ["input.no_date"]),
    ],
)
def test_a_pick_that_cannot_be_is_refused(inputs: dict[str, Any], codes: list[str]) -> None:
    assert diagnosed().refused("draft-plan", at=DAY, **inputs) == codes


def test_without_a_diagnosis_or_a_gap_there_is_nothing_to_draft_from() -> None:
    assert opened().refused("draft-plan", at=DAY) == ["plan.no_diagnosis"]
    assert closed().refused("draft-plan", at=DAY) == ["plan.nothing"]


def test_a_drafted_item_is_done_with_the_evidence_it_asks_for() -> None:
    walk = drafted(items={"2.review": ""})

    assert walk.refused("complete-step", "extra", at=DAY) == ["evidence.missing_on_step"]


# amending ---------------------------------------------------------------------------------------------------------------


def test_one_amendment_drops_moves_changes_and_adds_for_one_reason() -> None:
    walk = drafted()
    walk.do(
        "amend-plan",
        at="2026-07-03",
        reason="联席会议意见",
        drop="extra.2",
        move={"extra": DUE},
        rename={"extra.3": "补报表"},
        customs={"extra.3": "liaison"},
        enterprise={"extra.3": "财务部"},
        add={"请税务讲一次课": "2026-08-03"},
        origin="meeting",
        said="七月联席会议",
    )

    assert added(walk) == ["设复核岗", "补报表", "请税务讲一次课"]
    assert (walk.due("extra"), walk.due("extra.4")) == (day(DUE), day("2026-08-03"))
    assert (walk.step("extra.2").state, walk.step("extra.2").reason) == (StepState.DROPPED, "联席会议意见")
    assert (walk.step("extra.3").by, rows(walk.casefile)[-2].enterprise) == (
        Role.LIAISON,
        Text(zh="财务部", en="财务部"),
    )
    assert [(one.why, one.said) for one in rows(walk.casefile)[-1].origins] == [(Why.MEETING, "七月联席会议")]
    assert [one.number for one in walk.casefile.revisions] == [1, 2]


def test_a_moved_item_ends_on_the_day_that_was_chosen_and_reminds_anew() -> None:
    walk = drafted(items={"2.review": ""})
    before = walk.step("extra").target
    walk.do("amend-plan", at="2026-07-10", reason="企业请求", move={"extra": DUE})
    after = walk.step("extra").target

    assert before
    assert after
    assert (after.due_on, after.revision) == (day(DUE), before.revision + 1)


def test_a_form_that_tells_everything_as_it_stands_changes_nothing() -> None:
    walk = drafted(items={"2.review": ""})
    same: dict[str, Any] = {
        "move": {"extra": "2026-07-16"},
        "rename": {"extra": "设复核岗"},
        "enterprise": {"extra": "单证岗"},
    }

    assert walk.refused("amend-plan", at="2026-08-03", reason="无", **same) == ["plan.no_change"]


def test_a_title_somebody_wrote_stands_in_place_of_the_librarys() -> None:
    walk = drafted(items={"2.review": ""}).do("amend-plan", at=DAY, reason="说清楚", rename={"extra": "两人复核"})

    assert rows(walk.casefile)[-1].title == Text(zh="两人复核", en="两人复核")


def test_one_item_may_put_right_several_findings_and_a_finding_take_several_items() -> None:
    walk = drafted(items={"2.review": "", "3.correct": ""}).do("raise-findings", at=DAY, due_on=DUE, steps="no")
    walk.do("amend-plan", at=DAY, reason="一并整改", findings={"extra": "F1、F2", "extra.2": "F2"})

    assert [one.steps for one in walk.casefile.findings] == [("extra",), ("extra", "extra.2")]
    assert [one.said for one in origins(walk.casefile, walk.step("extra"))][1:] == ["F1", "F2"]
    assert walk.refused("amend-plan", at=DAY, reason="无", findings={"extra": "F2 F1"}) == ["plan.no_change"]


@pytest.mark.parametrize(
    ("inputs", "codes"),
    [
        ({}, ["plan.no_change"]),
        ({"findings": {"extra": "F9"}}, ["plan.no_finding"]),
        ({"drop": "intent"}, ["plan.no_item"]),
        ({"move": {"nothing": DUE}}, ["plan.no_item", "plan.no_change"]),
        ({"move": {"extra": "2026-07-01"}}, ["date.too_early"]),
        ({"customs": {"extra": "policy"}}, ["input.no_choice"]),
        ({"add": {"讲课": "soon"}}, ["input.no_date"]),
    ],
)
def test_an_amendment_that_cannot_be_is_refused(inputs: dict[str, Any], codes: list[str]) -> None:
    assert drafted(items={"2.review": ""}).refused("amend-plan", at=DAY, reason="因", **inputs) == codes


def test_an_amendment_needs_a_reason() -> None:
    assert drafted().refused("amend-plan", at=DAY, drop="extra") == ["reason.missing"]


def test_the_journal_tells_the_plan_as_it_stands() -> None:
    walk = drafted().do("amend-plan", at=DAY, reason="因", drop="extra.2", move={"extra": DUE}, rename={"extra": "x"})
    walk.do("submit-plan", at=DAY).do("return-plan", at=DAY, by=ZHAO, reason="再想")
    told = walk.folded()

    assert (told.revisions, told.steps) == (walk.casefile.revisions, walk.casefile.steps)


# items ------------------------------------------------------------------------------------------------------------------


def test_the_plan_lists_what_the_process_has_still_to_ask_for() -> None:
    listed = {one.key: one for one in items(in_guidance().casefile, china(), day("2026-07-08"))}

    assert (listed["closing-talk"].state, listed["audit"].stage) == (StepState.PLANNED, "mock-audit")
    assert [one.why for one in listed["plan"].origins] == [Why.PROCESS]


def test_a_step_added_by_hand_is_the_coordinators_own_judgement_or_a_meetings() -> None:
    walk = opened()
    walk.do("add-step", at=DAY, reason="因", title="看厂", term="3 days", enterprise="厂长", said="走访时看到")
    walk.do("add-step", at=DAY, reason="因", title="讲课", term="3 days", origin="meeting", said="七月联席会议")
    own, other = rows(walk.casefile)[-2:]

    assert [(one.why, one.said) for one in (*own.origins, *other.origins)] == [
        (Why.JUDGEMENT, "走访时看到"),
        (Why.MEETING, "七月联席会议"),
    ]
    assert own.enterprise == Text(zh="厂长", en="厂长")


def test_a_step_made_of_a_finding_is_there_for_it_once() -> None:
    walk = diagnosed().do("raise-findings", at=DAY, due_on=DUE)

    assert [(one.why, one.said) for one in origins(walk.casefile, walk.step("extra"))] == [(Why.FINDING, "F1")]


# what changed -----------------------------------------------------------------------------------------------------------


def turns(walk: Walk, first: int, last: int) -> dict[tuple[Turn, str], ItemChange]:
    """What changed from one revision to another, by what became of which item."""
    states: dict[int, tuple[PlanItem, ...]] = {0: ()}
    versions = {0: 0}
    for one in walk.casefile.revisions:
        half = Walk(walk.casefile, walk.records[: one.version])
        states[one.number], versions[one.number] = rows(half.folded()), one.version
    between = walk.records[versions[first] : versions[last]]
    return {(one.turn, one.after.key): one for one in difference(states[first], states[last], between)}


def amended() -> Walk:
    """Two revisions: drafted by Lin, amended by Zhao."""
    walk = drafted(items={"2.review": "", "3.correct": ""})
    return walk.do(
        "amend-plan", at="2026-07-06", by=ZHAO, reason="太急", drop="extra.2", move={"extra": DUE}, add={"讲课": DUE}
    )


def test_the_first_revision_adds_what_was_drafted() -> None:
    assert list(turns(amended(), 0, 1)) == [(Turn.ADDED, "extra"), (Turn.ADDED, "extra.2")]


def test_what_came_went_and_moved_is_told_with_who_and_why() -> None:
    found = turns(amended(), 1, 2)

    assert list(found) == [(Turn.MOVED, "extra"), (Turn.DROPPED, "extra.2"), (Turn.ADDED, "extra.3")]
    moved = found[Turn.MOVED, "extra"]
    assert moved.before
    assert (moved.before.due_on, moved.after.due_on, moved.by, moved.reason) == (
        day("2026-07-16"),
        day(DUE),
        "zhao",
        "太急",
    )


def test_what_came_and_went_between_two_revisions_is_not_told() -> None:
    assert (Turn.DROPPED, "extra.2") not in turns(amended(), 0, 2)


def test_that_a_step_of_the_process_began_changes_no_plan() -> None:
    walk = drafted(items={"2.review": ""}).do(
        "attach-evidence", "intent", at=DAY, kind="letter_of_intent", file=file("a")
    )
    walk.do("complete-step", "intent", at=DAY, producer="yes")
    walk.do("amend-plan", at=DAY, reason="因", move={"extra": DUE})

    assert list(turns(walk, 1, 2)) == [(Turn.MOVED, "extra")]


def test_a_step_of_the_process_that_was_waived_is_gone_from_the_plan() -> None:
    walk = drafted(items={"2.review": ""}).do("waive-step", "survey", at=DAY, by=ZHAO, reason="已有问卷")
    walk.do("amend-plan", at=DAY, reason="因", move={"extra": DUE})

    assert turns(walk, 1, 2)[Turn.DROPPED, "survey"].reason == "已有问卷"


def test_an_item_told_otherwise_says_in_what() -> None:
    walk = drafted(items={"2.review": ""}).do("amend-plan", at=DAY, reason="因", customs={"extra": "liaison"})

    assert turns(walk, 1, 2)[Turn.CHANGED, "extra"].parts == ("by",)


# how long others took ---------------------------------------------------------------------------------------------------


def test_the_median_is_told_of_five_cases_and_of_no_fewer() -> None:
    spans = [(date(2026, 7, 1), date(2026, 7, 1 + days)) for days in (2, 6, 8, 13, 20)]

    assert usual(spans[:4], china().between) is None
    assert usual(spans, china().between) == Usual(6, 5)


def test_the_median_of_an_even_number_is_rounded_up() -> None:
    spans = [(date(2026, 7, 1), date(2026, 7, 1 + days)) for days in (1, 1, 1, 2, 2, 2)]

    assert usual(spans, china().between) == Usual(2, 6)


def test_a_case_without_a_plan_has_none() -> None:
    assert opened().casefile.plan_state is PlanState.NONE
    assert assessed().casefile.revision is None
