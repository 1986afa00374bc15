"""The register of qualifications: what was recorded, and what of it counts at a site."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, func, insert, or_, select, update

from models.people import Scope
from models.qualifications import Qualification, Register
from models.refusals import Missing, Reason
from store.scopes import within
from store.tables import person, qualification

_OWN = ("kind", "no", "valid_from", "valid_to", "id", "withdrawn_on")
_NAME = func.coalesce(person.c.name, qualification.c.name).label("name")
_REGISTER = (
    select(*(qualification.c[name] for name in (*_OWN, "site", "login")), _NAME)
    .join(person, person.c.login == qualification.c.login, isouter=True)
    .order_by(qualification.c.valid_to, qualification.c.id)
)
_AT_SITE = _REGISTER.where(or_(qualification.c.site == bindparam("at"), qualification.c.site.is_(None)))


def add(tx: Connection, one: Qualification, by: str, now: datetime) -> int:
    """Record one. Returns its id."""
    values = {name: getattr(one, name) for name in ("name", *_OWN) if name not in {"id", "withdrawn_on"}}
    values |= {"site": one.site or None, "login": one.login or None, "recorded_by": by, "recorded_at": now}
    return int(tx.execute(insert(qualification).values(**values).returning(qualification.c.id)).scalar_one())


def withdraw(tx: Connection, id: int, on: date, by: str, because: str) -> None:
    """It is valid no more from ``on`` on."""
    values = {"withdrawn_on": on, "withdrawn_by": by, "withdrawn_because": because}
    tx.execute(update(qualification).where(qualification.c.id == id).values(**values))


def get(tx: Connection, id: int) -> Qualification:
    """The one with this id. Raises Missing."""
    found = _read(tx, _REGISTER.where(qualification.c.id == id))
    if not found:
        raise Missing(Reason("qualification.missing", {"id": id}))
    return found[0]


def at_site(tx: Connection, site: str) -> Register:
    """Whatever counts at the site: its own, and what counts everywhere."""
    return _read(tx, _AT_SITE, {"at": site})


def listing(tx: Connection, scope: Scope, *, login: str = "") -> Register:
    """Those of the sites in ``scope``, or of one person there, the earliest to run out first."""
    statement = _REGISTER.where(within(qualification.c.site, scope))
    if login:
        statement = statement.where(and_(qualification.c.login == login))
    return _read(tx, statement)


def _read(tx: Connection, statement: Select[Any], given: dict[str, Any] | None = None) -> Register:
    return tuple(
        Qualification(**{**row, "site": row["site"] or "", "login": row["login"] or ""})
        for row in tx.execute(statement, given or {}).mappings()
    )
