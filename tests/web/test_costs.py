"""What a page costs, in statements: as many for a desk full of cases as for one."""

from collections.abc import Iterator
from typing import Any

import pytest

from actions.perform import perform
from models.people import HOST
from store import caselist, compiled
from store.database import Database
from tests.jobs.conftest import MONDAY, ZONE
from tests.jobs.test_counts import open_more, statements
from tests.web.conftest import NOW, Desk

PAGES = ("/board", "/board?view=matrix", "/board?view=heat", "/cases", "/enterprises", "/cases/RZ-2026-0001")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Everything that is asked of the database, also by statements that go to its driver directly."""
    with statements() as heard:
        cursor = compiled._cursor

        def hear(tx: Any) -> Any:
            heard.append("compiled")
            return cursor(tx)

        monkeypatch.setattr(compiled, "_cursor", hear)
        yield heard


def fill(office: Database) -> None:
    """Six cases more, all of them on the agenda for a rung."""
    open_more(office, range(1, 7), MONDAY)
    with office.writing() as tx:
        for no in caselist.open_numbers(tx):
            perform(tx, "put-on-agenda", no, actor=HOST, now=NOW, zone=ZONE, reason="intent/target T+10")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_as_often_of_many_cases_as_of_one(
    desk: Desk, office: Database, asked: list[str], page: str
) -> None:
    client = desk("zhao")
    client.get(page)  # definitions are read once

    asked.clear()
    client.get(page)
    few = len(asked)
    fill(office)
    asked.clear()
    assert client.get(page).status_code == 200

    assert len(asked) == few
