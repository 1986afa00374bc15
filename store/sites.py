"""Demonstration sites (示范点)."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, update

from models.people import Scope
from models.refusals import Missing, Reason, Refused
from store.inserts import put
from store.scopes import within
from store.tables import site as table


@dataclass(frozen=True, slots=True)
class Site:
    """One site; ``calendar`` is the key of its working calendar."""

    code: str
    name: str
    calendar: str = "cn"


_SITES = select(table.c.code, table.c.name, table.c.calendar)
_SITE = _SITES.where(table.c.code == bindparam("code"))


def add(tx: Connection, site: Site) -> None:
    """Add a site. Raises Refused when the code is taken."""
    values = {"code": site.code, "name": site.name, "calendar": site.calendar}
    if not put(tx, table, "code", values):
        raise Refused(Reason("site_exists", {"code": site.code}))


def change(tx: Connection, site: Site) -> None:
    """Give the site another name or calendar. Raises Missing."""
    changed = update(table).where(table.c.code == site.code).values(name=site.name, calendar=site.calendar)
    if not tx.execute(changed).rowcount:
        raise Missing(Reason("site_missing", {"code": site.code}))


def get(tx: Connection, code: str) -> Site:
    """The site. Raises Missing."""
    row = tx.execute(_SITE, {"code": code}).first()
    if row is None:
        raise Missing(Reason("site_missing", {"code": code}))
    return Site(*row)


def listing(tx: Connection, scope: Scope) -> list[Site]:
    """The sites of ``scope`` by code."""
    found = tx.execute(_SITES.where(within(table.c.code, scope)).order_by(table.c.code))
    return [Site(*row) for row in found]
