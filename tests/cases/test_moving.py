"""Moving a case to other definitions: what is shown is done, finished stays finished, there and back is as if nothing had been."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.moving.slip import Slip, Verdict, slip
from cases.plan import planned
from models.assessment import AssessmentState, ClauseAnswer
from models.atlas import Atlas
from models.casefile import CaseFile, Deadline
from models.content import content_hash
from models.definitions import ProcessDefinition
from models.moving import Destination
from models.vocabulary import StepState
from tests.builders import LIN, STAGES, WEN, ZHAO, Walk, file, in_guidance, on, process, regime
from tests.cases import moving
from tests.cases.moving import MOVED, NEW, a_case, answered, back, moved, with_past


def shown(walk: Walk, at: str = MOVED) -> Slip:
    """What moving the case would come to."""
    to = walk.atlas.destination
    assert to
    return slip(walk.casefile, to, on(at, ZHAO, shelf=walk.shelf, atlas=walk.atlas))


def answer(walk: Walk, assessment: str, clause: str) -> ClauseAnswer:
    """What was answered there."""
    sheet = walk.casefile.sheet(assessment)
    assert sheet
    return sheet.answers[clause]


def target(walk: Walk, key: str) -> Deadline:
    """The target date of a step."""
    found = walk.step(key).target
    assert found
    return found


def seen(casefile: CaseFile, at: str = "2026-04-08") -> dict[str, Any]:
    """What a person sees of a case: its definitions, what was and is asked of it, by whom and when, and what was answered."""
    today = on(at)
    to_come = planned(casefile, today.calendar, today.today)
    asked: dict[str, tuple[Any, ...]] = {one.key: ("planned", one.of) for one in to_come}
    for row in casefile.steps:
        dates = tuple(one and one.due_on for one in (row.target, row.statutory))
        if row.state is StepState.PLANNED:
            asked[row.key] = ("planned", row.of)
        elif row.state is not StepState.DROPPED:
            asked[row.key] = (row.state, row.of, row.holder, row.need, row.by, row.closed_on, row.evidence, *dates)
    heads = [one for one in casefile.assessments if one.state is not AssessmentState.DROPPED]
    return {
        "pinned": (casefile.process_hash, casefile.regime_hash),
        "stay": (casefile.stage, casefile.round, casefile.visits),
        "limit": casefile.stage_deadline and casefile.stage_deadline.due_on,
        "asked": asked,
        "known": (casefile.facts, casefile.milestones),
        "answers": [(head, casefile.sheet(head.key)) for head in heads],
        "stranded": casefile.stranded,
    }


# to Order 282 -----------------------------------------------------------------------------------------------------------


def test_the_case_goes_by_the_new_order() -> None:
    walk = moved(a_case())

    assert walk.casefile.process.process == "aeo-advanced"
    assert walk.casefile.regime.regime == "CN-282"


def test_what_is_shown_is_what_is_done() -> None:
    walk = answered(a_case(), c11="met", c34="met")

    after = shown(walk).after
    assert after
    assert seen(after) == seen(moved(walk).casefile)


def test_an_open_assessment_goes_on_by_the_new_standard() -> None:
    walk = moved(answered(a_case(), c11="met"))

    old, new = walk.casefile.assessments
    assert (old.state, new.state, new.standard) == (AssessmentState.MOVED, AssessmentState.OPEN, NEW.standard)
    assert answer(walk, new.key, "10").rating == "met"


def test_a_closed_assessment_keeps_the_standard_it_was_judged_by() -> None:
    walk = a_case()
    walk.do("drop-assessment", at="2026-03-10", by=ZHAO, reason="误开")

    assert moved(walk).casefile.assessments == walk.casefile.assessments


def test_a_later_assessment_takes_over_what_a_closed_one_proves_by_the_new_standard() -> None:
    walk = answered(a_case(), c11="met", c1="met", c34="met")
    head = replace(walk.casefile.assessments[0], state=AssessmentState.CLOSED)
    walk.casefile = replace(walk.casefile, assessments=(head,))
    walk.do("move-case", at=MOVED, by=ZHAO)
    walk.do("open-assessment", at=MOVED, kind="self", standard=NEW.standard, carry="yes")

    sheet = walk.casefile.sheet("self-2")
    assert sheet
    assert {key: one.rating for key, one in sheet.answers.items()} == {"10": "met"}


def test_an_answer_without_a_place_stays_on_the_case() -> None:
    walk = moved(answered(a_case(), c34="met"))

    assert [one.key for one in walk.casefile.stranded] == ["self-1/34"]


def test_a_step_that_is_asked_for_no_more_is_dropped_with_its_papers() -> None:
    walk = moving.in_guidance()
    moving.paper(walk, "dossier", "procedures", at="2026-03-20")
    moved(walk)

    row = walk.step("dossier")
    assert (row.state, row.reason) == (StepState.DROPPED, "dropped.gone")
    assert [one.kind for one in row.evidence] == ["procedures"]


def test_a_step_with_another_name_keeps_its_row() -> None:
    walk = moved(moving.in_guidance())

    assert (walk.step("debt-ratio").of, walk.step("debt-ratio").state) == ("finance-indicators", StepState.OPEN)
    assert walk.casefile.step("finance-indicators") is None


def test_what_was_done_is_not_asked_again() -> None:
    walk = moved(moving.in_guidance())

    assert walk.step("plan-draft").state is StepState.DONE
    assert "plan-draft.2" not in walk.states


def test_a_milestone_the_new_version_counts_from_is_caught_up() -> None:
    walk = moved(moving.in_guidance())

    assert str(walk.casefile.milestones["taken-up"]) == "2026-03-12"


def test_no_target_of_ours_lies_in_the_past_because_of_the_move() -> None:
    walk = moved(a_case())

    assert str(walk.due("survey")) == "2026-04-21"


def test_a_date_that_moves_begins_a_new_ladder() -> None:
    walk = a_case()
    before = target(walk, "self-assessment")
    after = target(moved(walk), "self-assessment")

    assert after.due_on != before.due_on
    assert after.revision == before.revision + 1


def test_a_date_whose_rule_is_the_same_stays_as_it_is() -> None:
    walk = a_case()
    before = walk.step("look-back").target

    assert moved(walk).step("look-back").target == before


# verdicts and refusals --------------------------------------------------------------------------------------------------


def test_a_case_with_nothing_to_decide_moves_by_itself() -> None:
    assert shown(answered(a_case(), c11="met")).verdict is Verdict.BY_ITSELF


def test_a_slip_tells_of_this_move_alone() -> None:
    walk = back(moved(answered(a_case(), c11="met")))

    assert [[new.clause for new in one.to] for one in shown(walk, "2026-04-09").answers] == [["10"]]


def test_an_answer_without_a_place_is_for_a_person_to_decide() -> None:
    found = shown(answered(a_case(), c34="met", c6="met"))

    assert found.verdict is Verdict.NEEDS_DECISION
    assert [(one.code, one.values["clauses"]) for one in found.decisions] == [("move.stranded", "6, 34")]


def test_work_on_a_step_that_is_dropped_is_for_a_person_to_decide() -> None:
    walk = moving.in_guidance()
    moving.paper(walk, "dossier", "procedures", at="2026-03-20")

    assert "move.work_dropped" in [one.code for one in shown(walk).decisions]


def test_what_is_asked_for_in_a_stage_that_is_over_is_for_a_person_to_decide() -> None:
    found = {one.where for one in shown(moving.in_guidance()).decisions if one.code == "move.behind"}

    assert found == {"commerce-opinion", "survey"}


def test_a_case_that_needs_a_decision_is_not_moved_unseen() -> None:
    walk = answered(a_case(), c34="met")

    assert walk.refused("move-case", at=MOVED, by=ZHAO) == ["move.stranded", "move.undecided"]


def test_a_case_accepted_before_the_order_stays() -> None:
    walk = a_case()
    walk.casefile = replaced(walk.casefile, milestones={"accepted": on("2026-03-30").today})

    assert shown(walk).verdict is Verdict.UNAFFECTED
    assert walk.refused("move-case", at=MOVED, by=ZHAO, decided="yes") == ["move.stays"]


def test_a_case_accepted_on_the_day_of_the_order_does_not_stay() -> None:
    walk = a_case()
    walk.casefile = replaced(walk.casefile, milestones={"accepted": on("2026-04-01").today})

    assert shown(walk).verdict is not Verdict.UNAFFECTED


def test_a_case_that_is_there_already_is_unaffected() -> None:
    assert moved(a_case()).refused("move-case", at=MOVED, by=ZHAO) == ["move.there"]


def test_nothing_is_moved_before_the_order_is_in_force() -> None:
    assert a_case().refused("move-case", at="2026-03-31", by=ZHAO) == ["move.not_yet"]
    assert a_case().refused("move-case", at="2026-04-01", by=ZHAO) == []


def test_a_suspended_case_is_not_moved() -> None:
    walk = a_case().do("suspend-case", at="2026-04-01", by=ZHAO, reason="停产", resume_on="2026-05-01")

    assert shown(walk).verdict is Verdict.IMPOSSIBLE


def test_a_stage_without_a_counterpart_keeps_the_case() -> None:
    walk = in_guidance()
    to_small(walk, {key: stage for key, stage in STAGES.items() if key != "guidance"} | {"screening": _to_mock()})

    assert [one.code for one in shown(walk, "2026-07-10").against] == ["move.no_stage"]


@pytest.mark.parametrize("person", [LIN, WEN])
def test_who_coordinates_does_not_move_a_case(person: Any) -> None:
    assert a_case().refused("move-case", at=MOVED, by=person) == ["rights.role"]


# other versions of the same process -------------------------------------------------------------------------------------


def to_small(walk: Walk, stages: dict[str, Any]) -> Walk:
    """The walk with a destination: the small process of other stages."""
    new = process(stages)
    walk.atlas = Atlas(small(new))
    return walk


def small(new: ProcessDefinition) -> Destination:
    order = regime()
    return Destination(content_hash(new), content_hash(order), new, order, moving.SHELF)


def _to_mock() -> dict[str, Any]:
    return {**STAGES["screening"], "outcomes": {"take-up": {"title": {"zh": "纳入", "en": "x"}, "to": "mock-audit"}}}


def replaced(casefile: CaseFile, **values: Any) -> CaseFile:
    return replace(casefile, **values)


def shifted(step: str, source: str, target: str) -> dict[str, Any]:
    """The small process with a step in another stage."""
    steps = dict(STAGES[source]["steps"])
    taken = {**steps.pop(step), "after": [], "when": []}
    return STAGES | {
        source: STAGES[source] | {"steps": steps},
        target: STAGES[target] | {"steps": {**STAGES[target]["steps"], step: taken}},
    }


def test_finished_work_that_is_asked_for_in_another_stage_stays_finished() -> None:
    walk = in_guidance()
    assert walk.step("line-check").state is StepState.DONE
    to_small(walk, shifted("line-check", "screening", "guidance"))
    walk.do("move-case", at="2026-07-10", by=ZHAO)

    assert walk.step("line-check").state is StepState.DONE
    assert [key for key, state in walk.states.items() if key.startswith("line-check") and state != "done"] == []


def test_work_begun_on_a_step_of_another_stage_is_for_a_person_to_decide() -> None:
    walk = in_guidance().do("attach-evidence", "plan", at="2026-07-09", kind="plan", file=file("c"))
    stages = shifted("plan", "guidance", "mock-audit")
    stages["guidance"]["steps"].pop("closing-talk")
    coaching = stages["guidance"]["stages"]["coaching"]
    stages["guidance"] = stages["guidance"] | {"stages": {"coaching": coaching | {"after": []}}}
    to_small(walk, stages)

    assert [one.code for one in shown(walk, "2026-07-10").decisions] == ["move.work_elsewhere"]


# back -------------------------------------------------------------------------------------------------------------------


def test_there_and_back_is_as_if_nothing_had_been() -> None:
    walk = answered(a_case(), c11="met", c34="met", c44="not_met")
    before = seen(walk.casefile)

    assert seen(back(moved(walk)).casefile) == before


def test_what_was_done_since_on_the_rest_stays() -> None:
    walk = moved(moving.in_guidance())
    moving.paper(walk, "error-review", "declarations", at=MOVED)
    walk.do("complete-step", "error-review", at=MOVED)
    back(walk)

    assert walk.step("error-review").state is StepState.DONE
    assert walk.step("dossier").state is StepState.OPEN


def test_work_on_what_the_move_brought_keeps_it_from_being_taken_back() -> None:
    walk = moved(a_case())
    walk.do("note", "survey", at=MOVED, text="已约").do("start-step", "survey", at=MOVED, by=WEN)

    assert walk.refused("move-case-back", at=MOVED, by=ZHAO, reason="误") == ["move_back.worked_on"]


def test_an_answer_by_the_new_standard_keeps_it_from_being_taken_back() -> None:
    walk = moved(a_case())
    walk.do("answer-clauses", at=MOVED, answers={"3": "met"})

    assert walk.refused("move-case-back", at=MOVED, by=ZHAO, reason="误") == ["move_back.answered"]


def test_a_case_that_went_on_to_another_stage_is_not_taken_back() -> None:
    walk = moved(a_case())
    walk.do("close-case", at=MOVED, by=ZHAO, reason="撤回")

    assert walk.refused("move-case-back", at=MOVED, by=ZHAO, reason="误") != []


def test_a_move_is_taken_back_within_its_time_only() -> None:
    walk = moved(a_case())

    assert walk.refused("move-case-back", at="2026-04-21", by=ZHAO, reason="误") == []
    assert walk.refused("move-case-back", at="2026-04-22", by=ZHAO, reason="误") == ["move_back.too_late"]


def test_a_case_that_was_not_moved_is_not_taken_back() -> None:
    assert a_case().refused("move-case-back", at=MOVED, by=ZHAO, reason="误") == ["move_back.not_moved"]


def test_a_date_that_moves_back_begins_a_new_ladder() -> None:
    walk = a_case()
    before = target(walk, "self-assessment")
    after = target(back(moved(walk)), "self-assessment")

    assert (after.due_on, after.revision) == (before.due_on, before.revision + 2)


def test_a_case_moved_twice_goes_back_one_move() -> None:
    walk = back(moved(a_case()))
    moved(walk, at="2026-04-09")

    assert walk.casefile.process.process == "aeo-advanced"
    assert seen(back(walk, at="2026-04-10").casefile)["pinned"] == seen(a_case().casefile)["pinned"]


# answers without a place ------------------------------------------------------------------------------------------------


def test_a_stranded_answer_is_let_go_with_a_reason() -> None:
    walk = moved(answered(a_case(), c34="met"))
    walk.do("settle-answer", at=MOVED, answer="self-1/34", reason="新标准不看")

    assert walk.casefile.stranded == ()


def test_a_stranded_answer_is_placed_with_its_note() -> None:
    walk = moved(answered(a_case(), c34="met"))
    walk.do("settle-answer", at=MOVED, answer="self-1/34", to="44", reason="并入场所")

    placed = answer(walk, "self-2", "44")
    assert (placed.note, placed.rating) == ("第34条", "")


def test_a_stranded_answer_goes_to_a_clause_that_is_asked() -> None:
    walk = moved(answered(a_case(), c34="met"))

    refused = walk.refused("settle-answer", at=MOVED, answer="self-1/34", to="999", reason="并入")
    assert refused == ["move.no_clause"]


# whatever the case, whatever the version --------------------------------------------------------------------------------

ALL_STEPS = [(stage, key) for stage in STAGES for key in STAGES[stage]["steps"]]
TERMS = ["3 workdays after step opened", "2 months after stage entered", "1 workday after stage entered", None]


@st.composite
def versions(draw: st.DrawFn) -> dict[str, Any]:
    """The small process with some steps left out, some with other terms, needs and holders, and one that is new."""
    gone = draw(st.sets(st.sampled_from(ALL_STEPS), max_size=4))
    stages: dict[str, Any] = {}
    names = {key for _, key in gone}
    for stage, parts in STAGES.items():
        steps = {}
        for key, definition in parts["steps"].items():
            if (stage, key) in gone:
                continue
            changed = dict(definition)
            changed["after"] = [one for one in definition.get("after", []) if one not in names]
            if draw(st.booleans()):
                changed["term"] = draw(st.sampled_from(TERMS))
                changed.pop("extension", None)
            if draw(st.integers(0, 5)) == 0 and "repeat" not in changed:
                changed["need"] = "neutral"
            if draw(st.integers(0, 5)) == 0:
                changed["held_by"] = "enterprise"
            steps[key] = changed
        if draw(st.booleans()):
            steps[f"new-in-{stage}"] = {"title": {"zh": "新", "en": "new"}, "term": "5 workdays after step opened"}
        nested = {
            key: one | {"after": [name for name in one.get("after", []) if name not in names]}
            for key, one in parts.get("stages", {}).items()
        }
        stages[stage] = parts | {"steps": steps, "stages": nested}
    return stages


def some_way(number: int) -> Walk:
    """A case some way through the small process."""
    walk = in_guidance()
    for key in ("plan", "contract", "visit")[:number]:
        walk.do("complete-step", key, at="2026-07-09")
    return walk


@settings(max_examples=30)
@given(versions(), st.integers(0, 3))
def test_finished_stays_finished_in_any_version(stages: dict[str, Any], number: int) -> None:
    walk = to_small(some_way(number), stages)
    ended = {key: state for key, state in walk.states.items() if state in ("done", "waived")}
    walk.do("move-case", at="2026-07-10", by=ZHAO, decided="yes")

    assert {key: walk.states[key] for key in ended} == ended
    live = [row.of for row in walk.casefile.live_steps]
    assert not {walk.step(key).of for key in ended} & set(live)


@settings(max_examples=30)
@given(versions(), st.integers(0, 3))
def test_there_and_back_is_the_identity_for_any_version(stages: dict[str, Any], number: int) -> None:
    walk = to_small(some_way(number), stages)
    before = seen(walk.casefile, "2026-07-11")
    walk.do("move-case", at="2026-07-10", by=ZHAO, decided="yes")
    with_small_past(walk)
    walk.do("move-case-back", at="2026-07-11", by=ZHAO, reason="误")

    assert seen(walk.casefile, "2026-07-11") == before


def with_small_past(walk: Walk) -> Walk:
    known = {content_hash(one): one for one in (process(), regime())}
    to = walk.atlas.destination
    assert to
    return with_past(walk, known | {to.process_hash: to.process, to.regime_hash: to.regime})
