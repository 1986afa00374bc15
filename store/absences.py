"""Absences: who is away, when, and who stands in."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, insert, select, update

from models.absences import Absence
from models.people import Scope
from models.refusals import Missing, Reason
from store.scopes import within
from store.tables import absence, person

REMEMBERED = timedelta(days=100)  # as long as it may matter who stood in for whom
_FIELDS = tuple(Absence.__dataclass_fields__)
_ABSENCES = select(*(absence.c[name] for name in _FIELDS)).order_by(absence.c.id)


def add(tx: Connection, one: Absence, by: str, now: datetime) -> int:
    """Record an absence. Returns its id."""
    values = {name: getattr(one, name) for name in _FIELDS if name != "id"}
    recorded = insert(absence).values(**values, recorded_by=by, recorded_at=now).returning(absence.c.id)
    return int(tx.execute(recorded).scalar_one())


def end(tx: Connection, id: int, on: date, by: str) -> None:
    """The person is back from ``on`` on."""
    tx.execute(update(absence).where(absence.c.id == id).values(ended_on=on, ended_by=by))


def get(tx: Connection, id: int) -> Absence:
    """The absence. Raises Missing."""
    found = _read(tx, _ABSENCES.where(absence.c.id == id))
    if not found:
        raise Missing(Reason("absence.missing", {"id": id}))
    return found[0]


def recent(tx: Connection, today: date) -> list[Absence]:
    """Those that are not long over, in the order of recording."""
    return _read(tx, _ABSENCES.where(absence.c.last_on >= today - REMEMBERED))


def listing(tx: Connection, scope: Scope, today: date, *, login: str | None = None) -> list[Absence]:
    """Those still to come or not over, of the people of the sites in ``scope`` or of one person, the earliest first."""
    statement = _ABSENCES.join(person, person.c.login == absence.c.person).where(within(person.c.site, scope))
    if login is not None:
        statement = statement.where(absence.c.person == login)
    found = _read(tx, statement.where(absence.c.last_on >= today))
    return sorted((one for one in found if one.back_on > max(today, one.first_on)), key=lambda one: one.first_on)


def _read(tx: Connection, statement: Select[Any]) -> list[Absence]:
    rows: Sequence[Any] = tx.execute(statement).mappings().all()
    return [Absence(**{name: row[name] for name in _FIELDS}) for row in rows]
