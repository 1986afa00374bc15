"""The list of cases: filtered, searched, in pages."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select

from models.people import Scope
from models.vocabulary import CaseStatus, Priority
from store.lateness import LIVE, NOT_CLOSED, case_is_late
from store.pages import Page, page, read_cursor
from store.scopes import within
from store.search import matches
from store.tables import case, enterprise, step


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case in a list. ``due_on`` is the earliest date of its live steps, ``is_late`` holds for the day asked."""

    id: int
    no: str
    site: str
    uscc: str
    enterprise: str
    process: str
    process_hash: str
    regime: str
    stage: str
    round: int
    status: CaseStatus
    version: int
    coordinator: str | None
    supervisor: str | None
    opened_on: date
    stage_entered_on: date
    stage_due_on: date | None
    closed_on: date | None
    outcome: str
    priority: Priority
    agenda_since: date | None
    moved_on: date | None
    due_on: date | None
    is_late: bool


_COLUMNS = tuple(one.name for one in fields(CaseLine) if one.name not in {"uscc", "enterprise", "due_on", "is_late"})
_DUE_ON = (
    select(func.min(func.coalesce(step.c.due_on, step.c.statutory_due_on)))
    .where(step.c.case_id == case.c.id, LIVE, step.c.paused_on.is_(None))
    .scalar_subquery()
)

_OPEN_NUMBERS = select(case.c.no).where(NOT_CLOSED).order_by(case.c.id)


def lines(today: date) -> Select[Any]:
    """The statement all lists of cases are made from."""
    return select(
        *(case.c[name] for name in _COLUMNS),
        enterprise.c.uscc,
        enterprise.c.name.label("enterprise"),
        _DUE_ON.label("due_on"),
        case_is_late(today).label("is_late"),
    ).join(enterprise)


def read(tx: Connection, statement: Select[Any]) -> list[CaseLine]:
    """The lines a statement made from `lines` finds."""
    names = [one.name for one in fields(CaseLine)]
    return [CaseLine(**{name: row[name] for name in names}) for row in tx.execute(statement).mappings()]


def listing(
    tx: Connection,
    scope: Scope,
    today: date,
    *,
    site: str | None = None,
    stage: str | None = None,
    coordinator: str | None = None,
    uscc: str | None = None,
    status: CaseStatus | None = None,
    is_closed: bool | None = None,
    is_late: bool | None = None,
    search: str = "",
    cursor: str | None = None,
    limit: int = 50,
) -> Page[CaseLine]:
    """The cases of ``scope`` that fit every filter given, the newest first."""
    statement = lines(today).where(within(case.c.site, scope)).order_by(case.c.id.desc()).limit(limit + 1)
    equal = {"site": site, "stage": stage, "coordinator": coordinator, "status": status}
    wanted = [case.c[name] == value for name, value in equal.items() if value is not None]
    if uscc is not None:
        wanted.append(enterprise.c.uscc == uscc)
    if is_closed is not None:
        wanted.append(~NOT_CLOSED if is_closed else NOT_CLOSED)
    if is_late is not None:
        wanted.append(case_is_late(today) if is_late else ~case_is_late(today))
    if search.strip():
        by_no = case.c.no.contains(search.strip().upper(), autoescape=True)
        wanted.append(or_(matches(enterprise.c.search, search), by_no))
    if cursor is not None:
        wanted.append(case.c.id < read_cursor(cursor, int)[0])
    return page(read(tx, statement.where(*wanted)), limit, key=lambda one: (one.id,))


def open_numbers(tx: Connection) -> list[str]:
    """The numbers of all cases that are not closed, at every site."""
    return list(tx.execute(_OPEN_NUMBERS).scalars())
