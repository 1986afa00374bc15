"""Plan a visit or an event, or record one that took place (登记走访、宣讲、观摩、培训).

Who may: those who do everyday work on cases, for their site.
From where: enterprises on the roster.
Needs: what it is, a title, when it begins, who of the site goes, which enterprises; for whom, customs or a department. One that was
    turned to as often as the rulebook allows in that week needs a supervisor, and a reason.
Changes: it stands in the calendar of the site and of those who go; it counts for the enterprises' week.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.surroundings import surroundings
from cases import engagements as rules
from cases import rights
from models.definitions import EngagementsDefinition
from models.engagements import Engagement, EngagementKind
from models.moments import local_date, start_of
from models.people import Person
from models.refusals import Missing, Reason, Refused
from models.vocabulary import CUSTOMS
from store import definitions, engagements, enterprises, people
from store.locks import lock

NAME = "plan-engagement"


def plan_engagement(
    tx: Connection,
    *,
    site: str,
    kind: EngagementKind,
    title: str,
    starts_at: datetime,
    who: tuple[str, ...],
    usccs: tuple[str, ...],
    actor: Person,
    now: datetime,
    zone: ZoneInfo,
    place: str = "",
    department: str = "",
    reason: str = "",
) -> Engagement:
    """Write it down. Raises Missing for the site, Refused with all reasons."""
    if not rights.may_read(actor, site):
        raise Missing(Reason("site_missing", {"code": site}))
    if against := rights.may_at(actor, NAME, site):
        raise Refused(against)
    lock(tx, f"engagements {site}")  # two that are planned at once count each other
    wanted = Engagement(
        site, kind, title, starts_at, who, usccs, place.strip(), department or CUSTOMS, recorded_by=actor.login
    )
    known = [one for uscc in usccs for one in enterprises.of_code(tx, rights.readable(actor).at(site), uscc)]
    made = rules.planned(
        wanted,
        {one.uscc: one.name for one in known},
        people.by_logins(tx, who),
        definitions.parties(tx),
        contacts(tx, site, usccs, starts_at, zone),
        rules_now(tx),
        surroundings(tx, site, actor, now, zone=zone, reason=reason).occasion,
    )
    return replace(made, id=engagements.add(tx, made, now))


def rules_now(tx: Connection) -> EngagementsDefinition:
    """The rules in force. Raises Missing."""
    edition = definitions.latest(tx, "engagements", "default")
    return cast(EngagementsDefinition, definitions.get(tx, "engagements", edition.hash))


def contacts(tx: Connection, site: str, usccs: tuple[str, ...], at: datetime, zone: ZoneInfo) -> dict[str, int]:
    """How often each enterprise is turned to in the week of ``at``."""
    monday, sunday = rules.week_of(local_date(at, zone))
    span = (start_of(monday, zone), start_of(sunday + timedelta(days=1), zone))
    return dict(engagements.contacts(tx, site, usccs, *span, (monday, sunday)))
