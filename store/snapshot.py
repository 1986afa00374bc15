"""The database as one file: taken while others work, opened again in a scratch place, put into an empty database."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import URL, Connection, func, select, text

from models.refusals import Invalid, Reason, Unavailable
from models.tables import metadata
from store.database import Database

NAMES = {True: "database.sqlite", False: "database.dump"}  # by whether it is SQLite's


def take(tx: Connection, database: Database, target: Path) -> None:
    """Write a snapshot of exactly what the reading transaction ``tx`` sees."""
    if database.is_sqlite:
        source = tx.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)
        with closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
    else:
        name = tx.execute(select(func.pg_export_snapshot())).scalar_one()
        _postgres("pg_dump", database.url, "--format=custom", f"--snapshot={name}", f"--file={target}")


def counts(tx: Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {
        table.name: int(tx.execute(select(func.count()).select_from(table)).scalar_one())
        for table in metadata.sorted_tables
    }


@contextmanager
def opened(snapshot: Path, server: URL | None) -> Iterator[Database | None]:
    """The snapshot as a database to look into, gone afterwards; None for PostgreSQL's without a ``server``."""
    if snapshot.name == NAMES[True]:
        database = Database(f"sqlite:///{snapshot}")
        try:
            yield database
        finally:
            database.close()
    elif server is None:
        _run("pg_restore", "--list", str(snapshot))
        yield None
    else:
        with _scratch(server) as database:
            put(snapshot, database)
            yield database


def put(snapshot: Path, database: Database) -> None:
    """Fill an empty database of the same kind."""
    if database.is_sqlite is not (snapshot.name == NAMES[True]):
        raise Invalid(Reason("backup_other_database", {"snapshot": snapshot.name}))
    if database.is_sqlite:
        _copy(snapshot, Path(str(database.url.database)))
    else:
        _postgres("pg_restore", database.url, "--no-owner", "--exit-on-error", "--single-transaction", str(snapshot))


def is_sound(tx: Connection) -> bool:
    """Whether the database file is whole and every reference leads somewhere; PostgreSQL sees to that itself."""
    if tx.dialect.name != "sqlite":
        return True
    whole = tx.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    return whole and not tx.exec_driver_sql("PRAGMA foreign_key_check").all()


def _copy(snapshot: Path, target: Path) -> None:
    temporary = target.with_name(f".{target.name}.restoring")
    shutil.copyfile(snapshot, temporary)
    with temporary.open("rb") as copied:
        os.fsync(copied.fileno())
    temporary.replace(target)


@contextmanager
def _scratch(server: URL) -> Iterator[Database]:
    name = f"oneplan_scratch_{uuid4().hex[:12]}"
    admin = Database(server)
    try:
        _outside_transaction(admin, f'CREATE DATABASE "{name}" TEMPLATE template0')
        scratch = Database(server.set(database=name))
        try:
            yield scratch
        finally:
            scratch.close()
            _outside_transaction(admin, f'DROP DATABASE "{name}" WITH (FORCE)')
    finally:
        admin.close()


def _outside_transaction(database: Database, statement: str) -> None:
    with database.unguarded() as connection:
        connection.execute(text(statement))


def _postgres(program: str, url: URL, *arguments: str) -> None:
    """Run one of PostgreSQL's programs; the password travels in the environment, where nobody lists it."""
    address = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    _run(program, f"--dbname={address}", *arguments, password=url.password)


def _run(program: str, *arguments: str, password: str | None = None) -> None:
    found = shutil.which(program)
    if found is None:
        raise Unavailable(Reason("program_missing", {"program": program}))
    surroundings = os.environ | ({"PGPASSWORD": str(password)} if password else {})
    done = subprocess.run([found, *arguments], capture_output=True, text=True, env=surroundings, check=False)
    if done.returncode:
        raise Unavailable(Reason("program_failed", {"program": program, "why": done.stderr.strip()[-500:]}))
