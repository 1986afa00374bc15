"""Databases to test with: built by migrating once, then copied, on SQLite and on PostgreSQL."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import Column, Integer, make_url, select, text

from models.tables import metadata
from store.database import Database

SERVER = os.environ.get("ONEPLAN_TEST_POSTGRES", "postgresql+psycopg://127.0.0.1:5432/test")
_RUN = f"oneplan_test_{os.getpid()}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{uuid4().hex[:6]}"


def copy_of(template: Path, target: Path) -> Database:
    """A migrated SQLite database at ``target``; ``template`` is made at the first call."""
    if not template.exists():
        database = Database(f"sqlite:///{template}")
        database.upgrade()
        database.close()
    shutil.copy(template, target)
    return Database(f"sqlite:///{target}")


@contextmanager
def empty_postgres() -> Iterator[Database]:
    """A PostgreSQL database of our own without a schema, gone afterwards."""
    name = f"{_RUN}_{uuid4().hex[:6]}"
    _run(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
    database = Database(make_url(_url()).set(database=name))
    try:
        yield database
    finally:
        database.close()
        _run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def empty(database: Database) -> None:
    """Take every row out."""
    with database.writing() as tx:
        for table in reversed(metadata.sorted_tables):
            tx.execute(table.delete())


def _url() -> str:
    url = make_url(SERVER)
    return url.set(username=url.username or "postgres").render_as_string(hide_password=False)


def _conninfo() -> str:
    return make_url(_url()).set(drivername="postgresql").render_as_string(hide_password=False)


def _run(statement: sql.Composed) -> None:
    with psycopg.connect(_conninfo(), autocommit=True) as connection:
        connection.execute(statement)


def required() -> set[str]:
    """What must be there to test with."""
    return set(filter(None, os.environ.get("ONEPLAN_TEST_REQUIRE", "").replace(" ", "").split(",")))


BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
EITHER = BOTH if "postgres" in required() else ["sqlite"]  # twice over takes its time: where it must be, in CI


class Kept:
    """A PostgreSQL database that goes back to what it held when it was kept: cheaper than a copy of it for every test."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with database.writing() as tx:
            tx.execute(text("CREATE SCHEMA kept"))
            for table in metadata.sorted_tables:
                tx.execute(text(f'CREATE TABLE kept."{table.name}" AS TABLE "{table.name}"'))
            self._filled = [one for one in metadata.sorted_tables if tx.execute(select(one).limit(1)).first()]

    def back(self) -> Database:
        """As it was, in a connection pool of its own."""
        empty(self.database)
        with self.database.writing() as tx:
            for table in self._filled:
                tx.execute(text(f'INSERT INTO "{table.name}" SELECT * FROM kept."{table.name}"'))
            for table in metadata.sorted_tables:
                if isinstance(table.c.get("id", Column()).type, Integer):
                    tx.execute(text(_NEXT_ID.format(table.name)))
        return Database(self.database.url)


_NEXT_ID = (
    """SELECT setval(pg_get_serial_sequence('"{0}"', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM "{0}"), false)"""
)
