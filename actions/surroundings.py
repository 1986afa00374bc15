"""What an act needs around its case: the site's calendar, the day there, and the watches on what then waits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any, cast
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from cases import standing_in
from cases.acts import Way
from cases.fold import replay
from cases.ladders import Ladders, inherited
from cases.moving.chain import closed
from cases.occasion import NO_ATLAS, NO_SHELF, Occasion, occasion
from cases.waiting import waitings
from cases.workdays import WorkCalendar
from models.absences import Absence
from models.assessment import Shelf
from models.atlas import Atlas
from models.casefile import CaseFile
from models.changes import Change
from models.definitions import CalendarDefinition
from models.office import Office
from models.people import Person
from models.record import LastAct, Record
from models.waiting import Waiting, Watch
from notifications import policy
from store import absences, credit, definitions, destinations, journal, mutes, people, qualifications, sites
from store.definitions import Edition, InForce
from store.destinations import Published

USUAL = sites.Site("", "").calendar
_calendars: dict[str, WorkCalendar] = {}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The occasion of an act, and what is in force where it is done."""

    occasion: Occasion
    in_force: InForce
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
            on_behalf_of=by.on_behalf_of.login if by.on_behalf_of else None,
            calendar=self.in_force.calendar,
        )


def surroundings(
    tx: Connection,
    site: str,
    actor: Person,
    now: datetime,
    *,
    zone: ZoneInfo,
    reason: str = "",
    on_behalf_of: Person | None = None,
    enterprise: str = "",
    shelf: Shelf = NO_SHELF,
    in_force: InForce | None = None,
    qualified: bool = False,
    atlas: Atlas = NO_ATLAS,
    last: LastAct | None = None,
) -> Surroundings:
    """The surroundings at ``site`` at ``now``, with the past of the ``enterprise`` with that code, if one is named; ``in_force`` if
    that is known; with the register of who is ``qualified``, the ``atlas`` and the ``last`` act on the case, where that is asked.

    Raises Missing for a site or a calendar that does not exist.
    """
    present = in_force or (definitions.at_site(tx, site) if site else definitions.at_none(tx, USUAL))
    calendar = calendar_with(tx, present.calendar)
    past = credit.history(tx, site, enterprise) if enterprise else None
    register = qualifications.at_site(tx, site) if qualified else ()
    by = occasion(
        now,
        zone,
        actor,
        calendar,
        reason=reason,
        on_behalf_of=on_behalf_of,
        past=past,
        shelf=shelf,
        register=register,
        atlas=atlas,
        last=last,
    )
    return Surroundings(by, present, zone)


def atlas(tx: Connection, way: Way | None, casefile: CaseFile, inputs: Mapping[str, Any]) -> Atlas:
    """Where the inputs take the case, or what it was before it was moved last, by its journal; nothing for an act that stays."""
    if way is Way.AHEAD:
        to, regime = str(inputs.get("to") or ""), str(inputs.get("regime") or "")
        return destinations.lookup(tx, ways(tx), casefile, to, regime)
    if way is Way.BACK and casefile.last_move:
        records, version = journal.records(tx, casefile.no), casefile.last_move.version
        known = partial(definitions.get, tx)
        return Atlas(was=replay(records[: version - 1], known), became=replay(records[:version], known))
    return NO_ATLAS


def ways(tx: Connection) -> Published:
    """What leads anywhere, over several orders too."""
    known = destinations.published(tx)
    return replace(known, mappings=closed(known.mappings))


def office(tx: Connection, today: date) -> Office:
    """Everybody, who is away, and what is muted from ``today`` on."""
    return Office.of(people.everybody(tx), absences.recent(tx, today), mutes.in_force(tx, today))


def stood_in_for(tx: Connection, person: Person, today: date) -> tuple[Absence, ...]:
    """The absences of those for whom the person answers today."""
    if not any(one.covers(today) for one in absences.recent(tx, today)):
        return ()  # the ordinary day: nobody is away, so nobody need be looked up
    return standing_in.stood_in_for(person.login, office(tx, today), today)


def absentees_of(tx: Connection, person: Person, today: date) -> list[Person]:
    """Those for whom the person answers today."""
    away = [one.person for one in stood_in_for(tx, person, today)]
    found = people.by_logins(tx, away) if away else {}
    return [found[login] for login in away]


def calendar_edition(tx: Connection, site: str) -> Edition:
    """The newest calendar of a site; of what belongs to none, the usual one. Raises Missing for either."""
    return definitions.latest(tx, "calendar", sites.get(tx, site).calendar if site else USUAL)


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
    return look_ahead(tx, waitings(casefile), around)


def look_ahead(tx: Connection, waiting: Sequence[Waiting], around: Surroundings) -> list[Watch]:
    """Watches on these, each with the moment to look at it first; what has a ladder that nobody published, has no moment."""
    ladders, by = definitions.ladders(tx, around.in_force), around.occasion
    climbed = {place: inherited(*place, ladders).ladder for place in {(one.ladder, one.site) for one in waiting}}
    return [policy.watch(one, climbed[one.ladder, one.site], by.calendar, by.now, around.zone) for one in waiting]
