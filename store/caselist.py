"""The list of cases: filtered, searched, in pages."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Unpack

from sqlalchemy import Connection, RowMapping, Select, func, literal_column, or_, select

from models.people import Scope
from models.vocabulary import CaseStatus, Priority
from store.lateness import LIVE, NOT_CLOSED, case_is_late
from store.narrowing import Filters, conditions
from store.pages import Page, page, read_cursor
from store.scopes import within
from store.tables import case, enterprise, step


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case in a list. ``holder`` has had it since ``holder_since``, nobody one that is closed. ``due_on`` is the earliest date
    of its live steps that runs, ``is_late`` holds for the day asked."""

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
    holder: str
    holder_since: date | None
    due_on: date | None
    is_late: bool


_NAMES = tuple(one.name for one in fields(CaseLine))
_COLUMNS = tuple(name for name in _NAMES if name not in {"uscc", "enterprise", "due_on", "is_late"})
_DUE_ON = select(func.min(step.c.late_after)).where(step.c.case_id == case.c.id, LIVE).scalar_subquery()

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
    return [line_of(row) for row in tx.execute(statement).mappings()]


def line_of(row: RowMapping) -> CaseLine:
    """One of the rows such a statement finds, which may have more columns besides."""
    return CaseLine(**{name: row[name] for name in _NAMES})


def listing(
    tx: Connection,
    scope: Scope,
    today: date,
    *,
    cursor: str | None = None,
    limit: int = 50,
    **filters: Unpack[Filters],
) -> Page[CaseLine]:
    """The cases of ``scope`` that fit every filter given, the newest first."""
    statement = lines(today).where(*conditions(scope, today, **filters))
    if cursor is not None:
        statement = statement.where(case.c.id < read_cursor(cursor, int)[0])
    found = read(tx, statement.order_by(case.c.id.desc()).limit(limit + 1))
    return page(found, limit, key=lambda one: (one.id,))


def count(tx: Connection, scope: Scope, today: date, **filters: Unpack[Filters]) -> int:
    """How many cases of ``scope`` fit every filter given."""
    needs_enterprise = filters.get("uscc") is not None or filters.get("search", "").strip()
    joined = select(func.count()).select_from(case.join(enterprise) if needs_enterprise else case)
    return int(tx.execute(joined.where(*conditions(scope, today, **filters))).scalar_one())


def running(tx: Connection, scope: Scope, usccs: Collection[str]) -> set[tuple[str, str, str]]:
    """The site, enterprise and process of every case that is not closed, of these enterprises."""
    columns = select(case.c.site, enterprise.c.uscc, case.c.process).join(enterprise)
    found = columns.where(within(case.c.site, scope), NOT_CLOSED, enterprise.c.uscc.in_(usccs))
    return {(site, uscc, process) for site, uscc, process in tx.execute(found)}


def running_of(tx: Connection, site: str, uscc: str) -> list[str]:
    """The numbers of the cases of one enterprise that are not closed, the first one first."""
    of_enterprise = (case.c.site == site, enterprise.c.uscc == uscc)
    return list(
        tx.execute(select(case.c.no).join(enterprise).where(*of_enterprise, NOT_CLOSED).order_by(case.c.id)).scalars()
    )


def newest_of(tx: Connection, site: str, uscc: str) -> str | None:
    """The number of the case of one enterprise that was opened last, open or not."""
    of_enterprise = (case.c.site == site, enterprise.c.uscc == uscc)
    return tx.execute(select(case.c.no).join(enterprise).where(*of_enterprise).order_by(case.c.id.desc())).scalar()


def with_place(tx: Connection, login: str) -> set[tuple[str, str]]:
    """The enterprises, each by its site and code, of which somebody coordinates, liaises or supervises a case, or did when it was
    closed."""
    places = or_(case.c.coordinator == login, case.c.liaison == login, case.c.supervisor == login)
    found = select(case.c.site, enterprise.c.uscc).join(enterprise).where(places).distinct()
    return {(site, uscc) for site, uscc in tx.execute(found)}


def open_by(tx: Connection, scope: Scope, column: str) -> dict[str, int]:
    """How many open cases there are by what stands in a column: ``site`` or ``holder``."""
    of = case.c[column]
    counted = select(of, func.count()).where(within(case.c.site, scope), NOT_CLOSED).group_by(of)
    return {str(key): int(count) for key, count in tx.execute(counted)}


def followers(tx: Connection, no: str) -> list[str]:
    """The numbers of the cases that follow this one, the first one first."""
    follows = (case.c.origin == no, case.c.origin != literal_column("''"))  # said so that the partial index is used
    return list(tx.execute(select(case.c.no).where(*follows).order_by(case.c.id)).scalars())


def with_duties(tx: Connection, day: date) -> list[str]:
    """The numbers of the open cases in which a duty that recurs begins, or is missed, by ``day``."""
    wanted = select(case.c.no).where(case.c.next_duty_on <= day, case.c.status == CaseStatus.OPEN)
    return list(tx.execute(wanted.order_by(case.c.next_duty_on, case.c.no)).scalars())


def open_numbers(tx: Connection) -> list[str]:
    """The numbers of all cases that are not closed, at every site."""
    return list(tx.execute(_OPEN_NUMBERS).scalars())
