"""Visits and events: keeping them, finding them by day, and how often each enterprise was turned to."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select, update

from models.engagements import Engagement, EngagementState, Photo
from models.people import Scope
from models.refusals import Missing, Reason
from models.vocabulary import ENTERPRISE
from store.scopes import within
from store.tables import case, engagement, engagement_enterprise, enterprise, step

_COLUMNS = tuple(one.name for one in fields(Engagement) if one.name != "enterprises")
_ENGAGEMENTS = select(*(engagement.c[name] for name in _COLUMNS)).order_by(engagement.c.starts_at, engagement.c.id)
_TURNED_TO = (
    select(engagement_enterprise.c.engagement_id, enterprise.c.uscc)
    .join(enterprise)
    .order_by(enterprise.c.name, enterprise.c.uscc)
)


def add(tx: Connection, one: Engagement, now: datetime) -> int:
    """Keep a new one. Returns its id."""
    made = insert(engagement).values(**_values(one), recorded_at=now).returning(engagement.c.id)
    id = int(tx.execute(made).scalar_one())
    known = select(enterprise.c.id).where(enterprise.c.site == one.site, enterprise.c.uscc.in_(one.enterprises))
    rows = [{"engagement_id": id, "enterprise_id": of} for of in tx.execute(known).scalars()]
    tx.execute(insert(engagement_enterprise), rows)
    return id


def write(tx: Connection, one: Engagement) -> None:
    """As it stands now; whom it turned to stays."""
    tx.execute(update(engagement).where(engagement.c.id == one.id).values(**_values(one)))


def hold(tx: Connection, id: int) -> Engagement:
    """The one with this id, which nobody else changes before the transaction ends. Raises Missing."""
    tx.execute(select(engagement.c.id).where(engagement.c.id == id).with_for_update())
    return get(tx, id)


def get(tx: Connection, id: int) -> Engagement:
    """The one with this id. Raises Missing."""
    found = _read(tx, _ENGAGEMENTS.where(engagement.c.id == id))
    if not found:
        raise Missing(Reason("engagement.missing", {"id": id}))
    return found[0]


def between(tx: Connection, scope: Scope, first: datetime, last: datetime) -> list[Engagement]:
    """Those of ``scope`` from ``first`` on and before ``last``, in the order of their beginning."""
    span = (engagement.c.starts_at >= first, engagement.c.starts_at < last)
    return _read(tx, _ENGAGEMENTS.where(within(engagement.c.site, scope), *span))


def of_enterprise(tx: Connection, scope: Scope, uscc: str, limit: int = 20) -> list[Engagement]:
    """The last ones that turned to an enterprise, the newest first."""
    turned = select(engagement_enterprise.c.engagement_id).join(enterprise).where(enterprise.c.uscc == uscc)
    wanted = _ENGAGEMENTS.where(within(engagement.c.site, scope), engagement.c.id.in_(turned))
    return _read(tx, wanted.order_by(None).order_by(engagement.c.starts_at.desc(), engagement.c.id.desc()).limit(limit))


def contacts(
    tx: Connection, site: str, usccs: Collection[str], first: datetime, last: datetime, days: tuple[date, date]
) -> Mapping[str, int]:
    """How often each of these enterprises is turned to from ``first`` on and before ``last``, which are ``days``, both inclusive:
    by visits and events, called off ones apart, and by questions asked in steps of its cases that still wait."""
    met = (
        select(enterprise.c.uscc, func.count())
        .select_from(engagement_enterprise.join(enterprise).join(engagement))
        .where(enterprise.c.site == site, enterprise.c.uscc.in_(usccs), engagement.c.state != EngagementState.CANCELLED)
        .where(engagement.c.starts_at >= first, engagement.c.starts_at < last)
        .group_by(enterprise.c.uscc)
    )
    asked_on = step.c.detail["question"]["asked_on"].as_string()
    asked = (
        select(enterprise.c.uscc, func.count())
        .select_from(
            step.join(case, step.c.case_id == case.c.id).join(enterprise, case.c.enterprise_id == enterprise.c.id)
        )
        .where(case.c.site == site, enterprise.c.uscc.in_(usccs), step.c.holder == ENTERPRISE)
        .where(asked_on >= days[0].isoformat(), asked_on <= days[1].isoformat())
        .group_by(enterprise.c.uscc)
    )
    total: Counter[str] = Counter()
    for statement in (met, asked):
        for uscc, count in tx.execute(statement):
            total[uscc] += int(count)
    return total


def _values(one: Engagement) -> dict[str, Any]:
    values = {name: getattr(one, name) for name in _COLUMNS if name != "id"}
    return values | {"people": list(one.people), "photos": [asdict(photo) for photo in one.photos]}


def _read(tx: Connection, statement: Select[Any]) -> list[Engagement]:
    rows = tx.execute(statement).mappings().all()
    turned_to = _turned_to(tx, [row["id"] for row in rows])
    return [_made(row, turned_to.get(row["id"], ())) for row in rows]


def _made(row: Any, usccs: Iterable[str]) -> Engagement:
    photos = tuple(Photo(**photo) for photo in row["photos"])
    return Engagement(**{**row, "people": tuple(row["people"]), "photos": photos}, enterprises=tuple(usccs))


def _turned_to(tx: Connection, ids: Collection[int]) -> Mapping[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for id, uscc in tx.execute(_TURNED_TO.where(engagement_enterprise.c.engagement_id.in_(ids))):
        found[id] = (*found.get(id, ()), uscc)
    return found
