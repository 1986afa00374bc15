"""A site with the shipped rulebook, Lin and Zhao, and one case opened on a Monday."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from actions.open_case import open_case
from models.people import HOST, Person
from models.vocabulary import Role
from store import definitions, enterprises, people, sites
from store.database import Database
from store.enterprises import RosterRow
from store.rulebook import read
from tests.databases import EITHER, copy_of

ZONE = ZoneInfo("Asia/Shanghai")
SHIPPED = read(Path(__file__).parents[2] / "rulebook")
USCC = "91371100MA3C0XYQ1J"
MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=ZONE)


@pytest.fixture(params=EITHER)
def office(
    request: pytest.FixtureRequest, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    if request.param == "sqlite":
        template = tmp_path_factory.getbasetemp() / "template.db"
        database = copy_of(template, tmp_path / "office.db")
        furnish(database)
    else:
        database = request.getfixturevalue("postgres_office").back()
    yield database
    database.close()


def furnish(database: Database) -> None:
    """Put the site, its people and their case into it."""
    with database.writing() as tx:
        definitions.publish(tx, SHIPPED, "host", MONDAY)
        sites.add(tx, sites.Site("RZ", "日照示范点"))
        people.add(tx, Person("zhao", "赵启明", Role.SUPERVISOR, "RZ", None, "zhao@example.com"), MONDAY)
        people.add(tx, Person("lin", "林晓岚", Role.COORDINATOR, "RZ", "zhao", "lin@example.com"), MONDAY)
        enterprises.upsert(tx, "RZ", [RosterRow(USCC, "测试水产有限公司")], MONDAY)
        open_case(
            tx, site="RZ", enterprise=USCC, process="aeo-advanced", coordinator="lin", actor=HOST, now=MONDAY, zone=ZONE
        )
