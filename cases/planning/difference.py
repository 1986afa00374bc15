"""What changed between two states of a plan (方案差异): items that came, went, moved or are told otherwise, by whom and why.

Both states are read from the journal; what happened in between is in the records between them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.changes import Change, DeadlineMoved, FindingLinked, ItemAmended, StepClosed, StepPlanned
from models.plan import PlanItem
from models.record import Record
from models.vocabulary import StepState

GONE = frozenset({StepState.DROPPED, StepState.WAIVED})
TOLD = ("title", "by", "enterprise", "evidence", "origins")
"""What an item may be told otherwise in, besides its dates."""


class Turn(StrEnum):
    """What became of an item."""

    ADDED = "added"
    DROPPED = "dropped"
    MOVED = "moved"
    CHANGED = "changed"


_CAUSES: Mapping[Turn, tuple[type[Change], ...]] = {
    Turn.ADDED: (StepPlanned,),
    Turn.DROPPED: (StepClosed,),
    Turn.MOVED: (DeadlineMoved,),
    Turn.CHANGED: (ItemAmended, FindingLinked),
}


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One line of a difference. ``before`` is None for what was added, ``parts`` is what is told otherwise; the rest says who
    did it, for whom, when, by which act and why."""

    turn: Turn
    before: PlanItem | None
    after: PlanItem
    parts: tuple[str, ...] = ()
    at: datetime | None = None
    by: str = ""
    on_behalf_of: str = ""
    act: str = ""
    reason: str = ""


def difference(
    before: Iterable[PlanItem], after: Iterable[PlanItem], between: Sequence[Record]
) -> tuple[ItemChange, ...]:
    """What changed from ``before`` to ``after``, in the order of the latter; ``between`` are the records in which it did.

    What came and went in between is not told, nor that a step of the process began, which was in the plan all along.
    """
    known = {one.key: one for one in before}
    return tuple(
        _told(turn, known.get(one.key), one, parts, between)
        for one in after
        for turn, parts in _turns(known.get(one.key), one)
    )


def _turns(before: PlanItem | None, after: PlanItem) -> Iterator[tuple[Turn, tuple[str, ...]]]:
    if after.state in GONE:
        if before.state not in GONE if before else after.of:
            yield Turn.DROPPED, ()
        return
    if before is None or before.state in GONE:
        if not after.of or before:
            yield Turn.ADDED, ()
        return
    days = tuple(name for name in ("due_on", "statutory_due_on") if _moved(before, after, name))
    if days:
        yield Turn.MOVED, days
    if parts := tuple(name for name in TOLD if getattr(before, name) != getattr(after, name)):
        yield Turn.CHANGED, parts


def _moved(before: PlanItem, after: PlanItem, name: str) -> bool:
    """A date that is given for the first time did not move."""
    was, now = getattr(before, name), getattr(after, name)
    return bool(was and now and was != now)


def _told(
    turn: Turn, before: PlanItem | None, after: PlanItem, parts: tuple[str, ...], between: Sequence[Record]
) -> ItemChange:
    cause = next((one for one in reversed(between) if _brought(one, turn, after.key)), None)
    if cause is None:
        return ItemChange(turn, before, after, parts)
    return ItemChange(
        turn, before, after, parts, cause.at, cause.actor, cause.on_behalf_of or "", cause.act, cause.reason
    )


def _brought(record: Record, turn: Turn, step: str) -> bool:
    return any(isinstance(one, _CAUSES[turn]) and getattr(one, "step", "") == step for one in record.changes)
