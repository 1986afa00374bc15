"""End an absence, or call it off (结束外出).

Who may: whoever may record it.
From where: an absence that has begun and is not over, or has not begun.
Needs: nothing.
Changes: from today on the person hears for themselves again, and the substitute acts for them no more; both are told.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.record_absence import seen, workplace
from actions.surroundings import look_ahead, surroundings
from cases import standing_in
from models.absences import Absence
from models.moments import local_date
from models.people import Person
from models.refusals import Reason, Refused
from store import absences, watches
from store.locks import OFFICE, lock


def end_absence(tx: Connection, id: int, *, actor: Person, now: datetime, zone: ZoneInfo) -> Absence:
    """End it. Raises Missing for one that is not theirs to see, Refused when they may not, or it is over."""
    lock(tx, OFFICE)
    today, absence = local_date(now, zone), absences.get(tx, id)
    person = seen(tx, absence.person, actor)
    reasons = list(standing_in.rights_objections(person, actor))
    if absence.back_on <= max(today, absence.first_on):
        reasons.append(Reason("absence.over", {"person": person.name, "last": str(absence.until)}))
    if reasons:
        raise Refused(*reasons)
    absences.end(tx, id, today, actor.login)
    ended = standing_in.ended(absence, today)
    around = surroundings(tx, person.site, actor, now, zone=zone)
    watches.forget(tx, *(one.key for one in standing_in.waitings(absence, person, today)))
    watches.put(tx, *look_ahead(tx, standing_in.waitings_of_end(ended, person, today), around))
    watches.wake(tx, workplace(person), now)
    return ended
