"""Mutes: what is not reminded of for a while."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, insert, select, update

from models.mutes import Mute, MuteOn
from models.people import EVERYWHERE, Scope
from models.refusals import Missing, Reason
from store.scopes import within
from store.tables import case, enterprise, mute

_FIELDS = ("id", "on", "site", "name", "step", "until", "reason", "by")
_MUTES = select(*(mute.c[name] for name in _FIELDS)).where(mute.c.lifted_at.is_(None)).order_by(mute.c.until, mute.c.id)


def add(tx: Connection, one: Mute, now: datetime) -> int:
    """Write a mute down. Returns its id."""
    values = {name: getattr(one, name) for name in _FIELDS if name != "id"}
    return int(tx.execute(insert(mute).values(**values, at=now).returning(mute.c.id)).scalar_one())


def lift(tx: Connection, id: int, by: str, now: datetime) -> None:
    """Take a mute back."""
    tx.execute(update(mute).where(mute.c.id == id).values(lifted_by=by, lifted_at=now))


def get(tx: Connection, id: int, today: date) -> Mute:
    """The mute, if it is in force. Raises Missing."""
    found = _read(tx, _MUTES.where(mute.c.id == id, mute.c.until >= today))
    if not found:
        raise Missing(Reason("mute.missing", {"id": id}))
    return found[0]


def in_force(tx: Connection, today: date, scope: Scope = EVERYWHERE) -> list[Mute]:
    """Those of the sites in ``scope`` that hold on ``today`` and after, the first to end first."""
    return _read(tx, _MUTES.where(mute.c.until >= today, within(mute.c.site, scope)))


def _read(tx: Connection, statement: Select[Any]) -> list[Mute]:
    rows = tx.execute(statement).mappings().all()
    of_enterprise = _cases(tx, [row for row in rows if row["on"] is MuteOn.ENTERPRISE])
    return [_mute(row, of_enterprise) for row in rows]


def _cases(tx: Connection, rows: Iterable[RowMapping]) -> dict[tuple[str, str], set[str]]:
    """The cases of the enterprises, by site and credit code."""
    codes = {row["name"] for row in rows}
    if not codes:
        return {}
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    theirs = select(enterprise.c.site, enterprise.c.uscc, case.c.no).join(case).where(enterprise.c.uscc.in_(codes))
    for site, uscc, no in tx.execute(theirs):
        found[site, uscc].add(no)
    return found


def _mute(row: RowMapping, of_enterprise: dict[tuple[str, str], set[str]]) -> Mute:
    numbers = of_enterprise.get((row["site"], row["name"]), set()) if row["on"] is MuteOn.ENTERPRISE else {row["name"]}
    return Mute(**{name: row[name] for name in _FIELDS}, cases=frozenset(numbers - {""}))
