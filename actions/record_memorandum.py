"""Record a memorandum between customs and departments (登记合作备忘录).

Who may: supervisors and secretaries of joint meetings, for their site.
From where: a memorandum that was signed.
Needs: its title, the day it was signed, who signed it besides customs; the day up to which it is in force, if it ends.
Changes: commitments can be recorded under it.
"""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from cases import memoranda as rules
from cases import rights
from models.memoranda import Memorandum
from models.moments import local_date
from models.people import Person
from models.refusals import Missing, Reason, Refused
from store import definitions, memoranda

NAME = "record-memorandum"


def record_memorandum(
    tx: Connection,
    *,
    site: str,
    title: str,
    signed_on: date,
    parties: tuple[str, ...],
    actor: Person,
    now: datetime,
    zone: ZoneInfo,
    until: date | None = None,
) -> Memorandum:
    """Write it down. Raises Missing for the site, Refused with all reasons."""
    if not rights.may_read(actor, site):
        raise Missing(Reason("site_missing", {"code": site}))
    if against := rights.may_at(actor, NAME, site):
        raise Refused(against)
    wanted = Memorandum(site, title, signed_on, parties, until)
    made = rules.recorded(wanted, definitions.parties(tx), local_date(now, zone))
    return replace(made, id=memoranda.add(tx, made, actor.login, now))
