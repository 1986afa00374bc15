"""How steps come, wait, apply, repeat and end."""

from dataclasses import replace

import pytest

from cases.draft import Draft
from cases.plan import planned
from cases.progress import settle
from models.definitions import ProcessDefinition
from models.refusals import Refused
from models.vocabulary import Need
from tests.builders import (
    LIN,
    MEI,
    WEN,
    ZHAO,
    Walk,
    day,
    file,
    in_guidance,
    in_mock_audit,
    in_onsite,
    on,
    one_stage,
    opened,
    step,
    with_intent,
)
from tests.cases.calendars import china


def _coming(walk: Walk) -> dict[str, list[str]]:
    """What each step to come waits for."""
    steps = planned(walk.casefile, china(), day("2026-07-02"))
    return {one.key: [reason.code for reason in one.waiting_for] for one in steps}


def test_a_case_opens_with_the_steps_that_wait_for_nothing() -> None:
    assert opened().states == {"intent": "open", "survey": "open"}


def test_waiting_for_a_nested_stage_is_told_by_its_title() -> None:
    coming = planned(in_guidance().casefile, china(), day("2026-07-08"))
    (reason,) = next(one.waiting_for for one in coming if one.key == "closing-talk")

    assert reason.values["title_zh"] == "辅导"


def test_steps_to_come_are_planned_with_what_they_wait_for() -> None:
    coming = _coming(opened())

    assert coming["self-assessment"] == ["step.waits_for"]
    assert coming["factory-visit"] == ["step.waits_for", "fact.unknown"]
    assert coming["plan"] == ["stage.not_reached"]
    assert "intent" not in coming


def test_completing_a_step_opens_what_waited_for_it() -> None:
    assert with_intent().states["self-assessment"] == "open"


def test_a_term_after_a_step_counts_from_the_day_it_really_happened() -> None:
    walk = opened().do("attach-evidence", "intent", at="2026-07-02", kind="letter_of_intent", file=file("a"))
    walk.do("complete-step", "intent", at="2026-07-06", producer="no", on="2026-07-02")

    assert walk.step("intent").closed_on == day("2026-07-02")
    assert walk.due("self-assessment") == day("2026-07-16")


@pytest.mark.parametrize(("when", "code"), [("2026-07-09", "date.too_late"), ("2026-06-30", "date.too_early")])
def test_an_event_is_neither_ahead_nor_before_its_step_opened(when: str, code: str) -> None:
    walk = opened().do("attach-evidence", "intent", at="2026-07-02", kind="letter_of_intent", file=file("a"))

    assert walk.refused("complete-step", "intent", at="2026-07-06", producer="no", on=when) == [code]


def test_an_answer_decides_whether_a_step_applies() -> None:
    assert "factory-visit" not in with_intent(producer="no").states
    assert with_intent(producer="yes").states["factory-visit"] == "open"


def test_a_live_step_is_dropped_when_its_condition_becomes_false() -> None:
    walk = with_intent(producer="yes").do("reopen-step", "intent", at="2026-07-03", reason="填错")
    walk.do("complete-step", "intent", at="2026-07-03", producer="no")

    assert walk.states["factory-visit"] == "dropped"
    assert walk.step("factory-visit").reason == "dropped.not_applicable"


def test_a_dropped_step_comes_anew_under_the_next_key_when_it_applies_again() -> None:
    walk = with_intent(producer="yes")
    for answer in ("no", "yes"):
        walk.do("reopen-step", "intent", at="2026-07-03", reason="填错")
        walk.do("complete-step", "intent", at="2026-07-03", producer=answer)

    assert (walk.states["factory-visit"], walk.states["factory-visit.2"]) == ("dropped", "open")


def test_what_was_finished_stays_finished_when_its_condition_becomes_false() -> None:
    walk = with_intent(producer="yes").do("complete-step", "factory-visit", at="2026-07-03")
    walk.do("reopen-step", "intent", at="2026-07-03", reason="填错")
    walk.do("complete-step", "intent", at="2026-07-03", producer="no")

    assert walk.states["factory-visit"] == "done"


def test_a_repeated_step_comes_once_for_each_element() -> None:
    walk = with_intent(business_lines=["trade", "broker"])

    assert [(row.key, row.element) for row in walk.casefile.steps if row.of == "line-check"] == [
        ("line-check", "trade"),
        ("line-check.2", "broker"),
    ]


def test_an_element_that_goes_takes_its_open_step_along_and_a_new_one_brings_its_own() -> None:
    walk = with_intent(business_lines=["trade"]).do("reopen-step", "intent", at="2026-07-03", reason="填错")
    walk.do("complete-step", "intent", at="2026-07-03", producer="no", business_lines=["broker"])

    assert (walk.states["line-check"], walk.states["line-check.2"]) == ("dropped", "open")


def test_a_yearly_duty_comes_again_when_done_until_its_cap_and_never_twice_for_one_year() -> None:
    walk = in_onsite().do("complete-step", "acceptance", at="2026-07-21")
    walk.do("complete-step", "decision", at="2026-07-22", certified_on="2026-07-22").do(
        "advance-stage", at="2026-07-22"
    )
    due = [walk.due("yearly-audit")]
    for key, when in (("yearly-audit", "2027-05-10"), ("yearly-audit.2", "2028-07-05")):
        walk.do("complete-step", key, at=when)
        due.append(walk.due(f"yearly-audit.{len(due) + 1}"))
    walk.do("complete-step", "yearly-audit.3", at="2029-01-05")

    assert due == [day("2027-06-30"), day("2028-06-30"), day("2029-06-30")]
    assert "yearly-audit.4" not in walk.states


def test_only_the_first_of_a_duty_that_comes_for_ever_holds_up_the_gate() -> None:
    walk = in_onsite().do("complete-step", "acceptance", at="2026-07-21")
    walk.do("complete-step", "decision", at="2026-07-22", certified_on="2026-07-22").do(
        "advance-stage", at="2026-07-22"
    )

    assert walk.refused("advance-stage", at="2027-01-05") == ["step.not_done"]
    assert walk.do("complete-step", "yearly-audit", at="2027-05-10").step("yearly-audit.2").need is Need.NEUTRAL
    assert walk.refused("advance-stage", at="2027-05-10") == []


def test_an_optional_step_is_started_by_a_person_and_then_holds_up_the_gate() -> None:
    walk = in_onsite().do("complete-step", "acceptance", at="2026-07-21")
    walk.do("complete-step", "decision", at="2026-07-22", certified_on="2026-07-22")
    assert "hearing" not in walk.states

    walk.do("start-step", "hearing", at="2026-07-22")

    assert (walk.states["hearing"], walk.refused("advance-stage", at="2026-07-22")) == ("open", ["step.not_done"])


@pytest.mark.parametrize(
    ("key", "codes"),
    [
        ("tax-opinion", ["step.not_applicable"]),
        ("opinion", ["step.waits_for"]),
        ("survey", []),
        ("self-assessment", []),
    ],
)
def test_starting_says_why_not(key: str, codes: list[str]) -> None:
    assert with_intent().refused("start-step", key, at="2026-07-02") == codes


def test_a_step_is_started_once() -> None:
    walk = opened().do("start-step", "intent", at="2026-07-02")

    assert walk.step("intent").started_on == day("2026-07-02")
    assert walk.refused("start-step", "intent", at="2026-07-03") == ["step.started"]


def test_a_nested_stage_opens_after_its_predecessor_and_gives_its_steps_its_term() -> None:
    walk = in_guidance()
    assert "visit" not in walk.states

    walk.do("complete-step", "plan", at="2026-07-09")

    assert walk.due("visit") == day("2026-08-10")  # 30 days end on Saturday 08-08


def test_what_follows_a_nested_stage_waits_for_its_required_and_its_started_steps() -> None:
    walk = in_guidance().do("complete-step", "plan", at="2026-07-09").do("start-step", "training", at="2026-07-09")
    walk.do("complete-step", "visit", at="2026-07-09")
    assert "closing-talk" not in walk.states

    walk.do("complete-step", "training", at="2026-07-10")

    assert walk.states["closing-talk"] == "open"


def test_a_later_round_asks_again_except_for_what_is_asked_once() -> None:
    walk = in_mock_audit().do("complete-step", "audit", at="2026-07-21", score=80)
    walk.do("advance-stage", at="2026-07-21", outcome="failed")

    assert (walk.casefile.stage, walk.casefile.round) == ("guidance", 2)
    assert walk.states["plan.2"] == "open"
    assert "contract.2" not in walk.states


def test_rounds_go_round_twice_with_keys_that_stay_unique() -> None:
    walk = in_mock_audit()
    for key, when in (("audit", "2026-07-21"), ("audit.2", "2026-08-03")):
        walk.do("complete-step", key, at=when, score=80).do("advance-stage", at=when, outcome="failed")
        in_mock_audit(walk, at=when)

    assert (walk.casefile.round, walk.states["audit.3"]) == (3, "open")
    assert {"visit", "visit.2", "visit.3", "rehearsal", "rehearsal.2"} <= set(walk.states)
    assert (
        walk.do("complete-step", "audit.3", at="2026-08-10", score=91).refused("advance-stage", at="2026-08-10") == []
    )


def test_evidence_is_asked_for_before_a_step_is_complete() -> None:
    walk = opened()
    assert walk.refused("complete-step", "intent", at="2026-07-02", producer="no") == ["evidence.missing_on_step"]

    walk.do("attach-evidence", "intent", at="2026-07-02", kind="letter_of_intent", file=file("a"))

    assert walk.refused("complete-step", "intent", at="2026-07-02", producer="no") == []


def test_all_that_is_wrong_is_said_at_once() -> None:
    codes = opened().refused("complete-step", "intent", at="2026-07-02", business_lines="retail", colour="red")

    assert codes == ["input.unknown", "input.missing", "input.no_choice", "evidence.missing_on_step"]


def test_a_reviewed_step_is_submitted_first_and_accepted_by_somebody_else() -> None:
    walk = with_intent().do("complete-step", "self-assessment", at="2026-07-03")
    assert walk.refused("complete-step", "opinion", at="2026-07-03", opinion="宜") == ["step.needs_review"]

    walk.do("submit-step", "opinion", at="2026-07-03", by=ZHAO, opinion="宜")

    assert walk.refused("accept-step", "opinion", at="2026-07-03", by=ZHAO) == ["review.own_work"]
    assert walk.refused("accept-step", "opinion", at="2026-07-03", by=LIN) == ["review.not_yours"]


def test_a_returned_step_is_open_again_with_the_reason() -> None:
    walk = with_intent().do("complete-step", "self-assessment", at="2026-07-03")
    walk.do("submit-step", "opinion", at="2026-07-03", opinion="宜")
    walk.do("return-step", "opinion", at="2026-07-06", by=ZHAO, reason="太短")

    assert (walk.states["opinion"], walk.step("opinion").reason) == ("open", "太短")
    assert walk.step("opinion").submitted_by is None


def test_a_step_belongs_to_its_role_or_to_whom_it_is_assigned() -> None:
    walk = opened(one_stage(sign=step("签字", by="supervisor"), call=step("联系", by="liaison")))
    assert walk.refused("complete-step", "sign", at="2026-07-02") == ["step.not_yours"]
    assert walk.refused("complete-step", "call", at="2026-07-02", by=WEN) == []

    walk.do("assign", "sign", at="2026-07-02", by=ZHAO, to="mei")

    assert walk.refused("complete-step", "sign", at="2026-07-02", by=MEI) == []


def test_a_waived_step_stays_apart_from_done_and_lets_the_next_one_open() -> None:
    walk = with_intent().do("waive-step", "self-assessment", at="2026-07-03", by=ZHAO, reason="已有报告")

    assert (walk.states["self-assessment"], walk.states["opinion"]) == ("waived", "open")


def test_a_step_to_come_can_be_waived_in_advance() -> None:
    walk = with_intent().do("waive-step", "opinion", at="2026-07-03", by=ZHAO, reason="简易")

    assert walk.states["opinion"] == "waived"
    assert walk.refused("advance-stage", at="2026-07-03") == ["step.not_done", "step.not_done"]


def test_waiving_and_its_like_want_a_reason() -> None:
    assert with_intent().refused("waive-step", "opinion", at="2026-07-03", by=ZHAO) == ["reason.missing"]


def test_a_reopened_step_leaves_what_followed_done_and_begins_its_reminders_anew() -> None:
    walk = with_intent().do("complete-step", "line-check", at="2026-07-03")
    before = walk.step("intent").target
    walk.do("reopen-step", "intent", at="2026-07-03", reason="补正")

    after = walk.step("intent").target
    assert before is not None
    assert after is not None
    assert (walk.states["intent"], walk.states["line-check"]) == ("open", "done")
    assert (after.due_on, after.revision) == (before.due_on, before.revision + 1)


def test_a_step_reopened_after_its_date_is_not_late_at_once() -> None:
    walk = with_intent().do("reopen-step", "intent", at="2026-07-20", reason="补正")

    assert walk.due("intent") == day("2026-07-23")


def test_only_steps_of_the_present_stay_can_be_reopened() -> None:
    assert in_guidance().refused("reopen-step", "intent", at="2026-07-09", reason="补正") == ["step.past_stay"]


def test_a_step_added_by_hand_is_open_at_once_and_raises_the_plan_revision() -> None:
    walk = opened()
    for _ in range(2):
        walk.do("add-step", at="2026-07-02", reason="企业要求", title="看厂", term="3 workdays", holder="enterprise")

    assert (walk.states["extra"], walk.states["extra.2"]) == ("open", "open")
    assert (walk.due("extra"), walk.casefile.plan_revision) == (day("2026-07-07"), 2)
    assert "step.not_done" in walk.refused("advance-stage", at="2026-07-02")


@pytest.mark.parametrize(
    ("inputs", "code"),
    [
        ({}, "input.one_of"),
        ({"due_on": "2026-07-09", "term": "3 days"}, "input.one_of"),
        ({"due_on": "2026-07-01"}, "date.too_early"),
        ({"term": "soon"}, "input.no_length"),
    ],
)
def test_a_step_added_by_hand_needs_one_date_that_can_be(inputs: dict[str, str], code: str) -> None:
    assert opened().refused("add-step", at="2026-07-02", reason="要", title="看厂", **inputs) == [code]


def test_a_planned_step_that_was_assigned_opens_as_that_row() -> None:
    walk = opened().do("assign", "self-assessment", at="2026-07-01", by=ZHAO, to="mei")
    assert walk.states["self-assessment"] == "planned"

    walk.do("attach-evidence", "intent", at="2026-07-01", kind="letter_of_intent", file=file("a"))
    walk.do("complete-step", "intent", at="2026-07-01", producer="no")

    assert (walk.step("self-assessment").assignee, walk.states["self-assessment"]) == ("mei", "open")


def test_an_unknown_step_is_named() -> None:
    with pytest.raises(Refused) as refusal:
        opened().do("complete-step", "nonsense", at="2026-07-02")

    assert [(one.code, one.where) for one in refusal.value.reasons] == [("step.no_such", "nonsense")]


def test_a_step_moved_to_a_later_stage_of_the_definition_is_not_asked_again() -> None:
    walk = in_guidance()  # with the self-assessment done in screening
    moved = walk.casefile.process.model_dump(mode="json")
    steps = moved["stages"]["screening"]["steps"]
    moved["stages"]["guidance"]["steps"]["self-assessment"] = steps.pop("self-assessment") | {"after": []}
    steps["opinion"]["after"] = []
    draft = Draft(
        replace(walk.casefile, process=ProcessDefinition.model_validate(moved), process_hash="moved"), on("2026-07-09")
    )

    settle(draft)

    assert draft.changes == ()


def test_titles_of_the_rulebook_stand_in_the_reasons() -> None:
    offered = opened().options("2026-07-02")[("complete-step", "intent")]

    assert offered.reasons[0].values["title_zh"] == "登记意向"
