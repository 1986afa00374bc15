"""Quiet and its opposite: acknowledging a step, snoozing it until a day, urging it. None of them moves a date."""

from collections.abc import Iterable, Iterator

from cases.acts import Ask
from cases.bounds import out_of_bounds
from cases.draft import Draft
from cases.naming import about_step
from cases.occasion import Occasion
from cases.waiting import doer
from models.acts import Input
from models.casefile import CaseFile
from models.changes import StepAcknowledged, StepSnoozed, StepUrged
from models.refusals import Reason


def dated(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """There is a date that people are reminded of."""
    row = casefile.step(key)
    if row and not row.target and not row.statutory:
        yield about_step("deadline.none", casefile, key, tier="target")


def acknowledge_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """Once a day is enough."""
    yield from dated(casefile, key, occasion)
    row = casefile.step(key)
    if row and row.acknowledged_on == occasion.today:
        yield about_step("step.acknowledged", casefile, key)


def acknowledge(draft: Draft, ask: Ask) -> None:
    """What was said up to today is known; the next rung is said as ever."""
    draft.add(StepAcknowledged(step=ask.step, acknowledged_on=draft.today))


def snooze_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """Only our own date can wait."""
    row = casefile.step(key)
    if row and not row.target:
        yield about_step("deadline.none", casefile, key, tier="target")


def snooze_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """Until when."""
    return (Input("until", "date"),)


def snooze_check(ask: Ask) -> Iterable[Reason]:
    """From tomorrow on, and no farther ahead than the process allows."""
    return out_of_bounds("snooze", "until", ask)


def snooze(draft: Draft, ask: Ask) -> None:
    """Nothing is said of the target before that day; then the ladder goes on from its highest rung."""
    draft.add(StepSnoozed(step=ask.step, until=ask.values["until"]))


def urge_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """Somebody else's work, with a date, once a day."""
    row = casefile.step(key)
    if row is None:
        return
    if not row.target:
        yield about_step("deadline.none", casefile, key, tier="target")
    if row.urged_on == occasion.today:
        yield about_step("step.urged", casefile, key)
    if doer(casefile, row) in (occasion.actor.login, occasion.capacity.login):
        yield about_step("step.yours", casefile, key)


def urge(draft: Draft, ask: Ask) -> None:
    """Whoever does it is reminded in the next letter, even if they had asked for quiet."""
    times = draft.step(ask.step).urged + 1
    draft.add(StepUrged(step=ask.step, urged_on=draft.today, times=times))
