"""Enterprises (企业) as rosters bring them, and finding them again by name, pinyin, initials or code."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, insert, select, tuple_, update

from models.people import Scope
from models.refusals import Missing, Reason
from store.locks import lock
from store.pages import Page, page, read_cursor
from store.scopes import within
from store.search import matches, searchable
from store.tables import enterprise as table

_CENT = Decimal("0.0001")
_AT_ONCE = 1_000  # codes in one question: SQLite allows 32,766 values in a statement


@dataclass(frozen=True, slots=True)
class RosterRow:
    """What a roster says of one enterprise; None: it does not say, what we know stays. ``trade_volume`` is in 亿元."""

    uscc: str
    name: str
    customs_code: str | None = None
    credit_level: str | None = None
    industry: str | None = None
    trade_volume: Decimal | None = None
    contact: str | None = None
    phone: str | None = None
    email: str | None = None
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EnterpriseRecord:
    """One enterprise at one site, all we know of it."""

    site: str
    uscc: str
    name: str
    customs_code: str = ""
    credit_level: str = ""
    industry: str = ""
    trade_volume: Decimal | None = None
    contact: str = ""
    phone: str = ""
    email: str = ""
    extra: dict[str, Any] = field(default_factory=dict)


class Upserted(StrEnum):
    """What a roster row did."""

    NEW = "new"
    UPDATED = "updated"
    SAME = "same"


_FIELDS = tuple(one.name for one in fields(EnterpriseRecord))
_SAID = tuple(one.name for one in fields(RosterRow))
_ENTERPRISES = select(*(table.c[name] for name in _FIELDS))
_ENTERPRISE = _ENTERPRISES.where(table.c.site == bindparam("site"), table.c.uscc == bindparam("uscc"))
_CHANGE = update(table).where(table.c.site == bindparam("of_site"), table.c.uscc == bindparam("of_uscc"))


def upsert(tx: Connection, site: str, rows: Sequence[RosterRow], now: datetime) -> list[Upserted]:
    """Take a roster in; says of every row what it did. A later row for the same enterprise adds to the earlier."""
    lock(tx, f"roster {site}")
    stored = {one.uscc: one for one in _stored(tx, site, sorted({row.uscc for row in rows}))}
    known, done = dict(stored), []
    for row in rows:
        before = known.get(row.uscc)
        after = _merged(before or EnterpriseRecord(site, row.uscc, row.name), row)
        done.append(Upserted.NEW if before is None else Upserted.SAME if after == before else Upserted.UPDATED)
        known[row.uscc] = after
    _write(tx, stored, [one for one in known.values() if one != stored.get(one.uscc)], now)
    return done


def _stored(tx: Connection, site: str, usccs: Sequence[str]) -> Iterator[EnterpriseRecord]:
    for start in range(0, len(usccs), _AT_ONCE):
        some = usccs[start : start + _AT_ONCE]
        yield from _read(tx, _ENTERPRISES.where(table.c.site == site, table.c.uscc.in_(some)))


def get(tx: Connection, site: str, uscc: str) -> EnterpriseRecord:
    """The enterprise. Raises Missing."""
    found = _read(tx, _ENTERPRISE.params(site=site, uscc=uscc))
    if not found:
        raise Missing(Reason("enterprise_missing", {"site": site, "uscc": uscc}))
    return found[0]


def of_code(tx: Connection, scope: Scope, uscc: str) -> list[EnterpriseRecord]:
    """The enterprise at every site of ``scope`` that knows it."""
    statement = _ENTERPRISES.where(table.c.uscc == uscc, within(table.c.site, scope)).order_by(table.c.site)
    return _read(tx, statement)


def listing(
    tx: Connection, scope: Scope, *, search: str = "", cursor: str | None = None, limit: int = 50
) -> Page[EnterpriseRecord]:
    """The enterprises of ``scope`` by name, those that ``search`` finds."""
    order = (table.c.name, table.c.site, table.c.uscc)
    statement = _ENTERPRISES.where(within(table.c.site, scope)).order_by(*order).limit(limit + 1)
    if search.strip():
        statement = statement.where(matches(table.c.search, search))
    if cursor is not None:
        statement = statement.where(tuple_(*order) > read_cursor(cursor, str, str, str))
    return page(_read(tx, statement), limit, key=lambda one: (one.name, one.site, one.uscc))


def _merged(known: EnterpriseRecord, row: RosterRow) -> EnterpriseRecord:
    said = {name: getattr(row, name) for name in _SAID if getattr(row, name) is not None}
    if row.trade_volume is not None:
        said["trade_volume"] = row.trade_volume.quantize(_CENT)
    values = {name: getattr(known, name) for name in _FIELDS}
    return EnterpriseRecord(**values | said | {"extra": known.extra | row.extra})


def _write(tx: Connection, stored: dict[str, Any], changed: Iterable[EnterpriseRecord], now: datetime) -> None:
    values = [(one.uscc in stored, _values(one, now)) for one in changed]
    if new := [row for is_known, row in values if not is_known]:
        tx.execute(insert(table), new)
    if old := [row | {"of_site": row["site"], "of_uscc": row["uscc"]} for is_known, row in values if is_known]:
        tx.execute(_CHANGE, old)


def _values(one: EnterpriseRecord, now: datetime) -> dict[str, Any]:
    found_by = searchable(one.name, (one.uscc, one.customs_code))
    return {name: getattr(one, name) for name in _FIELDS} | {"search": found_by, "updated_at": now}


def _read(tx: Connection, statement: Select[Any]) -> list[EnterpriseRecord]:
    return [_record(row) for row in tx.execute(statement).mappings()]


def _record(row: RowMapping) -> EnterpriseRecord:
    return EnterpriseRecord(**{name: row[name] for name in _FIELDS})
