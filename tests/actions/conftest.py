"""A site with people, an enterprise and a small rulebook, in a real database."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection

from models.people import Person
from models.rulebook import Rulebook
from models.vocabulary import Role
from store import definitions, enterprises, people, rulebook, sites
from store.database import Database
from tests import databases
from tests.builders import ACME, ADA, LIN, MEI, QIU, SHANGHAI, WEN, ZHAO, process, regime
from tests.cases.calendars import definition
from tests.databases import EITHER, Kept

NOW = datetime(2026, 7, 1, 9, tzinfo=SHANGHAI)
SHIPPED = Path(__file__).parents[2] / "rulebook"


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the migrated file to copy from lies."""
    return tmp_path_factory.mktemp("actions") / "template.db"


@pytest.fixture(scope="session")
def settled_postgres() -> Iterator[Kept]:
    """The database in which people are ready to work, on PostgreSQL, for all tests one after the other."""
    with databases.empty_postgres() as made:
        made.upgrade()
        with made.writing() as tx:
            settle(tx)
        yield Kept(made)


@pytest.fixture(params=EITHER)
def database(request: pytest.FixtureRequest) -> Database:
    """A migrated database in which people are ready to work."""
    made: Database = request.getfixturevalue(request.param)
    return made


@pytest.fixture
def sqlite(template: Path, tmp_path: Path) -> Iterator[Database]:
    """It, in a file of its own."""
    made = databases.copy_of(template, tmp_path / "oneplan.db")
    with made.writing() as tx:
        settle(tx)
    yield made
    made.close()


@pytest.fixture
def postgres(settled_postgres: Kept) -> Iterator[Database]:
    """It, on PostgreSQL."""
    made = settled_postgres.back()
    yield made
    made.close()


@pytest.fixture
def tx(database: Database) -> Iterator[Connection]:
    """One writing transaction."""
    with database.writing() as connection:
        yield connection


def settle(tx: Connection) -> None:
    """Two sites, their people, one enterprise, and a small rulebook."""
    for code in ("RZ", "QD"):
        sites.add(tx, sites.Site(code, code))
    for person in (ZHAO, LIN, MEI, WEN, ADA, QIU, Person("sun", "孙", Role.COORDINATOR, "RZ", active=False)):
        people.add(tx, person, NOW)
    enterprises.upsert(tx, "RZ", [enterprises.RosterRow(ACME.uscc, ACME.name, credit_level="regular")], NOW)
    shipped = rulebook.read(SHIPPED)
    small = Rulebook(
        regimes={"CN-282": regime()},
        processes={"small": process()},
        ladders=shipped.ladders,
        calendars={"cn": definition()},
    )
    definitions.publish(tx, small, "host", NOW)
