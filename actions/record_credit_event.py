"""Record what happened to an enterprise's credit (登记信用事件), or take back what was recorded by mistake.

Who may: coordinators and supervisors, for the enterprises of their site.
From where: an enterprise on the roster.
Needs: the kind, one that people record under the regime in force that day; the day, not ahead; a reason.
Changes: its level and its windows follow; nothing recorded before is changed, what is retracted stays and counts no more. Cases in
which it is still to apply are marked when the first day to do so moves on, and the mark goes with what was retracted.
"""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.perform import perform
from actions.surroundings import surroundings
from cases import rights
from cases.credit import recorded
from cases.occasion import Occasion
from cases.windows import postponed
from models.casefile import CaseFile
from models.credit import CreditEvent, CreditHistory
from models.definitions import RegimeDefinition
from models.moments import local_date
from models.people import CLOCK, Person
from models.refusals import Missing, Reason, Refused
from store import caselist, cases, credit, definitions, enterprises

NAME = "record-credit-event"


def record_credit_event(
    tx: Connection,
    *,
    site: str,
    enterprise: str,
    kind: str,
    on: date,
    reason: str,
    actor: Person,
    now: datetime,
    zone: ZoneInfo,
) -> CreditEvent:
    """Write it down. Raises Missing, or Refused with all reasons."""
    _require(tx, site, enterprise, actor)
    regimes: Mapping[str, RegimeDefinition] = definitions.rulebook(tx).regimes
    event = recorded(regimes, kind, on, local_date(now, zone), reason)
    before = credit.history(tx, site, enterprise)
    credit.add(tx, site, enterprise, event, actor.login, now)
    _postpone(tx, site, enterprise, before, now, zone)
    return event


def retract_credit_event(
    tx: Connection, *, site: str, enterprise: str, event: int, reason: str, actor: Person, now: datetime, zone: ZoneInfo
) -> None:
    """What was recorded under the id ``event`` does not count any more. Raises Missing, or Refused without a reason."""
    _require(tx, site, enterprise, actor)
    if not reason.strip():
        raise Refused(Reason("reason.missing", {"act": NAME}, "reason"))
    told = {one.id: one for one in credit.history(tx, site, enterprise).events}
    credit.retract(tx, site, enterprise, event, actor.login, now, reason.strip())
    _take_back(tx, site, enterprise, told[event], reason.strip(), now, zone)


def _postpone(tx: Connection, site: str, enterprise: str, before: CreditHistory, now: datetime, zone: ZoneInfo) -> None:
    """Mark the cases in which the day to apply has moved on since ``before``."""
    by = surroundings(tx, site, CLOCK, now, zone=zone, enterprise=enterprise).occasion
    for no in caselist.running_of(tx, site, enterprise):
        _mark(tx, cases.load(tx, no), before, by, zone)


def _take_back(
    tx: Connection, site: str, enterprise: str, event: CreditEvent, reason: str, now: datetime, zone: ZoneInfo
) -> None:
    """Nobody need look at a plan for what did not happen, but for what else still holds the enterprise off."""
    by = surroundings(tx, site, CLOCK, now, zone=zone, enterprise=enterprise).occasion
    for no in caselist.running_of(tx, site, enterprise):
        casefile = cases.load(tx, no)
        mark = casefile.postponed
        if mark and (mark.event, mark.event_on) == (event.kind, event.on):
            perform(tx, "look-at-plan", no, actor=CLOCK, now=now, zone=zone, reason=reason)
            _mark(tx, casefile, CreditHistory(), by, zone)


def _mark(tx: Connection, casefile: CaseFile, before: CreditHistory, by: Occasion, zone: ZoneInfo) -> None:
    if moved := postponed(casefile, before, by.past, by.calendar, by.today):
        inputs = {"event": moved.event, "on": moved.event_on, "opens_on": moved.opens_on}
        perform(tx, "postpone-window", casefile.no, actor=CLOCK, now=by.now, zone=zone, inputs=inputs)


def _require(tx: Connection, site: str, enterprise: str, actor: Person) -> None:
    if not rights.may_read(actor, site):
        raise Missing(Reason("site_missing", {"code": site}))
    enterprises.get(tx, site, enterprise)
    if against := rights.may_at(actor, NAME, site):
        raise Refused(against)
