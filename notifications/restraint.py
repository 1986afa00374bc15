"""Restraint (克制): letters go out on working days, in working hours, once per slot, and not too much a day."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

from cases.workdays import WorkCalendar
from models.definitions import MannersDefinition, WordingDefinition
from models.moments import local_date
from models.waiting import Waiting


class About(Protocol):
    """A message, kept or planned."""

    @property
    def waiting(self) -> Waiting: ...


M = TypeVar("M", bound=About)


def slot(now: datetime, zone: ZoneInfo, calendar: WorkCalendar, manners: MannersDefinition) -> str | None:
    """The slot that is open, as ``2026-11-24T08:30``; None outside working hours and on rest days.

    A slot is a start, not an instant: it stays open until the next one begins or work ends.
    """
    today, clock = local_date(now, zone), now.astimezone(zone).time()
    if not calendar.is_workday(today) or not manners.working_from <= clock <= manners.working_until:
        return None
    begun = [one for one in manners.slots if one <= clock]
    return f"{today}T{begun[-1]:%H:%M}" if begun else None


def slots_left(now: datetime, zone: ZoneInfo, calendar: WorkCalendar, manners: MannersDefinition) -> list[str]:
    """The slot that is open and those still to come today."""
    today, clock = local_date(now, zone), now.astimezone(zone).time()
    if not calendar.is_workday(today) or clock > manners.working_until:
        return []
    begun = [one for one in manners.slots if one <= clock][-1:]
    return [f"{today}T{one:%H:%M}" for one in (*begun, *(one for one in manners.slots if one > clock))]


def portion(messages: Iterable[M], room: int | None, urgency: Callable[[M], Any]) -> tuple[list[M], list[M]]:
    """What goes into the next letter, and what waits for the one after it: the most urgent first, as far as there is ``room``.

    What the law dates is never put off and takes no room.
    """
    ordered = sorted(messages, key=urgency)
    if room is None:
        return ordered, []
    bounded = [one for one in ordered if not one.waiting.by_law]
    return [one for one in ordered if one.waiting.by_law] + bounded[: max(room, 0)], bounded[max(room, 0) :]


def urgency(wording: WordingDefinition, kind: str, waiting: Waiting) -> tuple[int, date, str, str]:
    """Sorts the most urgent first, as letters do; a kind without words comes last."""
    words = wording.kinds.get(kind)
    return (-words.urgency if words else 1, waiting.due_on, waiting.case, waiting.step)


def opens_a_letter(waiting: Waiting, today: date, calendar: WorkCalendar, manners: MannersDefinition) -> bool:
    """Whether it need not wait for a slot: the law's date is so near, or past."""
    if manners.law_opens is None or not waiting.by_law:
        return False
    return calendar.between(today, waiting.due_on) <= manners.law_opens
