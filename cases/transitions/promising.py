"""Promising (承诺): by which day a step will be done. The dates stay where they are."""

from collections.abc import Iterable

from cases import promises
from cases.acts import Ask
from cases.bounds import out_of_bounds
from cases.draft import Draft
from models.acts import Input
from models.casefile import CaseFile
from models.changes import StepPromised
from models.refusals import Reason


def promise_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """By which day."""
    return (Input("promised_on", "date"),)


def promise_check(ask: Ask) -> Iterable[Reason]:
    """From today on, no farther ahead than the process and the law allow."""
    return out_of_bounds("promise", "promised_on", ask)


def promise(draft: Draft, ask: Ask) -> None:
    """It is counted; one that stood before ends, broken if its day has passed."""
    promises.end(draft, ask.step)
    times = draft.step(ask.step).promised + 1
    draft.add(StepPromised(step=ask.step, promised_on=ask.values["promised_on"], times=times))
