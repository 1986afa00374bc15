"""Programs that call the API with a token each: Lin's, Zhao's, Qiu's from the other site, and one without any."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from config.settings import Settings
from config.wiring import App
from models.people import Person
from models.vocabulary import Role
from store import accounts, people, sites
from store.database import Database
from tests.jobs.conftest import ZONE, office
from tests.web.conftest import NOW
from web.app import create_app

__all__ = ["office"]
Call = Callable[[str], TestClient]
CASE = "/cases/RZ-2026-0001"
ACTS = f"{CASE}/acts"


@pytest.fixture
def call(office: Database, tmp_path: Path) -> Iterator[Call]:
    """A program for each person; nobody's for an empty login."""
    with office.writing() as tx:
        sites.add(tx, sites.Site("QD", "青岛示范点"))
        people.add(tx, Person("qiu", "邱宁", Role.COORDINATOR, "QD"), NOW)
        people.add(tx, Person("ada", "艾", Role.ADMINISTRATOR, "RZ"), NOW)
        people.add(tx, Person("eve", "Eve", Role.SECRETARY, "RZ", language="en"), NOW)
        for login in ("lin", "zhao", "qiu", "ada", "eve"):
            accounts.add_token(tx, f"token-of-{login}", login, NOW + timedelta(days=1))
    app = create_app(App(Settings(home=tmp_path), office, ZONE, lambda: NOW))
    opened: list[TestClient] = []

    def program(login: str) -> TestClient:
        headers = {"Authorization": f"Bearer token-of-{login}"} if login else {}
        client = TestClient(app, base_url="http://desk/api/v1", headers=headers)
        opened.append(client)
        return client

    yield program
    for client in opened:
        client.close()
