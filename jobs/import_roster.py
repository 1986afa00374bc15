"""Taking an enterprise roster in: the good rows in one transaction, every rejected row with its reasons."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from cases import rights
from documents import headers, roster
from documents.roster import Entry, Roster
from models.people import Person
from models.refusals import Missing, Reason, Refused
from store import definitions, enterprises, sites
from store.database import Database
from store.enterprises import RosterRow

REJECTED = "rejected"
UNWRITTEN = "unwritten"


@dataclass(frozen=True, slots=True)
class RowReport:
    """What became of one row: new, updated, same, rejected, or unwritten: good, but refused with others.

    ``field`` is the first column that ``why`` speaks of, ``fields`` those of all reasons in turn.
    """

    row: int
    status: str
    field: str = ""
    why: tuple[Reason, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RosterReport:
    """What became of a roster, in the order of its rows."""

    rows: tuple[RowReport, ...]
    unknown_columns: tuple[str, ...] = ()

    @property
    def new(self) -> int:
        """Enterprises not known before."""
        return self._count("new")

    @property
    def updated(self) -> int:
        """Enterprises of which something changed."""
        return self._count("updated")

    @property
    def same(self) -> int:
        """Enterprises of which nothing changed."""
        return self._count("same")

    @property
    def rejected(self) -> int:
        """Rows that could not be taken."""
        return self._count(REJECTED)

    def _count(self, status: str) -> int:
        return Counter(row.status for row in self.rows)[status]


class RosterRefused(Refused):
    """With ``strict``, a rejected row refuses the roster; ``report`` tells the rows, none of them written."""

    def __init__(self, report: RosterReport) -> None:
        rows = (row if row.status == REJECTED else replace(row, status=UNWRITTEN) for row in report.rows)
        self.report = replace(report, rows=tuple(rows))
        super().__init__(*(reason for row in report.rows if row.status == REJECTED for reason in row.why))


class _Undo(Exception):
    """Leaves a transaction without a trace."""


def import_roster(
    database: Database,
    content: bytes,
    *,
    site: str,
    actor: Person,
    now: datetime,
    name: str = "",
    dry_run: bool = False,
    strict: bool = False,
) -> RosterReport:
    """Take the roster in for ``site``. Raises Missing for the site, Invalid for an unreadable file, Refused for those who may
    not, and if strict for any rejected row."""
    _require_right(database, actor, site)
    read = roster.read(content, name=name)
    report = RosterReport(())
    try:
        with database.writing() as tx:
            report = _take_in(tx, read, site, now)
            if strict and report.rejected:
                raise RosterRefused(report)
            if dry_run:
                raise _Undo
    except _Undo:
        pass
    return report


def _require_right(database: Database, actor: Person, site: str) -> None:
    with database.reading() as tx:
        sites.get(tx, site)
    if not rights.may_read(actor, site):
        raise Missing(Reason("site_missing", {"code": site}))
    if refusal := rights.may_at(actor, "import-roster", site):
        raise Refused(refusal)


def _take_in(tx: Connection, read: Roster, site: str, now: datetime) -> RosterReport:
    levels = _levels(tx)
    entries = [_with_level(entry, levels) for entry in read.entries]
    done = enterprises.upsert(tx, site, [_row(entry) for entry in entries], now)
    taken = [RowReport(entry.row, str(did), *_remark(entry, levels)) for entry, did in zip(entries, done, strict=True)]
    rows = sorted([*taken, *_rejected(read)], key=lambda row: row.row)
    return RosterReport(tuple(rows), read.unknown_columns)


def _rejected(read: Roster) -> Iterator[RowReport]:
    for row in read.rejected:
        columns, why = zip(*row.why, strict=True)
        yield RowReport(row.row, REJECTED, columns[0], why, columns)


def _row(entry: Entry) -> RosterRow:
    """An empty cell says nothing: what is known stays."""
    return RosterRow(
        uscc=entry.uscc,
        name=entry.name,
        customs_code=entry.customs_code or None,
        credit_level=entry.credit_level or None,
        industry=entry.industry or None,
        trade_volume=entry.trade_volume,
        contact=entry.contact or None,
        phone=entry.phone or None,
        email=entry.email or None,
        extra=dict(entry.extra),
    )


def _levels(tx: Connection) -> dict[str, str]:
    """Credit levels by code and by the titles the regimes give them."""
    levels = [level for regime in definitions.rulebook(tx).regimes.values() for level in regime.levels]
    return {
        headers.plain(name): level.code for level in levels for name in (level.code, level.title.zh, level.title.en)
    }


def _with_level(entry: Entry, levels: dict[str, str]) -> Entry:
    return replace(entry, credit_level=levels.get(headers.plain(entry.credit_level), entry.credit_level))


def _remark(entry: Entry, levels: dict[str, str]) -> tuple[str, tuple[Reason, ...]]:
    """A credit level nobody knows is kept as typed, and said."""
    if not entry.credit_level or entry.credit_level in levels.values():
        return "", ()
    unknown = Reason("credit_level_unknown", {"value": entry.credit_level}, where=str(entry.row))
    return roster.TITLES["credit_level"], (unknown,)
