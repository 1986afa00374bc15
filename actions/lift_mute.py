"""Lift a mute before its end (解除静音).

Who may: whoever may mute the same.
From where: a mute in force.
Needs: nothing.
Changes: of what was held back the highest rung is owed again.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.surroundings import absentees_of
from cases import muting, rights
from models.moments import local_date
from models.mutes import Mute, MuteOn
from models.people import Person, Scope
from models.refusals import Missing, Reason, Refused
from store import cases, mutes, watches
from store.locks import OFFICE, lock


def lift_mute(tx: Connection, id: int, *, actor: Person, now: datetime, zone: ZoneInfo) -> Mute:
    """Lift it. Raises Missing for one that is not in force or not theirs to see, Refused when they may not."""
    lock(tx, OFFICE)
    today = local_date(now, zone)
    found = mutes.get(tx, id, today)
    if not rights.may_read(actor, found.site):
        raise Missing(Reason("mute.missing", {"id": id}))
    casefile = cases.load(tx, found.name) if found.on in (MuteOn.STEP, MuteOn.CASE) else None
    if reasons := list(muting.rights_objections(found, casefile, actor, absentees_of(tx, actor, today))):
        raise Refused(*reasons)
    mutes.lift(tx, id, actor.login, now)
    watches.wake(tx, Scope.of(found.site), now)
    return found
