"""Record what happened to an enterprise's credit (登记信用事件), or take back what was recorded by mistake.

Who may: coordinators and supervisors, for the enterprises of their site.
From where: an enterprise on the roster.
Needs: the kind, one that people record under the regime in force that day; the day, not ahead; a reason.
Changes: its level and its windows follow; nothing recorded before is changed, what is retracted stays and counts no more.
"""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from cases import rights
from cases.credit import recorded
from models.credit import CreditEvent
from models.definitions import RegimeDefinition
from models.moments import local_date
from models.people import Person
from models.refusals import Missing, Reason, Refused
from store import credit, definitions, enterprises

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
    credit.add(tx, site, enterprise, event, actor.login, now)
    return event


def retract_credit_event(
    tx: Connection, *, site: str, enterprise: str, event: int, reason: str, actor: Person, now: datetime
) -> None:
    """What was recorded under the id ``event`` does not count any more. Raises Missing, or Refused without a reason."""
    _require(tx, site, enterprise, actor)
    if not reason.strip():
        raise Refused(Reason("reason.missing", {"act": NAME}, "reason"))
    credit.retract(tx, site, enterprise, event, actor.login, now, reason.strip())


def _require(tx: Connection, site: str, enterprise: str, actor: Person) -> None:
    if not rights.may_read(actor, site):
        raise Missing(Reason("site_missing", {"code": site}))
    enterprises.get(tx, site, enterprise)
    if against := rights.may_at(actor, NAME, site):
        raise Refused(against)
