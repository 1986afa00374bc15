"""Credit (信用) of enterprises: what cases told of it and what people recorded, read as one history.

What a case tells is written again with the case, so that it is never otherwise than its journal says; what people record is only
added to.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, insert, select, update

from models.casefile import CaseFile
from models.credit import Certificate, CreditEvent, CreditHistory
from models.people import Scope
from models.record import Record
from models.refusals import Missing, Reason
from store.scopes import within
from store.tables import case, certificate, credit_event, enterprise

_OF_ENTERPRISE = select(enterprise.c.id, enterprise.c.credit_level).where(
    enterprise.c.site == bindparam("site"), enterprise.c.uscc == bindparam("uscc")
)
_NO = case.c.no.label("case")
_CERTIFICATES = (
    select(certificate, _NO).join(case).where(certificate.c.enterprise_id == bindparam("of")).order_by(certificate.c.id)
)
_EVENTS = (
    select(credit_event, _NO)
    .join(case, isouter=True)
    .where(credit_event.c.enterprise_id == bindparam("of"), credit_event.c.retracted_at.is_(None))
    .order_by(credit_event.c.happened_on, credit_event.c.id)
)
_ENTERPRISE_OF = select(case.c.enterprise_id).where(case.c.id == bindparam("of_case"))


def history(tx: Connection, site: str, uscc: str) -> CreditHistory:
    """All that is known of the enterprise's credit; nothing of one that is on no roster there."""
    found = tx.execute(_OF_ENTERPRISE, {"site": site, "uscc": uscc}).first()
    if found is None:
        return CreditHistory()
    of = {"of": found.id}
    return CreditHistory(
        events=tuple(_event(row) for row in tx.execute(_EVENTS, of)),
        certificates=tuple(_certificate(row) for row in tx.execute(_CERTIFICATES, of)),
        reported=found.credit_level,
    )


@dataclass(frozen=True, slots=True)
class ToReview:
    """A certificate that comes up for re-review: whose it is, and the process that brought it."""

    site: str
    uscc: str
    process: str
    certificate: Certificate


def to_review(tx: Connection, until: date) -> list[ToReview]:
    """Every certificate whose re-review falls on ``until`` or earlier and that no case follows yet."""
    follower = case.alias()
    followed = select(follower.c.id).where(follower.c.origin == case.c.no).exists()
    wanted = (
        select(certificate, _NO, case.c.process, case.c.site, enterprise.c.uscc)
        .join(case, certificate.c.case_id == case.c.id)
        .join(enterprise, certificate.c.enterprise_id == enterprise.c.id)
        .where(certificate.c.review_on <= until, ~followed)
        .order_by(certificate.c.review_on, certificate.c.id)
    )
    return [ToReview(row.site, row.uscc, row.process, _certificate(row)) for row in tx.execute(wanted)]


def ever_had(tx: Connection, kinds: Collection[str]) -> list[tuple[str, str]]:
    """Site and code of every enterprise of which one of these kinds was ever told, also one that was taken back since."""
    wanted = (
        select(enterprise.c.site, enterprise.c.uscc)
        .join(credit_event, credit_event.c.enterprise_id == enterprise.c.id)
        .where(credit_event.c.kind.in_(kinds))
        .distinct()
        .order_by(enterprise.c.site, enterprise.c.uscc)
    )
    return [(row.site, row.uscc) for row in tx.execute(wanted)]


def certified_and_touched(tx: Connection, scope: Scope) -> list[tuple[str, str, str]]:
    """Site, code and name of every enterprise that was ever certified and of which people recorded something that counts."""
    told = select(credit_event.c.id).where(
        credit_event.c.enterprise_id == enterprise.c.id,
        credit_event.c.case_id.is_(None),
        credit_event.c.retracted_at.is_(None),
    )
    wanted = (
        select(enterprise.c.site, enterprise.c.uscc, enterprise.c.name)
        .where(within(enterprise.c.site, scope), told.exists())
        .where(select(certificate.c.id).where(certificate.c.enterprise_id == enterprise.c.id).exists())
        .order_by(enterprise.c.site, enterprise.c.uscc)
    )
    return [(row.site, row.uscc, row.name) for row in tx.execute(wanted)]


def add(tx: Connection, site: str, uscc: str, event: CreditEvent, by: str, now: datetime) -> None:
    """Write down what ``by`` recorded of the enterprise."""
    enterprise_id = tx.execute(_OF_ENTERPRISE, {"site": site, "uscc": uscc}).scalar_one()
    tx.execute(insert(credit_event), [_event_row(event, enterprise_id, None, by, now)])


def retract(tx: Connection, site: str, uscc: str, event_id: int, by: str, now: datetime, because: str) -> None:
    """What somebody recorded does not count any more. Raises Missing for anything else, and for what is retracted already."""
    enterprise_id = tx.execute(_OF_ENTERPRISE, {"site": site, "uscc": uscc}).scalar_one_or_none()
    by_hand = and_(credit_event.c.enterprise_id == enterprise_id, credit_event.c.case_id.is_(None))
    done = tx.execute(
        update(credit_event)
        .where(credit_event.c.id == event_id, by_hand, credit_event.c.retracted_at.is_(None))
        .values(retracted_by=by, retracted_at=now, retracted_because=because)
    )
    if done.rowcount != 1:
        raise Missing(Reason("credit_event.missing", {"id": event_id}))


def write(tx: Connection, case_id: int, before: CaseFile | None, after: CaseFile, record: Record) -> None:
    """What the case tells of its enterprise's credit, as far as the act changed it."""
    if after.certificate == (before.certificate if before else None) and after.credit == (
        before.credit if before else ()
    ):
        return
    of = tx.execute(_ENTERPRISE_OF, {"of_case": case_id}).scalar_one()
    for table in (certificate, credit_event):
        tx.execute(delete(table).where(table.c.case_id == case_id))
    if after.certificate:
        tx.execute(insert(certificate), [_certificate_row(after.certificate, of, case_id)])
    if after.credit:
        rows = [_event_row(one, of, case_id, record.actor, record.at) for one in after.credit]
        tx.execute(insert(credit_event), rows)


def _event_row(one: CreditEvent, enterprise_id: int, case_id: int | None, by: str, now: datetime) -> dict[str, Any]:
    return {
        "enterprise_id": enterprise_id,
        "case_id": case_id,
        "kind": one.kind,
        "happened_on": one.on,
        "regime": one.regime,
        "level": one.level,
        "text": one.text,
        "ending": one.ending,
        "recorded_by": by,
        "recorded_at": now,
        "retracted_by": "",
        "retracted_because": "",
    }


def _certificate_row(one: Certificate, enterprise_id: int, case_id: int) -> dict[str, Any]:
    names = ("no", "level", "regime", "event", "valid_from", "review_on", "scope", "renews")
    said = {name: getattr(one, name) for name in names}
    return {**said, "papers": list(one.papers), "enterprise_id": enterprise_id, "case_id": case_id}


def _event(row: Any) -> CreditEvent:
    by_hand = 0 if row.case else row.id
    return CreditEvent(
        row.kind, row.happened_on, row.regime, row.level, row.case or "", row.text, row.ending, id=by_hand
    )


def _certificate(row: Any) -> Certificate:
    return Certificate(
        no=row.no,
        level=row.level,
        regime=row.regime,
        valid_from=row.valid_from,
        event=row.event,
        review_on=row.review_on,
        scope=row.scope,
        case=row.case,
        papers=tuple(row.papers),
        renews=row.renews,
    )
