"""Promises (承诺): what ends one, and whether it was broken. A promise moves no date."""

from datetime import date

from cases.draft import Draft
from models.casefile import Step
from models.changes import PromiseEnded


def is_broken(step: Step, today: date) -> bool:
    """Whether the promised day has passed and the step is still to be done."""
    return step.promised_on is not None and step.promised_on < today and step.is_live


def times_broken(step: Step, today: date) -> int:
    """How often a promise about the step was broken, one that stands included."""
    return step.broken + is_broken(step, today)


def end(draft: Draft, key: str, *, on: date | None = None) -> None:
    """A promise, if one stands, ends on ``on`` (default today): kept until its day, broken after it."""
    promised_on = draft.step(key).promised_on
    if promised_on is not None:
        draft.add(PromiseEnded(step=key, promised_on=promised_on, broken=promised_on < (on or draft.today)))


def release(draft: Draft, key: str, since: date) -> None:
    """A promised day that fell into a pause which began on ``since`` binds nobody: it ends unbroken."""
    promised_on = draft.step(key).promised_on
    if promised_on is not None and since <= promised_on < draft.today:
        draft.add(PromiseEnded(step=key, promised_on=promised_on, broken=False))
