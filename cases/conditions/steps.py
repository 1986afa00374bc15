"""Conditions on other steps and on evidence."""

from cases.blueprint import blueprint
from cases.naming import about_step, paper_title
from cases.registry import MET, Verdict, condition
from models.casefile import CaseFile, Step
from models.refusals import Reason
from models.vocabulary import ENDED, Need, StepState


@condition("step_done", refers="step")
def _step_done(casefile: CaseFile, key: str) -> Verdict:
    """The step was done; waived is not done. Unknown while it may still be, not met if it was never started or passed over."""
    return _about(casefile, key, frozenset({StepState.DONE}))


@condition("step_ended", refers="step")
def _step_ended(casefile: CaseFile, key: str) -> Verdict:
    """The step ended in any way: done, waived or dropped."""
    return _about(casefile, key, ENDED)


@condition("step_waived", refers="step")
def _step_waived(casefile: CaseFile, key: str) -> Verdict:
    """The step was waived with a reason."""
    return _about(casefile, key, frozenset({StepState.WAIVED}))


@condition("evidence")
def _evidence(casefile: CaseFile, kind: str) -> Verdict:
    """A file of this kind is attached somewhere in the case."""
    files = [*casefile.evidence, *(one for step in casefile.steps for one in step.evidence)]
    if any(one.kind == kind for one in files):
        return MET
    return Verdict(None, (Reason("evidence.missing", paper_title(casefile, kind)),))


def newest(casefile: CaseFile, key: str) -> Step | None:
    """The last instance of a step; of one that is asked in each round, the last of the present stay."""
    rows = [row for row in casefile.steps if row.of == key]
    plan = blueprint(casefile).steps.get(key)
    if plan and plan.definition.each_round and plan.stage == casefile.stage:
        rows = [row for row in rows if row.round == casefile.round and row.stage == casefile.stage]
    return rows[-1] if rows else None


def _about(casefile: CaseFile, key: str, wanted: frozenset[StepState]) -> Verdict:
    row = newest(casefile, key)
    if row and row.state in wanted:
        return MET
    against = (about_step("step.not_done", casefile, row or key),)
    if row and row.state in ENDED:
        return Verdict(False, against)
    plan = blueprint(casefile).steps.get(key)
    may_never_be = row is None and plan is not None and plan.definition.need is Need.OPTIONAL
    return Verdict(False if may_never_be else None, against)
