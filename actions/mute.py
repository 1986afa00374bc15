"""Mute a step, a case, an enterprise or a site for a while (静音).

Who may: those who coordinate, for steps and cases of their own; supervisors for the enterprises and the whole of their site.
From where: anything that people are reminded of.
Needs: the last day of it, no farther ahead than the manners allow, and a reason.
Changes: nothing is said of it up to that day, except of the law's dates and what somebody urges by hand; then the highest rung is.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.surroundings import absentees_of
from cases import muting, rights
from models.casefile import CaseFile
from models.definitions import MannersDefinition
from models.moments import local_date
from models.mutes import Mute, MuteOn
from models.people import Person, Scope
from models.refusals import Missing, Reason, Refused
from store import cases, definitions, enterprises, mutes, sites, watches
from store.locks import OFFICE, lock


def mute(
    tx: Connection,
    *,
    until: date,
    reason: str,
    actor: Person,
    now: datetime,
    no: str = "",
    step: str = "",
    uscc: str = "",
    site: str = "",
    zone: ZoneInfo,
) -> Mute:
    """Mute the case ``no`` or a step of it, the enterprise ``uscc`` at ``site``, or all of ``site``.

    Raises Missing for what does not exist or is not theirs to see, Refused with all reasons.
    """
    lock(tx, OFFICE)
    casefile = cases.load(tx, no) if no else None
    at = casefile.site if casefile else sites.get(tx, site).code
    _require_sight(tx, actor, casefile, at, uscc)
    asked = Mute(_on(no, step, uscc), at, until, reason.strip(), actor.login, no or uscc, step)
    today = local_date(now, zone)
    absentees = absentees_of(tx, actor, today)
    if reasons := list(muting.mute_objections(asked, casefile, today, actor, _longest(tx), absentees)):
        raise Refused(*reasons)
    made = replace(asked, id=mutes.add(tx, asked, now))
    watches.wake(tx, Scope.of(at), now)
    return made


def _on(no: str, step: str, uscc: str) -> MuteOn:
    if no:
        return MuteOn.STEP if step else MuteOn.CASE
    return MuteOn.ENTERPRISE if uscc else MuteOn.SITE


def _require_sight(tx: Connection, actor: Person, casefile: CaseFile | None, site: str, uscc: str) -> None:
    if casefile:
        rights.require_sight(actor, casefile)
    elif not rights.may_read(actor, site):
        raise Missing(Reason("site_missing", {"code": site}))
    elif uscc:
        enterprises.get(tx, site, uscc)


def _longest(tx: Connection) -> timedelta:
    edition = definitions.latest(tx, "manners", "default")
    return timedelta(days=cast(MannersDefinition, definitions.get(tx, "manners", edition.hash)).longest_mute)
