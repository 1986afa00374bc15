"""Priority, agenda, promises and standstill on the desk."""

import re

from starlette.testclient import TestClient

from jobs.sweep import sweep
from models.people import Person
from models.vocabulary import Role
from store import people
from store.database import Database
from tests.jobs.conftest import ZONE
from tests.web.conftest import NOW, Desk

NO = "RZ-2026-0001"
CASE = f"/cases/{NO}"


def act(client: TestClient, name: str, back: str = "", **sent: str) -> str:
    """Do one act through its form; the page that follows."""
    csrf = re.search(r'name="csrf" value="([^"]+)"', client.get("/").text)
    assert csrf
    answer = client.post(f"{CASE}/acts/{name}", data={"csrf": csrf[1], "back": back, **sent})
    assert answer.status_code == 200
    return answer.text


def test_an_urgent_case_says_so_wherever_it_stands(desk: Desk) -> None:
    act(desk("zhao"), "raise-priority", reason="上级关注")

    assert all("加急</span>" in desk("lin").get(page).text for page in ("/", CASE, "/cases", "/board"))


def test_the_agenda_is_on_the_board_with_the_reason(desk: Desk) -> None:
    act(desk("zhao"), "put-on-agenda", reason="商务部门请求")

    assert "商务部门请求" in desk("lin").get("/board").text


def test_a_rung_is_told_in_words(desk: Desk, office: Database) -> None:
    sweep(office, NOW.replace(day=20), ZONE)

    assert re.search(r"目标期限 T\+10", desk("zhao").get("/board").text)
    assert "登记培育意向 目标期限 T+10" in desk("zhao").get("/board").text + desk("zhao").get(CASE).text


def test_who_may_takes_it_off_there_and_others_are_not_offered_it(desk: Desk, office: Database) -> None:
    with office.writing() as tx:
        people.add(tx, Person("shu", "舒", Role.SECRETARY, "RZ"), NOW)
    act(desk("zhao"), "put-on-agenda")

    assert "take-off-agenda" not in desk("lin").get("/board").text
    assert "take-off-agenda" in desk("shu").get("/board").text
    assert "议程上没有案件" in act(desk("shu"), "take-off-agenda", back="board")


def test_another_sites_agenda_is_not_seen(desk: Desk) -> None:
    act(desk("zhao"), "put-on-agenda", reason="商务部门请求")

    assert "商务部门请求" not in desk("qiu").get("/board").text


def test_a_promise_is_seen_on_the_case_and_on_the_list(desk: Desk) -> None:
    client = desk("lin")
    page = act(client, "promise", step="look-back", **{"input.promised_on": "2026-11-20"})

    assert "承诺 2026-11-20" in page
    assert "承诺 1 次，未守 0 次" in page
    assert "承诺 2026-11-20" in client.get("/").text


def test_a_case_that_stands_still_says_for_how_long(desk: Desk) -> None:
    assert "10 个工作日没有进展" in desk("lin").get(CASE).text
