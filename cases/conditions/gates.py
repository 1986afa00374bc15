"""Conditions written in gates (关口): what a stage must have before it is left."""

from collections.abc import Iterator

from cases.blueprint import StepPlan, blueprint
from cases.instances import applies, elements_of, present, rows_in, to_come, waits_for
from cases.naming import about_step
from cases.registry import MET, Verdict, condition
from models.casefile import CaseFile
from models.plan import PlanState
from models.refusals import Reason
from models.vocabulary import Need, Role, StepState


@condition("required_steps_done")
def _required_steps_done(casefile: CaseFile) -> Verdict:
    """Every required step of the present stay, and every optional one that was started, has ended."""
    missing = (*_live(casefile), *_not_yet_open(casefile))
    return Verdict(False, missing) if missing else MET


@condition("signed_by", refers="role")
def _signed_by(casefile: CaseFile, role: Role) -> Verdict:
    """This role has spoken in the present stay: every step that is its to do or to accept is done, and there is one."""
    steps = [step for step in blueprint(casefile).stages[casefile.stage].steps if _is_signed_by(step, role)]
    rows = [row for step in steps for row in rows_in(casefile, present(casefile), step.key)]
    unsigned = tuple(about_step("step.not_done", casefile, row) for row in rows if row.state is not StepState.DONE)
    if rows and not unsigned:
        return MET
    return Verdict(False, unsigned or (Reason("gate.not_signed", {"role": str(role)}),))


@condition("plan_approved")
def _plan_approved(casefile: CaseFile) -> Verdict:
    """The newest revision of the plan was approved."""
    if casefile.plan_state is PlanState.APPROVED:
        return MET
    values = {"revision": casefile.plan_revision, "plan_state": str(casefile.plan_state)}
    return Verdict(False, (Reason("condition.plan", values),))


def _is_signed_by(step: StepPlan, role: Role) -> bool:
    return role in (step.definition.by, step.definition.review_by)


def _live(casefile: CaseFile) -> Iterator[Reason]:
    for row in casefile.steps:
        if row.is_live and row.need is not Need.NEUTRAL:
            code = "step.not_accepted" if row.state is StepState.SUBMITTED else "step.not_done"
            yield about_step(code, casefile, row)


def _not_yet_open(casefile: CaseFile) -> Iterator[Reason]:
    """Required steps that are still to come, with the answer they wait for if nobody knows yet whether they apply."""
    for step in blueprint(casefile).stages[casefile.stage].steps:
        if step.definition.need is not Need.REQUIRED or applies(casefile, step).met is False:
            continue
        if _is_open_or_passed(casefile, step):
            continue
        unknown = [reason for reason in waits_for(casefile, step) if reason.code == "fact.unknown"]
        yield from (about_step("step.waits_for_answer", casefile, step.key, **_fact(r)) for r in unknown)
        if not unknown:
            yield about_step("step.not_done", casefile, step.key)


def _is_open_or_passed(casefile: CaseFile, step: StepPlan) -> bool:
    repeat = step.definition.repeat
    if repeat and repeat.when_done and rows_in(casefile, present(casefile), step.key):
        return True  # the first one is what the gate asks for
    return elements_of(casefile, step) is not None and not to_come(casefile, step, present(casefile))


def _fact(reason: Reason) -> dict[str, str]:
    return {
        "fact": reason.values["fact"],
        "answer_zh": reason.values["title_zh"],
        "answer_en": reason.values["title_en"],
    }
