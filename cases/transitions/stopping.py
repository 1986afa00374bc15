"""Stopping the clock for the whole case: suspend (中止) and resume (恢复)."""

from collections.abc import Iterable

from cases import clocks
from cases.acts import Ask
from cases.bounds import out_of_bounds
from cases.draft import Draft
from models.acts import Input
from models.casefile import CaseFile
from models.changes import CaseResumed, CaseSuspended
from models.refusals import Reason


def suspend_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """When the case is expected back; without that day nobody would be reminded of it."""
    return (Input("resume_on", "date"),)


def suspend_check(ask: Ask) -> Iterable[Reason]:
    """The day lies ahead."""
    return out_of_bounds("suspend-case", "resume_on", ask)


def suspend(draft: Draft, ask: Ask) -> None:
    """Every running clock that may pause stops; one that may not goes on."""
    draft.add(
        CaseSuspended(
            since=draft.today,
            reason=draft.occasion.reason,
            resume_on=ask.values.get("resume_on"),
            version=draft.casefile.version + 1,
        )
    )
    for step in draft.casefile.live_steps:
        clocks.stop(draft, step.key, cause="suspend-case")


def resume(draft: Draft, ask: Ask) -> None:
    """The real days are credited; a clock that also waits for an answer goes on waiting, and no day is credited twice."""
    go_on(draft)


def go_on(draft: Draft) -> None:
    """End the suspension, whatever ends it."""
    suspension = draft.casefile.suspension
    if suspension is None:
        return
    draft.add(CaseResumed(resumed_on=draft.today))
    for key in (clocks.STAGE, *(step.key for step in draft.casefile.live_steps)):
        clocks.resumed(draft, key, suspension.since, cause="resume-case")
