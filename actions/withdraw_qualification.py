"""Withdraw a qualification (注销专业资质): it was lost, or recorded by mistake.

Who may: whoever may record it.
From where: one that is recorded and not withdrawn yet.
Needs: the day from which it is valid no more, not ahead; a reason.
Changes: from that day on its holder may not be named for it; what was done before stays.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from cases import rights
from cases.inputs import out_of_range
from models.moments import local_date
from models.people import Person
from models.refusals import Missing, Reason, Refused
from store import qualifications
from store.locks import OFFICE, lock


def withdraw_qualification(
    tx: Connection, id: int, *, on: date, reason: str, actor: Person, now: datetime, zone: ZoneInfo
) -> None:
    """Withdraw it. Raises Missing for one that is not theirs to see, Refused with all reasons."""
    lock(tx, OFFICE)
    one = qualifications.get(tx, id)
    if rights.may_at(actor, "record-qualification", one.site):
        raise Missing(Reason("qualification.missing", {"id": id}))
    reasons = [*out_of_range("on", on, last=local_date(now, zone))]
    if one.withdrawn_on:
        reasons.append(Reason("qualification.withdrawn", {"person": one.name, "on": one.withdrawn_on}))
    if not reason.strip():
        reasons.append(Reason("reason.missing", {"act": "withdraw-qualification"}, "reason"))
    if reasons:
        raise Refused(*reasons)
    qualifications.withdraw(tx, id, on, actor.login, reason.strip())
