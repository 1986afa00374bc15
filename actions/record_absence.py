"""Record an absence (登记外出与代理).

Who may: everybody who sees cases, for themselves; supervisors for the people of their site.
From where: days that are not past, on which no other absence of the person is recorded.
Needs: the first and the last day, both inclusive, and a substitute of the site who does not lead back to the absent person.
Changes: from the first to the last day the substitute hears what the absent person would and may act for them; both are told
    now, on the first day and at the end.
"""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.surroundings import look_ahead, office, surroundings
from cases import rights, standing_in
from models.absences import Absence
from models.moments import local_date
from models.people import EVERYWHERE, Person, Scope
from models.refusals import Missing, Reason, Refused
from store import absences, people, watches
from store.locks import OFFICE, lock


def record_absence(
    tx: Connection,
    login: str,
    *,
    first_on: date,
    last_on: date,
    substitute: str,
    actor: Person,
    now: datetime,
    note: str = "",
    zone: ZoneInfo,
) -> Absence:
    """Record it. Raises Missing for a person who is not theirs to see, Refused with all reasons."""
    lock(tx, OFFICE)
    person, today = seen(tx, login, actor), local_date(now, zone)
    planned = Absence(login, first_on, last_on, substitute, note.strip())
    if reasons := list(standing_in.record_objections(planned, office(tx, today), today, actor)):
        raise Refused(*reasons)
    absence = replace(planned, id=absences.add(tx, planned, actor.login, now))
    around = surroundings(tx, person.site, actor, now, zone=zone)
    watches.put(tx, *look_ahead(tx, standing_in.waitings(absence, person, today), around))
    watches.wake(tx, workplace(person), now)
    return absence


def seen(tx: Connection, login: str, actor: Person) -> Person:
    """The person, if they are the actor's colleague. Raises Missing."""
    person = people.get(tx, login)
    if actor.site != person.site and not rights.sites(actor, rights.AWAY).covers(person.site):
        raise Missing(Reason("person_missing", {"login": login}))
    return person


def workplace(person: Person) -> Scope:
    """Where others may hear something in the person's place: at their site, or everywhere."""
    return Scope.of(person.site) if person.site else EVERYWHERE
