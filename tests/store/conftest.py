"""Every test of `store` that asks for a ``database`` runs on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.database import Database
from tests import databases
from tests.databases import BOTH


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the migrated file to copy from lies."""
    return tmp_path_factory.mktemp("template") / "oneplan.db"


@pytest.fixture(scope="session")
def one_postgres() -> Iterator[Database]:
    """The migrated PostgreSQL database all tests share, one after the other."""
    with databases.empty_postgres() as database:
        database.upgrade()
        yield database


@pytest.fixture(params=BOTH)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty, migrated database."""
    if request.param == "sqlite":
        database = databases.copy_of(request.getfixturevalue("sqlite_template"), tmp_path / "oneplan.db")
        yield database
        database.close()
    else:
        database = request.getfixturevalue("one_postgres")
        yield database
        databases.empty(database)


@pytest.fixture
def sqlite(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """An empty, migrated SQLite database, for what only SQLite needs."""
    database = databases.copy_of(sqlite_template, tmp_path / "oneplan.db")
    yield database
    database.close()


@pytest.fixture(params=BOTH)
def unmade(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without a schema."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'unmade.db'}")
        yield database
        database.close()
    else:
        with databases.empty_postgres() as database:
            yield database
