"""Closing a case (结案) and reopening it."""

from collections.abc import Iterator
from datetime import date

from cases import clocks
from cases.acts import Ask
from cases.blueprint import blueprint
from cases.draft import Draft
from cases.instances import present
from cases.progress import CASE_CLOSED, drop_the_rest, reach
from cases.transitions.correcting import begin_again
from cases.transitions.stopping import go_on
from models.acts import Input
from models.casefile import CaseFile, Step
from models.changes import CaseClosed, CaseReopened, StageLeft, StepReopened
from models.vocabulary import StepState

RESTART, KEEP = "restart", "keep"


def close_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """How it ends outside the gate; the first way the process names unless said otherwise."""
    endings = casefile.process.endings
    return (
        Input("outcome", "choice", required=False, choices=tuple(endings), labels=endings, default=next(iter(endings))),
    )


def close_case(draft: Draft, ask: Ask) -> None:
    """The case ends here and now, whatever is still to do."""
    close(draft, ask.values.get("outcome") or next(iter(draft.casefile.process.endings)))


def close(
    draft: Draft,
    outcome: str,
    *,
    look_again_on: date | None = None,
    barred_until: date | None = None,
    left_with: str = "",
) -> None:
    """End the case.

    1. A suspended case resumes first, so that its clocks are credited.
    2. What is still to do is dropped; what was planned stays planned, in case it is reopened.
    3. The stage is left, with its milestones if one of its own outcomes (``left_with``) ends it.
    """
    go_on(draft)
    drop_the_rest(draft, CASE_CLOSED, planned_too=False)
    stay = present(draft.casefile)
    for effect in blueprint(draft.casefile).stages[stay.stage].definition.on_leave if left_with else ():
        reach(draft, effect.milestone, draft.today)
    draft.add(StageLeft(stage=stay.stage, round=stay.round, left_on=draft.today, outcome=left_with or outcome))
    draft.add(
        CaseClosed(
            outcome=outcome,
            closed_on=draft.today,
            look_again_on=look_again_on,
            barred_until=barred_until,
        )
    )


def reopen_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """Whether target dates start again today or stay as they were; they stay unless said otherwise."""
    return (Input("clocks", "choice", required=False, choices=(RESTART, KEEP)),)


def reopen_case(draft: Draft, ask: Ask) -> None:
    """The case goes on in the same stay, with the steps that its closing dropped; statutory dates always stay."""
    draft.add(CaseReopened(reason=draft.occasion.reason, reopened_on=draft.today))
    for step in list(_dropped_by_closing(draft.casefile)):
        draft.add(StepReopened(step=step.key, reason=draft.occasion.reason, reopened_on=draft.today))
    restart = ask.values.get("clocks") == RESTART
    for key in (clocks.STAGE, *(step.key for step in draft.casefile.live_steps)):
        begin_again(draft, key, restart=restart, cause="reopen-case")


def _dropped_by_closing(casefile: CaseFile) -> Iterator[Step]:
    stay = present(casefile)
    for step in casefile.steps:
        here = (step.stage, step.round) == (stay.stage, stay.round)
        if here and step.state is StepState.DROPPED and step.reason == CASE_CLOSED:
            yield step
