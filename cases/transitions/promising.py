"""Promising (承诺): by which day a step will be done. The dates stay where they are."""

from collections.abc import Iterator

from cases import promises
from cases.acts import Ask
from cases.deadlines import shift
from cases.draft import Draft
from cases.inputs import out_of_range
from models.acts import Input
from models.casefile import CaseFile
from models.changes import StepPromised
from models.refusals import Reason


def promise_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """By which day."""
    return (Input("promised_on", "date"),)


def promise_check(ask: Ask) -> Iterator[Reason]:
    """From today on, no farther ahead than the process allows, and not beyond the law's date while that lies ahead."""
    row, today, day = ask.casefile.step(ask.step), ask.occasion.today, ask.values.get("promised_on")
    if day is None:
        return
    last = shift(today, ask.casefile.process.promise, ask.occasion.calendar)
    law = row.statutory.due_on if row and row.statutory else last
    yield from out_of_range("promised_on", day, first=today, last=min(last, max(law, today)))


def promise(draft: Draft, ask: Ask) -> None:
    """It is counted; one that stood before ends, broken if its day has passed."""
    promises.end(draft, ask.step)
    times = draft.step(ask.step).promised + 1
    draft.add(StepPromised(step=ask.step, promised_on=ask.values["promised_on"], times=times))
