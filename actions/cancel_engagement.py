"""Call off a visit or event (取消走访、活动).

Who may: whoever planned it, whoever goes; supervisors of the site.
From where: one that is planned.
Needs: a reason.
Changes: it counts for nobody's week any more, and leaves the calendars.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.record_engagement import theirs
from actions.surroundings import surroundings
from cases import engagements as rules
from models.engagements import Engagement
from models.people import Person
from store import engagements


def cancel_engagement(
    tx: Connection, id: int, *, reason: str, actor: Person, now: datetime, zone: ZoneInfo
) -> Engagement:
    """Call it off. Raises Missing, Refused with all reasons."""
    one = theirs(tx, id, actor)
    after = rules.cancelled(one, surroundings(tx, one.site, actor, now, zone=zone, reason=reason).occasion)
    engagements.write(tx, after)
    return after
