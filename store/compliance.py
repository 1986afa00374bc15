"""Steps that were done and had a date, month by month: in time or late, and who had to do them."""

from dataclasses import dataclass
from datetime import date
from typing import Unpack

from sqlalchemy import Connection, String, cast, func, literal_column, or_, select, tuple_

from models.people import Scope
from store.narrowing import Filters, conditions
from store.pages import Page, page, read_cursor
from store.tables import case, enterprise, step

_DONE = step.c.state == literal_column("'done'")  # said so that the partial index of what was done is used
_DATED = or_(step.c.due_on.is_not(None), step.c.statutory_due_on.is_not(None))
_LATE = or_(
    func.coalesce(step.c.closed_on > step.c.due_on, literal_column("false")),
    func.coalesce(step.c.closed_on > step.c.statutory_due_on, literal_column("false")),
)
_MONTH = func.substr(cast(step.c.closed_on, String), 1, 7)
_SHOWN = select(
    *(step.c[name] for name in ("id", "of", "title", "holder", "due_on", "statutory_due_on", "closed_on")),
    *(case.c[name] for name in ("no", "process_hash", "coordinator")),
    enterprise.c.name.label("enterprise"),
    _LATE.label("late"),
).select_from(step.join(case).join(enterprise))


@dataclass(frozen=True, slots=True)
class Kept:
    """Of the steps with a date that ``holder`` had and that were done in ``month`` (``2026-10``): how many, and how many late."""

    month: str
    holder: str
    count: int
    late: int


@dataclass(frozen=True, slots=True)
class DoneStep:
    """One step that was done, with its case."""

    id: int
    no: str
    enterprise: str
    process_hash: str
    of: str
    title: str
    holder: str
    coordinator: str | None
    due_on: date | None
    statutory_due_on: date | None
    closed_on: date
    late: bool


def by_month(
    tx: Connection, scope: Scope, today: date, first: date, last: date, **filters: Unpack[Filters]
) -> list[Kept]:
    """What was done from ``first`` to ``last``, both inclusive, in no order."""
    group = (_MONTH, step.c.holder)
    counted = select(*group, func.count(), func.count().filter(_LATE))
    cases = select(case.c.id).where(*conditions(scope, today, **filters))
    wanted = (_DONE, _DATED, step.c.closed_on.between(first, last), step.c.case_id.in_(cases))
    return [Kept(*row) for row in tx.execute(counted.where(*wanted).group_by(*group))]


def done_steps(
    tx: Connection,
    scope: Scope,
    today: date,
    first: date,
    last: date,
    *,
    had_by: str | None = None,
    late: bool | None = None,
    cursor: str | None = None,
    limit: int = 50,
    **filters: Unpack[Filters],
) -> Page[DoneStep]:
    """The steps behind the numbers of `by_month`, those done last first."""
    wanted = [_DONE, _DATED, step.c.closed_on.between(first, last), *conditions(scope, today, **filters)]
    wanted += [step.c.holder == had_by] if had_by is not None else []
    wanted += [_LATE if late else ~_LATE] if late is not None else []
    if cursor is not None:
        day, id = read_cursor(cursor, str, int)
        wanted.append(tuple_(step.c.closed_on, step.c.id) < (date.fromisoformat(day), id))
    shown = _SHOWN.where(*wanted).order_by(step.c.closed_on.desc(), step.c.id.desc()).limit(limit + 1)
    found = [DoneStep(**row) for row in tx.execute(shown).mappings()]
    return page(found, limit, key=lambda one: (str(one.closed_on), one.id))
