"""How a case goes from stage to stage, ends, and comes back."""

import pytest

from cases.gate import endings
from models.changes import CaseClosed
from models.vocabulary import CaseStatus
from tests.builders import (
    LIN,
    ZHAO,
    Walk,
    day,
    in_guidance,
    in_mock_audit,
    in_onsite,
    one_stage,
    opened,
    process,
    step,
    text,
    with_intent,
)


def test_the_gate_lists_everything_that_is_missing() -> None:
    walk = with_intent(business_lines=["trade", "broker"]).do("complete-step", "self-assessment", at="2026-07-03")
    walk.do("submit-step", "opinion", at="2026-07-03", opinion="宜")

    assert walk.refused("advance-stage", at="2026-07-03") == ["step.not_done", "step.not_done", "step.not_accepted"]


def test_an_answer_nobody_gave_holds_up_the_gate_by_name() -> None:
    walk = opened()

    assert "step.waits_for_answer" in walk.refused("advance-stage", at="2026-07-02")


def test_advancing_drops_what_nobody_needs_and_opens_the_next_stage() -> None:
    walk = in_guidance()

    assert (walk.casefile.stage, walk.states["survey"], walk.states["plan"]) == ("guidance", "dropped", "open")
    assert walk.casefile.milestones["guidance-started"] == day("2026-07-08")
    assert walk.due("plan") == day("2026-07-22")


def test_completing_the_last_step_never_advances_by_itself() -> None:
    walk = in_mock_audit().do("complete-step", "audit", at="2026-07-21", score=95)

    assert walk.casefile.stage == "mock-audit"


def test_an_outcome_with_a_gate_of_its_own_asks_only_for_that() -> None:
    walk = in_mock_audit().do("complete-step", "audit", at="2026-07-21", score=80)

    assert walk.refused("advance-stage", at="2026-07-21") == ["fact.other"]
    assert walk.refused("advance-stage", at="2026-07-21", outcome="failed") == []


def test_a_closing_outcome_sets_the_day_to_look_again() -> None:
    walk = opened().do("advance-stage", at="2026-07-31", outcome="pool")

    assert (walk.casefile.status, walk.casefile.outcome) == (CaseStatus.CLOSED, "pooled")
    assert walk.casefile.look_again_on == day("2027-01-31")
    assert walk.casefile.live_steps == ()


def test_a_refusal_is_for_the_supervisor_with_a_reason_and_starts_the_bar() -> None:
    walk = opened()
    assert walk.refused("advance-stage", at="2026-07-31", outcome="refuse") == ["outcome.role", "reason.missing"]

    walk.do("advance-stage", at="2026-07-31", by=ZHAO, reason="欠税", outcome="refuse")

    assert walk.casefile.barred_until == day("2027-07-31")


def test_an_unknown_outcome_is_refused_naming_those_that_exist() -> None:
    assert opened().refused("advance-stage", at="2026-07-31", outcome="sideways")[0] == "input.no_choice"


def test_sending_back_needs_no_gate_but_a_reason_and_begins_a_new_round() -> None:
    walk = in_guidance()
    assert walk.refused("send-back", at="2026-07-09", by=ZHAO, to="screening") == ["reason.missing"]

    walk.do("send-back", at="2026-07-09", by=ZHAO, reason="材料不实", to="screening")

    assert (walk.casefile.stage, walk.casefile.round, walk.states["intent.2"]) == ("screening", 2, "open")
    assert walk.due("intent.2") == day("2026-07-14")


def test_a_case_is_not_sent_back_from_its_first_stage_nor_forward() -> None:
    assert opened().refused("send-back", at="2026-07-02", by=ZHAO, reason="误", to="guidance") == [
        "input.no_choice",
        "stage.first",
    ]


def test_closing_needs_a_supervisor_and_a_reason() -> None:
    assert opened().refused("close-case", at="2026-07-02", by=LIN) == ["rights.role"]
    assert opened().refused("close-case", at="2026-07-02", by=ZHAO) == ["reason.missing"]


def test_a_closed_case_does_nothing_but_take_notes_and_reopen() -> None:
    walk = opened().do("close-case", at="2026-07-02", by=ZHAO, reason="企业撤回")
    allowed = {act for (act, _), one in walk.options("2026-07-03", ZHAO).items() if one.allowed}

    assert allowed == {"note", "reopen-case"}
    assert walk.refused("complete-step", "survey", at="2026-07-03") == ["case.closed", "step.not_open"]


def test_a_reopened_case_goes_on_where_it_was_with_its_dates() -> None:
    walk = with_intent().do("close-case", at="2026-07-06", by=ZHAO, reason="误结")
    walk.do("reopen-case", at="2026-07-20", by=ZHAO, reason="误结")

    assert walk.states["self-assessment"] == "open"
    assert (walk.due("self-assessment"), walk.casefile.stage_deadline.due_on) == (day("2026-07-16"), day("2026-07-29"))  # type: ignore[union-attr]
    assert walk.step("self-assessment").target.revision == 2  # type: ignore[union-attr]
    assert walk.casefile.visits[-1].left_on is None


def test_a_case_can_be_reopened_with_its_targets_starting_again() -> None:
    walk = with_intent().do("close-case", at="2026-07-06", by=ZHAO, reason="误结")
    walk.do("reopen-case", at="2026-07-20", by=ZHAO, reason="误结", clocks="restart")

    assert walk.due("self-assessment") == day("2026-08-03")
    assert walk.casefile.stage_deadline.due_on == day("2026-08-17")  # type: ignore[union-attr]


def test_reopening_never_moves_what_the_law_set() -> None:
    walk = in_onsite().do("complete-step", "acceptance", at="2026-07-21")
    walk.do("close-case", at="2026-08-03", by=ZHAO, reason="误结")
    walk.do("reopen-case", at="2026-08-10", by=ZHAO, reason="误结", clocks="restart")

    assert walk.law("decision") == day("2026-10-19")


def test_a_suspended_case_can_be_closed_and_its_clocks_are_credited_first() -> None:
    walk = in_onsite().do("complete-step", "acceptance", at="2026-07-21")
    walk.do("suspend-case", at="2026-08-03", by=ZHAO, reason="立案", resume_on="2026-09-01")
    walk.do("close-case", at="2026-08-13", by=ZHAO, reason="撤回").do(
        "reopen-case", at="2026-08-13", by=ZHAO, reason="误"
    )

    assert walk.law("decision") == day("2026-10-29")


def test_work_in_a_suspended_case_waits_until_it_resumes() -> None:
    walk = opened().do("suspend-case", at="2026-07-02", by=ZHAO, reason="因故", resume_on="2026-07-09")

    assert walk.refused("complete-step", "survey", at="2026-07-03") == ["case.suspended"]
    assert walk.refused("suspend-case", at="2026-07-03", by=ZHAO, reason="再", resume_on="2026-07-09") == [
        "case.suspended"
    ]


@pytest.mark.parametrize("when", ["2026-07-01", "yesterday", ""])
def test_a_suspension_says_when_the_case_is_expected_back(when: str) -> None:
    refused = opened().refused("suspend-case", at="2026-07-02", by=ZHAO, reason="因故", resume_on=when)

    assert refused[0] in {"date.too_early", "input.no_date", "input.missing"}


def test_a_closing_says_what_it_was() -> None:
    walk = opened().do("close-case", at="2026-07-02", by=ZHAO, reason="重复", outcome="merged")

    assert [one.outcome for one in walk.changes if isinstance(one, CaseClosed)] == ["merged"]


FIRST = {
    "title": text("一"),
    "steps": {
        "settled": step("只做一次", each_round=False),
        "counted": step(
            "以其起算",
            after=["settled"],
            term="10 workdays after settled done",
            statutory={"term": "90 days after settled done"},
        ),
    },
    "outcomes": {"on": {"title": text("往下"), "to": "next"}},
}
NEXT = {"title": text("二"), "steps": {}, "outcomes": {"end": {"title": text("结束"), "close": "finished"}}}


def sent_back() -> Walk:
    """A case in its second round, in which its first step need not be done again."""
    walk = opened(process({"first": FIRST, "next": NEXT})).do("complete-step", "settled", at="2026-07-02")
    walk.do("complete-step", "counted", at="2026-07-03").do("advance-stage", at="2026-07-03")
    return walk.do("send-back", at="2026-09-01", by=ZHAO, reason="材料不实", to="first")


def test_a_target_of_a_later_round_counts_from_its_beginning_what_was_done_before() -> None:
    assert sent_back().due("counted.2") == day("2026-09-15")


def test_the_law_counts_from_the_day_itself_in_whatever_round() -> None:
    assert sent_back().law("counted.2") == day("2026-09-30")


def test_where_no_stage_is_next_the_ways_to_end_are_told() -> None:
    walk = opened(one_stage(report=step("报告")))
    assert endings(walk.casefile) == ()
    walk.do("complete-step", "report", at="2026-07-02")

    assert [one.title.zh for one in endings(walk.casefile)] == ["结束"]


def test_where_a_stage_is_next_no_ending_is_offered_as_the_way_on() -> None:
    assert endings(opened().casefile) == ()
