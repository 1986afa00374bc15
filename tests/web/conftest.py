"""A desk over the office of the nagging tests, with Lin, Zhao and Qiu signed in by a click."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from config.settings import Settings
from config.wiring import App
from models.people import Person
from models.vocabulary import Role
from store import people, sites
from store.database import Database
from tests.jobs.conftest import ZONE, office
from web.app import create_app

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=ZONE)
Desk = Callable[[str], TestClient]

__all__ = ["office"]


@pytest.fixture
def desk(office: Database, tmp_path: Path) -> Iterator[Desk]:
    """A browser for each person, signed in through the demo's door; nobody for an empty login."""
    with office.writing() as tx:
        sites.add(tx, sites.Site("QD", "青岛示范点"))
        people.add(tx, Person("qiu", "邱宁", Role.COORDINATOR, "QD"), NOW)
        people.add(tx, Person("ada", "艾", Role.ADMINISTRATOR, "RZ"), NOW)
        people.add(tx, Person("bao", "包", Role.ADMINISTRATOR), NOW)
    (tmp_path / "demo").touch()
    app = create_app(App(Settings(home=tmp_path), office, ZONE, lambda: NOW))
    opened: list[TestClient] = []

    def browse(login: str) -> TestClient:
        client = TestClient(app, base_url="http://desk")
        opened.append(client)
        if login:
            assert client.post("/demo/sign-in", data={"login": login}).status_code == 200
        return client

    yield browse
    for client in opened:
        client.close()
