"""Where it is measured: SQLite that survives a power failure (the headline), SQLite as most run it, and PostgreSQL.

A database is made once and copied for each runner, so that all begin with the same pages.
"""

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psycopg
from sqlalchemy import make_url

from store.database import Database

SERVER = os.environ.get("ONEPLAN_TEST_POSTGRES", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")


@dataclass(frozen=True, slots=True)
class Setting:
    """One kind of database; ``synchronous`` is SQLite's, empty for PostgreSQL with its own default."""

    name: str
    synchronous: str = ""

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file of ours."""
        return self.synchronous != ""


FULL = Setting("SQLite FULL", "FULL")
NORMAL = Setting("SQLite NORMAL", "NORMAL")
POSTGRES = Setting("PostgreSQL")


class Ground:
    """One filled database, and copies of it to work on; all of them gone at the end."""

    def __init__(self, setting: Setting, folder: Path, name: str) -> None:
        self.setting = setting
        self._folder = folder
        self._name = f"oneplan_bench_{name}"
        self._copies: list[str] = []

    def fill(self, fill: Callable[[Database], None]) -> None:
        """Make it, with the program's schema."""
        self._create(self._name, template="template0")
        database = self.open(self._name)
        database.upgrade()
        fill(database)
        if self.setting.is_sqlite:
            _pragma(database, "wal_checkpoint(TRUNCATE)")
        else:
            with database.unguarded() as connection:
                connection.exec_driver_sql("VACUUM ANALYZE")
        database.close()

    def copy(self, name: str) -> str:
        """A copy of its own for a runner. Returns its URL."""
        copied = f"{self._name}_{name}"
        self._create(copied, template=self._name)
        return self._url(copied)

    def bytes(self, name: str) -> int:
        """How large the copy is once what was deleted has been swept out."""
        copied = f"{self._name}_{name}"
        if self.setting.is_sqlite:
            with closing(sqlite3.connect(self._file(copied))) as connection:
                connection.execute("VACUUM")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return self._file(copied).stat().st_size
        with psycopg.connect(_address(self._url(copied)), autocommit=True) as server:
            server.execute("VACUUM FULL")
            row = server.execute("SELECT pg_database_size(current_database())").fetchone()
        return int(row[0]) if row else 0

    def open(self, name: str) -> Database:
        """The database of this name as the program opens it, with the setting's durability."""
        return opened(self._url(name), self.setting)

    def drop(self) -> None:
        """Take everything away."""
        for name in reversed(self._copies):
            if self.setting.is_sqlite:
                for ending in ("", "-wal", "-shm"):
                    self._file(name + ending).unlink(missing_ok=True)
            else:
                _admin(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _create(self, name: str, template: str) -> None:
        self._copies.append(name)
        if not self.setting.is_sqlite:
            _admin(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            _admin(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        elif template != "template0":
            shutil.copyfile(self._file(template), self._file(name))

    def _file(self, name: str) -> Path:
        return self._folder / name

    def _url(self, name: str) -> str:
        if self.setting.is_sqlite:
            return f"sqlite:///{self._file(name)}"
        return make_url(SERVER).set(database=name).render_as_string(hide_password=False)


@contextmanager
def ground(setting: Setting, folder: Path, name: str, fill: Callable[[Database], None]) -> Iterator[Ground]:
    """A filled ground, taken away afterwards."""
    made = Ground(setting, folder, name)
    try:
        made.fill(fill)
        yield made
    finally:
        made.drop()


def opened(url: str, setting: Setting) -> Database:
    """The database as the program opens it; it has one writing connection on SQLite, which is told how durable it is to be."""
    database = Database(url)
    if setting.is_sqlite:
        _pragma(database, f"synchronous = {setting.synchronous}")
    return database


def pragmas(setting: Setting) -> tuple[str, ...]:
    """What the program tells SQLite, for those who open a file by hand."""
    return (
        f"synchronous = {setting.synchronous}",
        "foreign_keys = ON",
        "cache_size = -65536",
        "wal_autocheckpoint = 10000",
    )


def server_answers() -> bool:
    """Whether there is a PostgreSQL server to measure on."""
    try:
        _admin("SELECT 1")
    except psycopg.OperationalError:
        return False
    return True


def fdatasync_microseconds(folder: Path, times: int = 200) -> float:
    """How long one durable 4 KiB append takes here, the median: it decides how far anything above it shows."""
    probe, taken = folder / "probe", []
    with probe.open("wb") as file:
        for _ in range(times):
            file.write(b"x" * 4096)
            file.flush()
            begun = time.perf_counter()
            os.fdatasync(file.fileno())
            taken.append(time.perf_counter() - begun)
    probe.unlink()
    return median(taken) * 1e6


def _pragma(database: Database, pragma: str) -> None:
    """Said to the one writing connection itself: SQLAlchemy would begin a transaction first."""
    with database.unguarded() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute(f"PRAGMA {pragma}")


def _admin(statement: str) -> None:
    with psycopg.connect(_address(SERVER), autocommit=True) as connection:
        connection.execute(statement.encode())


def _address(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
