"""Conditions on assessments: whether one was closed, whether the last of its kind passed, and what became of what did not."""

from cases.assessing.rectifiable import named, refusal
from cases.registry import MET, Verdict, condition
from models.assessment import Assessment, AssessmentKind, AssessmentState, Lacking
from models.casefile import CaseFile
from models.finding import FindingState
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


@condition("rectifiable")
def _rectifiable(casefile: CaseFile, kind: AssessmentKind) -> Verdict:
    """Everything that failed in the last assessment of this kind may be put right within certification: {rectifiable: onsite}.

    One that still runs has not said what failed.
    """
    if _runs(casefile, kind):
        return Verdict(False, (Reason("condition.assessed", {"assessment_kind": str(kind)}),))
    head = _failed(casefile, kind)
    beyond = [refusal(one) for one in head.lacking if one.barred] if head else []
    return Verdict(False, tuple(beyond)) if beyond else MET


@condition("put_right")
def _put_right(casefile: CaseFile, kind: AssessmentKind) -> Verdict:
    """Nothing stands that failed in the last assessment of this kind: it passed, or all lost points were put right, verified.

    One that still runs has not said what failed.
    """
    if _runs(casefile, kind):
        return Verdict(False, (Reason("condition.assessed", {"assessment_kind": str(kind)}),))
    head = _failed(casefile, kind)
    if head is None:
        return MET
    standing = [reason for one in head.lacking if (reason := _standing(casefile, head, one))]
    if not head.lacking:  # an older journal does not tell what it was
        standing = [Reason("condition.not_passed", {"assessment_kind": str(kind), "total": head.total})]
    return Verdict(False, tuple(standing)) if standing else MET


def _runs(casefile: CaseFile, kind: AssessmentKind) -> bool:
    return any(one.kind == kind and one.state is AssessmentState.OPEN for one in casefile.assessments)


def _failed(casefile: CaseFile, kind: AssessmentKind) -> Assessment | None:
    """The last assessment of this kind, if it did not pass."""
    closed = _closed(casefile, kind)
    return closed[-1] if closed and closed[-1].passed is False else None


def _standing(casefile: CaseFile, head: Assessment, one: Lacking) -> Reason | None:
    if one.barred:
        return refusal(one)
    found = [f for f in casefile.findings if (f.assessment, f.clause) == (head.key, one.clause)]
    if any(finding.state is FindingState.VERIFIED for finding in found):
        return None
    return Reason("rectification.not_verified", named(one))


def _closed(casefile: CaseFile, kind: AssessmentKind) -> list[Assessment]:
    return [one for one in casefile.assessments if one.kind == kind and one.state is AssessmentState.CLOSED]
