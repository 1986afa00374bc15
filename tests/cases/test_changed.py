"""What became of a case between two days."""

from dataclasses import replace
from datetime import date
from typing import Any

from cases.changed import Changed, changed
from models.assessment import Assessment, AssessmentKind
from models.casefile import Deadline, Evidence
from models.finding import Finding, FindingState, Severity
from models.vocabulary import CaseStatus, StepState
from tests.builders_store import TODAY, a_case, a_step

CASE = a_case(steps=(a_step(),))
PAPER = Evidence("a" * 64, "意向书.pdf", "intent_letter", TODAY, "lin")


def fields(before: Any, after: Any) -> list[tuple[str, str, Any, Any]]:
    return [(one.key, one.field, one.before, one.after) for one in changed(before, after)]


def test_a_case_that_stayed_as_it_was_has_no_differences() -> None:
    assert changed(CASE, replace(CASE, version=7)) == ()


def test_a_case_that_went_on_says_from_where_to_where() -> None:
    after = replace(CASE, stage="guidance", coordinator=None, status=CaseStatus.SUSPENDED)

    assert fields(CASE, after) == [
        ("", "status", CaseStatus.OPEN, CaseStatus.SUSPENDED),
        ("", "stage", "screening", "guidance"),
        ("", "coordinator", "lin", None),
    ]


def test_a_step_tells_its_state_and_both_dates() -> None:
    due = Deadline(TODAY, date(2026, 3, 9), date(2026, 3, 9))
    after = replace(CASE, steps=(a_step(state=StepState.DONE, target=due, statutory=due),))

    assert fields(CASE, after) == [
        ("intent", "state", StepState.OPEN, StepState.DONE),
        ("intent", "target", None, date(2026, 3, 9)),
        ("intent", "statutory", None, date(2026, 3, 9)),
    ]


def test_a_new_step_comes_out_of_nothing() -> None:
    after = replace(CASE, steps=(a_step(), a_step("report")))

    assert fields(CASE, after) == [
        ("report", "state", None, StepState.OPEN),
        ("report", "holder", None, "customs"),
    ]


def test_what_was_done_and_undone_is_no_difference() -> None:
    reopened = replace(CASE, steps=(a_step(closed_on=None, reason="证据不足"),))

    assert changed(CASE, reopened) == ()


def test_findings_and_assessments_are_told_by_their_keys() -> None:
    finding = Finding("F1", "台账缺页", Severity.MINOR, TODAY, TODAY, "lin")
    head = Assessment("self-1", AssessmentKind.SELF, "CN", "h", "general", 1, TODAY, "lin")
    before = replace(CASE, findings=(finding,), assessments=(head,))
    after = replace(
        CASE,
        findings=(replace(finding, state=FindingState.FIXED),),
        assessments=(replace(head, total=-3, passed=False),),
    )

    assert changed(before, after) == (
        Changed("finding", "F1", "state", FindingState.OPEN, FindingState.FIXED),
        Changed("assessment", "self-1", "total", None, -3),
        Changed("assessment", "self-1", "passed", None, False),
    )


def test_a_new_paper_is_told_by_its_name_wherever_it_is_attached() -> None:
    after = replace(CASE, steps=(a_step(evidence=(PAPER,)),))

    assert changed(CASE, after) == (Changed("paper", "意向书.pdf", "attached_on", None, TODAY),)
    assert changed(after, after) == ()
