"""Drop a commitment (撤销承诺事项).

Who may: whoever may record memoranda.
From where: one that is open.
Needs: why.
Changes: nobody is reminded of it any more.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.record_memorandum import NAME as KEEPING
from actions.surroundings import surroundings
from cases import memoranda as rules
from cases import rights
from models.memoranda import Commitment, CommitmentState
from models.people import Person
from models.refusals import Missing, Reason
from store import memoranda, people, watches


def drop_commitment(
    tx: Connection, id: int, *, reason: str, actor: Person, now: datetime, zone: ZoneInfo
) -> Commitment:
    """Settle it. Raises Missing for one that is not theirs, Refused with all reasons."""
    one = memoranda.hold(tx, id)
    if rights.may_at(actor, KEEPING, one.site):
        raise Missing(Reason("commitment.missing", {"id": id}))
    by = surroundings(tx, one.site, actor, now, zone=zone, reason=reason).occasion
    after = rules.settled(one, CommitmentState.DROPPED, by)
    memoranda.settle(tx, after)
    watches.forget(tx, *(it.key for it in rules.waitings(one, people.get(tx, one.owner))))
    return after
