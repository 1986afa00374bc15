"""Every test of `store` that asks for a ``database`` runs on SQLite and on PostgreSQL."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.database import Database
from tests import databases


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the migrated file to copy from lies."""
    return tmp_path_factory.mktemp("template") / "oneplan.db"


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[str]:
    """The name of the migrated PostgreSQL database to copy from."""
    require_postgres()
    with databases.postgres_template() as name:
        yield name


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty, migrated database."""
    if request.param == "sqlite":
        database = databases.copy_of(request.getfixturevalue("sqlite_template"), tmp_path / "oneplan.db")
        yield database
        database.close()
    else:
        with databases.empty_postgres(request.getfixturevalue("postgres_template")) as database:
            yield database


@pytest.fixture
def sqlite(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """An empty, migrated SQLite database, for what only SQLite needs."""
    database = databases.copy_of(sqlite_template, tmp_path / "oneplan.db")
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgres"])
def unmade(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without a schema."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'unmade.db'}")
        yield database
        database.close()
    else:
        require_postgres()
        with databases.empty_postgres() as database:
            yield database


def require_postgres() -> None:
    """Skip without PostgreSQL, or fail where the environment promises one."""
    if why := databases.why_no_postgres():
        if "postgres" in os.environ.get("ONEPLAN_TEST_REQUIRE", "").split(","):
            pytest.fail(why)
        pytest.skip(why)
