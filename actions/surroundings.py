"""What an act needs around its case: the site's calendar, the day there, and the watches on what then waits."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from cases.ladders import Ladders, inherited
from cases.occasion import Occasion, occasion
from cases.waiting import waitings
from cases.workdays import WorkCalendar
from models.casefile import CaseFile
from models.changes import Change
from models.definitions import CalendarDefinition
from models.people import Person
from models.record import Record
from models.waiting import Watch
from notifications import policy
from store import credit, definitions, sites

_calendars: dict[str, WorkCalendar] = {}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The occasion of an act, and the hash of the calendar it is decided by."""

    occasion: Occasion
    calendar_hash: str
    zone: ZoneInfo

    def record(self, act: str, changes: tuple[Change, ...]) -> Record:
        """The act as the journal keeps it."""
        by = self.occasion
        return Record(
            act=act,
            at=by.now,
            actor=by.actor.login,
            changes=changes,
            reason=by.reason,
            on_behalf_of=by.on_behalf_of,
            calendar=self.calendar_hash,
        )


def surroundings(
    tx: Connection,
    site: str,
    actor: Person,
    now: datetime,
    *,
    zone: ZoneInfo,
    reason: str = "",
    on_behalf_of: str | None = None,
    enterprise: str = "",
) -> Surroundings:
    """The surroundings at ``site`` at ``now``, with the past of the ``enterprise`` with that code, if one is named.

    Raises Missing for a site or a calendar that does not exist.
    """
    edition = definitions.latest(tx, "calendar", sites.get(tx, site).calendar)
    calendar = calendar_with(tx, edition.hash)
    past = credit.history(tx, site, enterprise) if enterprise else None
    around = occasion(now, zone, actor, calendar, reason=reason, on_behalf_of=on_behalf_of, past=past)
    return Surroundings(around, edition.hash, zone)


def calendar_with(tx: Connection, content_hash: str) -> WorkCalendar:
    """The working calendar with this content, made ready for counting once."""
    if content_hash not in _calendars:
        definition = cast(CalendarDefinition, definitions.get(tx, "calendar", content_hash))
        _calendars[content_hash] = WorkCalendar(definition)
    return _calendars[content_hash]


def ladders_in_force(tx: Connection) -> Ladders:
    """Every ladder in force by its key, those of sites too: what a ladder is at a site is told by `cases.ladders`."""
    return cast(Ladders, definitions.in_force(tx, "ladder"))


def watches(tx: Connection, casefile: CaseFile, around: Surroundings) -> list[Watch]:
    """Everything the case waits for, each with the moment to look at it first."""
    waiting = waitings(casefile)
    ladders, by = ladders_in_force(tx), around.occasion
    climbed = {name: inherited(name, casefile.site, ladders).ladder for name in {one.ladder for one in waiting}}
    return [policy.watch(one, climbed[one.ladder], by.calendar, by.now, around.zone) for one in waiting]
