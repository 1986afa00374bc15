"""Record what a department committed itself to in a memorandum (登记承诺事项).

Who may: whoever may record memoranda.
From where: a memorandum of their site.
Needs: what is to be done, by which of its parties, by which day; who sees to it at customs, somebody of the site.
Changes: the department sees it beside what it was asked; its ladder climbs until it is kept or dropped.
"""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.record_memorandum import NAME as KEEPING
from actions.surroundings import look_ahead, surroundings
from cases import memoranda as rules
from cases import rights
from models.memoranda import Commitment
from models.people import Person
from models.refusals import Missing, Reason
from store import memoranda, people, watches


def record_commitment(
    tx: Connection,
    memorandum: int,
    *,
    text: str,
    department: str,
    owner: str,
    due_on: date,
    actor: Person,
    now: datetime,
    zone: ZoneInfo,
) -> Commitment:
    """Write it down. Raises Missing for a memorandum that is not theirs to keep, Refused with all reasons."""
    within = memoranda.get(tx, memorandum)
    if rights.may_at(actor, KEEPING, within.site):
        raise Missing(Reason("memorandum.missing", {"id": memorandum}))
    around, known = surroundings(tx, within.site, actor, now, zone=zone), people.by_logins(tx, [owner])
    wanted = Commitment(within.id, within.site, text, department, owner, due_on)
    made = rules.committed(wanted, within, known, around.occasion.today)
    made = replace(made, id=memoranda.commit(tx, made, actor.login, now))
    watches.put(tx, *look_ahead(tx, rules.waitings(made, known[owner]), around))
    return made
