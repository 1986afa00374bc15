"""Many cases at once at the desk: chosen in the list, looked at, done, told row by row."""

import re

import pytest
from starlette.testclient import TestClient

from models.people import Person
from models.vocabulary import Role
from store import cases, people
from store.database import Database
from tests.jobs.conftest import MONDAY
from tests.jobs.test_counts import open_more
from tests.web.conftest import Desk

NUMBERS = ["RZ-2026-0001", "RZ-2026-0002", "RZ-2026-0003"]


@pytest.fixture(autouse=True)
def three(office: Database) -> None:
    """Lin has three cases, Chen none."""
    open_more(office, range(2), MONDAY)
    with office.writing() as tx:
        people.add(tx, Person("chen", "陈立", Role.COORDINATOR, "RZ", "zhao", "chen@example.com"), MONDAY)


def sent(client: TestClient, path: str, **fields: object) -> str:
    csrf = client.get("/account").text.split('name="csrf" value="')[1].split('"')[0]
    return client.post(path, data={"csrf": csrf, **fields}).text


def confirmed(client: TestClient, page: str) -> str:
    """What the page says after its button."""
    fields = dict(re.findall(r'name="(act|to|reason)" value="([^"]*)"', page))
    return sent(client, "/cases/bulk/do", **fields, seen=re.findall(r'name="seen" value="([^"]+)"', page))


def coordinators(office: Database) -> list[str | None]:
    with office.reading() as tx:
        return [cases.load(tx, no).coordinator for no in NUMBERS]


def test_a_supervisor_gives_two_of_three_cases_to_somebody_else(desk: Desk, office: Database) -> None:
    client = desk("zhao")
    looked = sent(client, "/cases/bulk", act="assign", to="chen", reason="休假", no=NUMBERS[:2])
    assert ("可办 2 件" in looked, coordinators(office)) == (True, ["lin"] * 3)

    assert "已办 2 件" in confirmed(client, looked)
    assert coordinators(office) == ["chen", "chen", "lin"]


def test_the_load_of_who_gets_them_stands_before_it_is_done(desk: Desk) -> None:
    looked = sent(desk("zhao"), "/cases/bulk", act="assign", to="chen", no=NUMBERS)

    assert "陈立现有在办 0 件，指派后 3 件。" in looked


def test_all_that_the_list_shows_are_chosen_at_one_tick(desk: Desk) -> None:
    looked = sent(desk("zhao"), "/cases/bulk", act="raise-priority", reason="领导关注", coordinator="lin", all="true")

    assert "可办 3 件" in looked


def test_sent_twice_the_second_time_does_nothing(desk: Desk, office: Database) -> None:
    client = desk("zhao")
    looked = sent(client, "/cases/bulk", act="assign", to="chen", no=NUMBERS)
    confirmed(client, looked)

    assert "没有办 3 件" in confirmed(client, looked)


def test_without_any_case_it_says_what_to_do(desk: Desk) -> None:
    assert "没有选任何案件" in sent(desk("zhao"), "/cases/bulk", act="assign", to="chen")


def test_only_who_may_is_offered_it(desk: Desk) -> None:
    assert ['action="/cases/bulk"' in desk(login).get("/cases").text for login in ("lin", "zhao")] == [False, True]


def test_the_form_alone_gives_nobody_the_right(desk: Desk, office: Database) -> None:
    client = desk("lin")
    sent(client, "/cases/bulk/do", act="assign", to="chen", seen=[f"{no}:1" for no in NUMBERS])

    assert coordinators(office) == ["lin"] * 3


@pytest.mark.parametrize("path", ["/cases/bulk", "/cases/bulk/do"])
@pytest.mark.parametrize("act", ["move-case", "move-case-back"])
def test_what_is_moved_at_a_desk_of_its_own_is_refused_here(desk: Desk, act: str, path: str) -> None:
    page = sent(desk("zhao"), path, act=act, no=NUMBERS, seen=[f"{no}:1" for no in NUMBERS])

    assert "不能整批办理" in page
