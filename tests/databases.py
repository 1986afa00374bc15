"""Databases to test with: built by migrating once, then copied, on SQLite and on PostgreSQL."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql
from sqlalchemy import make_url

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
