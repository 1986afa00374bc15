"""Conditions on assessments: whether one was closed, and whether the last of its kind passed."""

from cases.registry import MET, Verdict, condition
from models.assessment import Assessment, AssessmentKind, AssessmentState
from models.casefile import CaseFile
from models.refusals import Reason


@condition("assessed")
def _assessed(casefile: CaseFile, kind: AssessmentKind) -> Verdict:
    """An assessment of this kind was closed in the present round: {assessed: self}."""
    closed = [one for one in _closed(casefile, kind) if one.round == casefile.round]
    return MET if closed else Verdict(False, (Reason("condition.assessed", {"assessment_kind": str(kind)}),))


@condition("assessment_passed")
def _assessment_passed(casefile: CaseFile, kind: AssessmentKind) -> Verdict:
    """The last assessment of this kind passed: {assessment_passed: mock}."""
    closed = _closed(casefile, kind)
    if not closed:
        return Verdict(False, (Reason("condition.assessed", {"assessment_kind": str(kind)}),))
    values = {"assessment_kind": str(kind), "total": closed[-1].total}
    return MET if closed[-1].passed else Verdict(False, (Reason("condition.not_passed", values),))


@condition("no_open_findings")
def _no_open_findings(casefile: CaseFile) -> Verdict:
    """Every finding of the case was put right, and seen to be."""
    keys = [one.key for one in casefile.unverified]
    return Verdict(False, (Reason("condition.findings", {"findings": keys}),)) if keys else MET


def _closed(casefile: CaseFile, kind: AssessmentKind) -> list[Assessment]:
    return [one for one in casefile.assessments if one.kind == kind and one.state is AssessmentState.CLOSED]
