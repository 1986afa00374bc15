"""The effect of an edit (改动差异): what the days to come would bring with it and without, before it is published."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from jobs.live import Drafts
from jobs.rehearsal import Day, rehearse
from models.moments import local_date
from models.people import Scope

DAYS = 30


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """One reminder of one person on one day, over however many channels."""

    on: date
    person: str
    case: str
    step: str
    subject: str
    rung: str


@dataclass(frozen=True, slots=True)
class Move:
    """One reminder and its day before and after the edit; None where it is not said at all."""

    told: Told
    before: date | None
    after: date | None


@dataclass(frozen=True, slots=True)
class Share:
    """What one person hears in those days: how many reminders before and after, how many on their fullest day."""

    person: str
    before: int
    after: int
    peak_before: int
    peak_after: int

    @property
    def gain(self) -> int:
        """How many more; less than nothing for whoever is spared some."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Effect:
    """``gained`` would be said and is not without the edit, ``lost`` the other way round; ``shares`` are of all these."""

    first: date
    until: date
    gained: tuple[Told, ...]
    lost: tuple[Told, ...]
    shares: tuple[Share, ...]

    @property
    def moves(self) -> tuple[Move, ...]:
        """The same by reminder: one that is lost on a day and gained on another only moves. In the order of their days."""
        was, will = _days(self.lost), _days(self.gained)
        paired = [Move(one, was.get(same), will.get(same)) for same, one in _each(*self.lost, *self.gained).items()]
        return tuple(sorted(paired, key=lambda one: (one.after or one.before or self.first, one.told)))


def effect(tx: Connection, drafts: Drafts, now: datetime, zone: ZoneInfo, scope: Scope, days: int = DAYS) -> Effect:
    """The next ``days`` days, today included, rehearsed with ``drafts`` and without."""
    first = local_date(now, zone)
    until = first + timedelta(days=days - 1)
    before = _told(rehearse(tx, now, zone, until), scope)
    after = _told(rehearse(tx, now, zone, until, drafts), scope)
    gained, lost = sorted(after - before), sorted(before - after)
    concerned = sorted({one.person for one in (*gained, *lost)})
    return Effect(first, until, tuple(gained), tuple(lost), tuple(_share(one, before, after) for one in concerned))


def _told(days: Iterable[Day], scope: Scope) -> set[Told]:
    return {
        Told(day.on, one.person, one.waiting.case, one.waiting.step, one.waiting.subject, one.rung)
        for day in days
        for one in day.said
        if scope.covers(one.waiting.site)
    }


def _each(*told: Told) -> Mapping[Told, Told]:
    """Every reminder once, under what it is on any day."""
    return {replace(one, on=date.min): one for one in told}


def _days(told: Iterable[Told]) -> Mapping[Told, date]:
    return {same: one.on for same, one in _each(*told).items()}


def _share(person: str, before: Iterable[Told], after: Iterable[Told]) -> Share:
    was, will = _by_day(person, before), _by_day(person, after)
    peaks = (max(days.values(), default=0) for days in (was, will))
    return Share(person, sum(was.values()), sum(will.values()), *peaks)


def _by_day(person: str, told: Iterable[Told]) -> Mapping[date, int]:
    return Counter(one.on for one in told if one.person == person)
