"""The rungs of one waiting thing (梯级), each on its day: what the ladder asks for, and what somebody asked for by hand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from cases.rung_conditions import Situation, all_hold, ripe_on
from cases.workdays import WorkCalendar
from models.definitions import Condition, LadderDefinition, Recipient, RungDefinition
from models.vocabulary import Consequence
from models.waiting import URGED, Waiting


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of one waiting thing, on its day; a repeated one is ``T+5``, ``T+5#2``, ``T+5#3``, one asked for by hand ``U1``."""

    name: str
    falls_on: date
    to: tuple[Recipient, ...]
    wording: str
    when: tuple[Condition, ...] = ()
    then: tuple[Consequence, ...] = ()


def rungs(
    waiting: Waiting, ladder: LadderDefinition, calendar: WorkCalendar, today: date | None = None
) -> tuple[Rung, ...]:
    """All rungs in the order of their days, each on a working day, whether their conditions hold or not.

    With ``today``, of one that comes again no more than the first after that day: a ladder may climb for a year.

    A case taken over has no past: what was due before counts as due on the day it came to us, and no rung falls earlier. One that
    wants the ball held for some days falls no earlier than the last of them.
    """
    anchor = max(waiting.due_on, waiting.not_before or waiting.due_on)
    first = calendar.roll_back(anchor)
    found = (rung for one in ladder.rungs for rung in _repeated(one, waiting, first, calendar, today))
    kept = (rung for rung in found if waiting.not_before is None or rung.falls_on >= waiting.not_before)
    return tuple(sorted(kept, key=lambda rung: rung.falls_on))


def climbed(waiting: Waiting, all_rungs: Iterable[Rung], calendar: WorkCalendar, today: date) -> tuple[Rung, ...]:
    """The rungs whose day has come and whose conditions hold ``today``, the highest last."""
    situation = Situation(waiting, today, calendar)
    return tuple(rung for rung in all_rungs if rung.falls_on <= today and all_hold(rung.when, situation))


def urged(waiting: Waiting) -> Iterator[Rung]:
    """What somebody asked for by hand, beside the ladder, for whoever does the step; nothing once it was acknowledged."""
    if waiting.urged_on and not waiting.acknowledged_on:
        yield Rung(f"U{waiting.urged}", waiting.urged_on, (Recipient.DOER,), URGED)


def was_urged(rung: str) -> bool:
    """Whether a rung of this name was asked for by hand."""
    return rung.startswith("U")


def places(rung: str, ladder: LadderDefinition) -> tuple[Recipient, ...]:
    """Where a rung goes; nowhere in particular when a newer ladder has it no more."""
    if was_urged(rung):
        return (Recipient.DOER,)
    return next((one.to for one in _named(rung, ladder)), ())


def conditions(rung: str, ladder: LadderDefinition) -> tuple[Condition, ...]:
    """Under which conditions a rung is climbed; none when a newer ladder has it no more."""
    return next((one.when for one in _named(rung, ladder)), ())


def _named(rung: str, ladder: LadderDefinition) -> Iterator[RungDefinition]:
    """The rung of the ladder that a message calls ``T+5#2``."""
    return (one for one in ladder.rungs if str(one.at) == rung.partition("#")[0])


def _repeated(
    rung: RungDefinition, waiting: Waiting, anchor: date, calendar: WorkCalendar, today: date | None
) -> Iterator[Rung]:
    ripe = ripe_on(rung.when, waiting, calendar) or date.min
    for time in range(rung.times):
        name = str(rung.at) if time == 0 else f"{rung.at}#{time + 1}"
        falls_on = max(calendar.add(anchor, rung.at.workdays + time * (rung.every or 0)), ripe)
        yield Rung(name, falls_on, rung.to, rung.wording, rung.when, rung.then)
        if today and falls_on > today:
            return
