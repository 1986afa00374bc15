"""Plans that wait for somebody's decision (待审批的方案)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, or_, select

from models.people import Scope
from store.scopes import within
from store.tables import case, enterprise


@dataclass(frozen=True, slots=True)
class Awaiting:
    """One case whose plan was submitted on ``since``."""

    no: str
    enterprise: str
    site: str
    revision: int
    since: date
    coordinator: str | None
    supervisor: str | None


def awaiting(tx: Connection, scope: Scope, supervisors: Iterable[str], *, nobodys: bool = False) -> list[Awaiting]:
    """The plans in ``scope`` that wait for one of these people, the longest first; with ``nobodys`` also those of cases that nobody
    supervises."""
    theirs = case.c.supervisor.in_(list(supervisors))
    asked = (
        select(
            case.c.no,
            enterprise.c.name,
            case.c.site,
            case.c.plan_revision,
            case.c.plan_since,
            case.c.coordinator,
            case.c.supervisor,
        )
        .join(enterprise, enterprise.c.id == case.c.enterprise_id)
        .where(
            case.c.plan_since.is_not(None),
            within(case.c.site, scope),
            or_(theirs, case.c.supervisor.is_(None)) if nobodys else theirs,
        )
        .order_by(case.c.plan_since, case.c.no)
    )
    return [Awaiting(*row) for row in tx.execute(asked)]
