"""Findings: raised from what lost points, put right by steps, verified by another; the failed clauses are the next round's work."""

from dataclasses import replace
from typing import Any

import pytest

from cases.assessing.review import review
from cases.conditions import judge
from models.definitions import Condition
from models.finding import FindingState, Severity
from models.vocabulary import StepState
from tests.builders import LIN, WEN, ZHAO, Walk, in_mock_audit, regime
from tests.cases.assessments import DAY, closed, shelf, standard

LOST = {"2": {"rating": "not_met", "note": "没有复核"}, "3": {"rating": "basically_met", "note": "差一项"}}
DUE = "2026-09-30"


def found(kind: str = "self", **inputs: Any) -> Walk:
    """Two findings of a closed assessment."""
    return closed(kind, LOST).do("raise-findings", at=DAY, due_on=DUE, **inputs)


def steps(walk: Walk) -> list[str]:
    """The keys of live steps added by hand."""
    return [row.key for row in walk.casefile.live_steps if row.title]


def test_every_clause_that_lost_points_becomes_a_finding() -> None:
    one, other = found().casefile.findings

    assert (one.key, one.clause, one.severity, one.text) == ("F1", "2", Severity.MAJOR, "单证：没有复核")
    assert (other.key, other.clause, other.severity, other.assessment) == ("F2", "3", Severity.MINOR, "self-1")


def test_what_is_a_finding_already_is_not_raised_again() -> None:
    assert found().refused("raise-findings", at=DAY, due_on=DUE) == ["finding.nothing"]


def test_without_an_assessment_there_is_nothing_to_raise() -> None:
    assert "finding.no_assessment" in in_mock_audit().refused("raise-findings", at="2026-07-20", due_on=DUE)


def test_a_finding_is_due_in_the_time_to_come() -> None:
    assert closed("self", LOST).refused("raise-findings", at=DAY, due_on="2026-06-30") == ["date.too_early"]


def test_each_finding_gets_a_step_the_enterprise_holds_until_it_is_due() -> None:
    walk = found()

    assert [one.steps for one in walk.casefile.findings] == [("extra",), ("extra.2",)]
    assert (walk.step("extra").holder, str(walk.due("extra"))) == ("enterprise", DUE)


def test_the_findings_of_an_audit_wait_for_the_next_round() -> None:
    assert steps(found("mock")) == []
    assert steps(found("mock", steps="yes")) == ["extra", "extra.2"]


def test_an_observation_is_noted_by_hand() -> None:
    walk = closed().do("raise-finding", at=DAY, text="门卫记录字迹不清", severity="observation", due_on=DUE, steps="no")

    assert [(one.severity, one.clause, one.steps) for one in walk.casefile.findings] == [(Severity.OBSERVATION, "", ())]


# putting right ----------------------------------------------------------------------------------------------------------


def fixed() -> Walk:
    """The first finding put right by Wen."""
    return found().do("fix-finding", at="2026-08-03", by=WEN, finding="F1", how="设了复核岗")


def test_what_was_put_right_waits_to_be_verified() -> None:
    one = fixed().casefile.findings[0]

    assert (one.state, one.fixed_by, one.how) == (FindingState.FIXED, "wen", "设了复核岗")


def test_nobody_verifies_what_they_put_right_themselves() -> None:
    walk = found().do("fix-finding", at="2026-08-03", by=LIN, finding="F1", how="设了复核岗")

    assert walk.refused("verify-finding", at="2026-08-04", by=LIN, finding="F1") == ["finding.own_fix"]
    assert walk.refused("verify-finding", at="2026-08-04", by=ZHAO, finding="F1") == []


def test_a_verified_finding_is_settled() -> None:
    walk = fixed().do("verify-finding", at="2026-08-04", by=ZHAO, finding="F1")

    assert [one.key for one in walk.casefile.unverified] == ["F2"]


def test_what_is_not_right_yet_is_returned_with_the_reason() -> None:
    walk = fixed().do("return-finding", at="2026-08-04", by=ZHAO, finding="F1", reason="复核没有留痕")

    one = walk.casefile.findings[0]
    assert (one.state, one.returned) == (FindingState.OPEN, "复核没有留痕")


@pytest.mark.parametrize(("act", "reason"), [("verify-finding", ""), ("return-finding", "不行")])
def test_what_nobody_put_right_is_neither_verified_nor_returned(act: str, reason: str) -> None:
    assert "finding.none" in found().refused(act, at="2026-08-04", by=ZHAO, finding="F1", reason=reason)


def test_a_gate_may_wait_for_all_findings() -> None:
    waits = Condition(name="no_open_findings")
    walk = fixed()

    assert judge(waits, walk.casefile).reasons[0].values == {"findings": ["F1", "F2"]}
    assert judge(waits, closed().casefile).met is True


def test_a_clause_rated_met_while_its_finding_stands_is_odd() -> None:
    walk = found().do("open-assessment", at="2026-08-05", kind="yearly", standard="XX-FIRST")
    walk.do("answer-clauses", at="2026-08-05", answers={"2": {"rating": "met", "note": "有了"}})
    rows = {row.clause.key: row for part in review(walk.casefile, walk.shelf, "yearly-1").parts for row in part.rows}

    assert [one.code for one in rows["2"].odd] == ["contradiction.open_finding"]


# the next round ---------------------------------------------------------------------------------------------------------


def test_the_failed_clauses_of_a_mock_audit_are_steps_of_the_next_round_by_themselves() -> None:
    walk = in_mock_audit()
    walk.casefile = replace(walk.casefile, regime=regime(standards=["XX-FIRST"]))
    walk.shelf = shelf(standard())
    walk.do("open-assessment", at="2026-07-21", by=ZHAO, kind="mock", standard="XX-FIRST")
    walk.do("answer-clauses", at="2026-07-21", answers={"1": LOST["2"], "3": "met"})
    walk.do("raise-findings", at="2026-07-22", by=ZHAO, due_on=DUE)
    walk.do("complete-step", "audit", at="2026-07-22", score=80)
    walk.do("advance-stage", at="2026-07-22", outcome="failed")

    row = walk.step(walk.casefile.findings[0].steps[0])
    assert (row.stage, row.round, row.state, row.title) == ("guidance", 2, StepState.OPEN, "F1 联系人：没有复核")
