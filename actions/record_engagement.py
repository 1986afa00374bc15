"""Tell what came of a visit or event (登记走访结果).

Who may: whoever planned it, whoever goes; supervisors of the site.
From where: one that has begun and was not called off; what was told can be told anew.
Needs: what came of it, in words.
Changes: it is held; what is to be done next is added to the plans of the cases as steps (`add-step`).
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.plan_engagement import NAME as PLANNING
from actions.surroundings import surroundings
from cases import engagements as rules
from cases import rights
from models.engagements import Engagement
from models.people import Person
from models.refusals import Missing, Reason, Refused
from models.vocabulary import Role
from store import engagements


def record_engagement(
    tx: Connection, id: int, *, report: str, actor: Person, now: datetime, zone: ZoneInfo
) -> Engagement:
    """Write it down. Raises Missing, Refused with all reasons."""
    one = theirs(tx, id, actor)
    after = rules.held(one, report, surroundings(tx, one.site, actor, now, zone=zone).occasion)
    engagements.write(tx, after)
    return after


def theirs(tx: Connection, id: int, actor: Person) -> Engagement:
    """The visit or event under its lock, for somebody whose it is. Raises Missing for another site's, Refused."""
    one = engagements.hold(tx, id)
    if not rights.may_read(actor, one.site):
        raise Missing(Reason("engagement.missing", {"id": id}))
    if against := rights.may_at(actor, PLANNING, one.site):
        raise Refused(against)
    if not rules.is_theirs(one, actor) and not rights.stands_for(actor, Role.SUPERVISOR):
        raise Refused(Reason("engagement.not_yours", {"title": one.title}))
    return one
