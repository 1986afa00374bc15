"""Say that a commitment was kept (履行承诺).

Who may: the department that committed itself; whoever sees to it at customs, and whoever may record memoranda.
From where: one that is open.
Needs: how it was kept.
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
from models.vocabulary import Role
from store import memoranda, people, watches


def keep_commitment(
    tx: Connection, id: int, *, reason: str, actor: Person, now: datetime, zone: ZoneInfo
) -> Commitment:
    """Settle it. Raises Missing for one that is not theirs, Refused with all reasons."""
    one = memoranda.hold(tx, id)
    theirs = actor.role is Role.DEPARTMENT and (actor.site, actor.party) == (one.site, one.department) and actor.active
    owns = actor.login == one.owner and rights.may_read(actor, one.site)
    if not theirs and not owns and rights.may_at(actor, KEEPING, one.site):
        raise Missing(Reason("commitment.missing", {"id": id}))
    by = surroundings(tx, one.site, actor, now, zone=zone, reason=reason).occasion
    after = rules.settled(one, CommitmentState.KEPT, by)
    memoranda.settle(tx, after)
    watches.forget(tx, *(it.key for it in rules.waitings(one, people.get(tx, one.owner))))
    return after
