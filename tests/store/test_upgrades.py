"""Every migration with data from the version before it, killed half way and run again: all of it or nothing.

The rows of before are today's, as far as that version had tables and columns for them; what it had besides is empty.
"""

import os
import signal
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Boolean, Column, Integer, MetaData, Table, insert, select

from models.refusals import Unavailable
from models.tables import metadata
from models.waiting import Watch
from store import cases, crash_points, journal, schema
from store.database import Database
from tests.builders_store import NOW, a_case, keep, settle, waiting

CASE = replace(a_case(), moved_on=NOW.date())  # as migration 0007 works it out
KNOWN = schema.known()
STEPS = [(before, nth) for done, before in enumerate(KNOWN[:-1], 1) for nth in (1, len(KNOWN) - done)]
Rows = Mapping[str, Sequence[Mapping[str, Any]]]


@pytest.fixture
def rows(sqlite: Database) -> Rows:
    """A site with a case that waits, as today's tables hold it."""
    with sqlite.writing() as tx:
        settle(tx)
        keep(tx, CASE, [Watch(waiting(CASE), NOW)])
        return {one.name: [dict(row) for row in tx.execute(select(one)).mappings()] for one in metadata.sorted_tables}


def fill(database: Database, version: str, rows: Rows) -> None:
    """The same site as a program of ``version`` left it."""
    with database.writing() as tx:
        command.upgrade(schema._config(tx), version)
        then = MetaData()
        then.reflect(tx)
        for name in (one.name for one in metadata.sorted_tables if one.name in then.tables):
            table = then.tables[name]
            typed = Table(name, MetaData(), *(_typed(name, one) for one in table.columns))
            for row in rows[name]:
                tx.execute(insert(typed), {one.name: row.get(one.name, _nothing(one)) for one in table.columns})


def _typed(table: str, column: Column[Any]) -> Column[Any]:
    """With today's type where the column is still there: SQLite does not tell a moment from a text."""
    known = metadata.tables[table].columns.get(column.name)
    return Column(column.name, column.type if known is None else known.type)


def _nothing(column: Column[Any]) -> Any:
    if column.nullable:
        return None
    if isinstance(column.type, Boolean):
        return False
    return 0 if isinstance(column.type, Integer) else NOW if column.type.python_type is datetime else ""


def killed(database: Database, nth: int) -> bool:
    """An upgrade in a process that dies after its ``nth`` migration; whether it got there."""
    url = database.url
    child = os.fork()
    if child == 0:
        crash_points._wanted, crash_points._left = "migrate.step", nth
        try:
            Database(url).upgrade()
        finally:
            os._exit(0)
    return os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL


@pytest.mark.parametrize(("before", "nth"), sorted(set(STEPS)))
def test_a_migration_killed_half_way_left_nothing_and_is_done_the_next_time(
    unmade: Database, rows: Rows, before: str, nth: int
) -> None:
    fill(unmade, before, rows)
    assert killed(unmade, nth)
    with unmade.reading() as tx:
        assert schema.version(tx) == before
    with pytest.raises(Unavailable, match="database_behind"):
        unmade.check()

    unmade.upgrade()

    unmade.check()
    with unmade.reading() as tx:
        assert cases.load(tx, CASE.no) == CASE
        assert journal.verify(tx).ok
