"""Copying a whole database into an empty one, of the same kind or the other: all of it, proven row by row, or nothing.

What the source holds at one moment is copied in one transaction of the target. Reading both ends gives the same rows if their
counts and hashes agree: a hash adds up the rows', since the two kinds of database put texts in different orders.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Column, Connection, RowMapping, Table, bindparam, func, insert, inspect, select, update
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from models.refusals import Invalid, Missing, Reason, Refused
from models.tables import metadata
from store import instance, journal, schema, snapshot
from store.database import Database

BATCH = 1000
COPIED = "copied"  # why delivery is held
_WIDTH = 1 << 256
Tell = Callable[[str, int], None]
"""Told the table and how many of its rows are done since the last time."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a table holds: how many rows, and the sum of their hashes."""

    rows: int
    hash: str


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied, by table, and the schema both have."""

    schema: str
    tables: Mapping[str, Content]


def copy(source: Database, target: Database, *, marker: str, tell: Tell) -> Copied:
    """Copy ``source`` into ``target``, which then is an installation of its own, whose delivery is held until it is released.

    1. Refuse a source that is not there or not at the program's schema, and a target that holds anything.
    2. Give the target the schema; this stays, whatever happens then.
    3. Table by table, what others refer to first; then the next free numbers.
    4. Read it back: counts, hashes, the journal's chains. Raises Refused, and nothing was copied, if anything differs.
    5. The new marker, delivery held.
    """
    _require_whole(source)
    _require_empty(target)
    target.upgrade()
    with source.reading() as origin, target.writing() as tx:
        _take_time(origin, tx)
        tables = {table.name: _copy(origin, tx, table, tell) for table in metadata.sorted_tables}
        for table in metadata.sorted_tables:
            _number_on(tx, table)
        _verify(tx, tables)
        instance.begin(tx, marker)
        instance.mark(tx, marker)
        instance.hold(tx, COPIED)
    return Copied(schema.head(), tables)


def count(source: Database) -> int:
    """How many rows there are to copy. Raises Missing or Unavailable as `copy` does."""
    _require_whole(source)
    with source.reading() as tx:
        return sum(snapshot.counts(tx).values())


def content(tx: Connection, table: Table) -> Content:
    """What ``table`` holds."""
    rows = total = 0
    for row in _rows(tx, table):
        rows, total = rows + 1, (total + _hash(row)) % _WIDTH
    return Content(rows, f"{total:064x}")


def _require_whole(source: Database) -> None:
    if not source.exists:
        raise Missing(Reason("copy_no_source", {"database": _name(source)}))
    source.check()


def _require_empty(target: Database) -> None:
    """What an earlier copy left behind that failed, tables without rows, is as good as nothing."""
    if not target.exists:
        return
    with target.reading() as tx:
        tables = set(inspect(tx).get_table_names())
        made = schema.version(tx) == schema.head()
        if tables and not (made and not any(snapshot.counts(tx).values())):
            raise Refused(Reason("copy_not_empty", {"database": _name(target)}))


def _name(database: Database) -> str:
    return database.url.render_as_string(hide_password=True)


def _take_time(*transactions: Connection) -> None:
    """One end waits for the other, and a large table takes its time."""
    for tx in transactions:
        if tx.dialect.name == "postgresql":
            for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
                tx.exec_driver_sql(f"SET LOCAL {limit} = 0")


def _copy(origin: Connection, tx: Connection, table: Table, tell: Tell) -> Content:
    """Rows that refer to rows of the same table learn it when all are there."""
    inner = [column for column in table.columns if any(key.column.table is table for key in column.foreign_keys)]
    rows = total = 0
    for batch in _batches(origin, table):
        total = (total + sum(map(_hash, batch))) % _WIDTH
        _insert(tx, table, [{**row, **{column.name: None for column in inner}} for row in batch])
        rows += len(batch)
        tell(table.name, len(batch))
    for column in inner:
        _refer(origin, tx, table, column)
    return Content(rows, f"{total:064x}")


def _insert(tx: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    try:
        tx.execute(insert(table), rows)
    except (DataError, IntegrityError, ValueError) as error:  # a text that only the other kind of database keeps
        why = str(error.orig if isinstance(error, DBAPIError) else error).splitlines()[0]
        raise Invalid(Reason("copy_unfit", {"table": table.name, "why": why}, where=table.name)) from error


def _refer(origin: Connection, tx: Connection, table: Table, column: Column[Any]) -> None:
    keys = list(table.primary_key.columns)
    statement = update(table).values({column.name: bindparam("to")})
    statement = statement.where(*(key == bindparam(f"of_{key.name}") for key in keys))
    for row in origin.execute(select(*keys, column.label("to")).where(column.is_not(None))).mappings().all():
        tx.execute(statement, {"to": row["to"], **{f"of_{key.name}": row[key.name] for key in keys}})


def _number_on(tx: Connection, table: Table) -> None:
    """PostgreSQL counts by itself and must be told where to go on; SQLite goes on after the last."""
    key = table.autoincrement_column
    if key is None or tx.dialect.name != "postgresql":
        return
    sequence = func.pg_get_serial_sequence(f'"{table.name}"', key.name)
    if tx.execute(select(sequence)).scalar() and (last := tx.execute(select(func.max(key))).scalar()):
        tx.execute(select(func.setval(sequence, last)))


def _verify(tx: Connection, wanted: Mapping[str, Content]) -> None:
    differing = [table.name for table in metadata.sorted_tables if content(tx, table) != wanted[table.name]]
    broken: list[Any] = [] if differing else list(journal.verify(tx).broken)
    if differing:
        raise Refused(*(Reason("copy_differs", {"table": name}, where=name) for name in differing))
    if broken:
        raise Refused(*(Reason("journal_broken", asdict(one), where=one.case) for one in broken))


def _batches(tx: Connection, table: Table) -> Iterator[list[RowMapping]]:
    found = tx.execute(select(table).execution_options(yield_per=BATCH)).mappings()
    yield from (list(batch) for batch in found.partitions())


def _rows(tx: Connection, table: Table) -> Iterator[RowMapping]:
    for batch in _batches(tx, table):
        yield from batch


def _hash(row: RowMapping) -> int:
    """The row as both kinds of database give it: decimals are texts, moments in UTC."""
    written = json.dumps(dict(row), default=str, sort_keys=True, ensure_ascii=False)
    return int.from_bytes(sha256(written.encode("utf-8", "surrogatepass")).digest(), "big")
