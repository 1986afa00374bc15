"""Dates that rest on something not settled: a fact nobody has seen (待核), a year not announced (暂定)."""

import re
from datetime import date
from typing import Any

import pytest
from starlette.testclient import TestClient

from actions.take_over import take_over
from models.people import HOST
from store import enterprises
from store.database import Database
from store.enterprises import RosterRow
from tests.builders_store import uscc
from tests.jobs.conftest import MONDAY, ZONE
from tests.web.audits import act
from tests.web.conftest import NOW, Desk


@pytest.fixture
def no(office: Database) -> str:
    """Lin's and Zhao's re-review of a certified enterprise, the cycle of which nobody has seen the rule of."""
    with office.writing() as tx:
        enterprises.upsert(tx, "RZ", [RosterRow(uscc(5), "获证水产有限公司")], MONDAY)
        return take_over(
            tx,
            site="RZ",
            enterprise=uscc(5),
            process="aeo-review-certified",
            stage="deciding",
            since=date(2026, 10, 12),
            milestones={"certified": date(2022, 1, 10), "certificate-expires": date(2027, 1, 10)},
            coordinator="lin",
            supervisor="zhao",
            actor=HOST,
            now=MONDAY,
            zone=ZONE,
        ).no


def review(client: TestClient, no: str) -> dict[str, Any]:
    """The step whose date by the law is to be confirmed, as the contract has it."""
    steps = {step["key"]: step for step in client.get(f"/api/v1/cases/{no}").json()["steps"]}
    return steps["review-decision"]  # type: ignore[no-any-return]


def row(text: str, key: str) -> str:
    found = re.search(rf'<tr id="{key}".*?</tr>', text, re.DOTALL)
    assert found
    return found[0]


def test_the_contract_says_what_is_to_be_confirmed_and_what_is_provisional(desk: Desk, no: str) -> None:
    found = review(desk("zhao"), no)

    assert (found["statutory_due_on"], found["unconfirmed"], found["provisional"]) == ("2027-01-11", True, True)


def test_the_case_page_marks_the_date_of_the_law(desk: Desk, no: str) -> None:
    assert re.search(
        r"法定 2027-01-11 <span[^>]*>待核</span>", row(desk("zhao").get(f"/cases/{no}").text, "review-decision")
    )


def test_nothing_else_is_marked(desk: Desk, no: str) -> None:
    assert "待核" not in row(desk("zhao").get("/cases/RZ-2026-0001").text, "intent")


def test_ones_work_marks_it_and_says_so_to_programs(desk: Desk, no: str) -> None:
    client = desk("zhao")
    (item,) = [one for one in client.get("/api/v1/worklist").json()["items"] if one["step"] == "review-decision"]

    assert (item["unconfirmed"], item["provisional"]) == (True, True)
    assert "待核" in client.get("/").text


def test_the_board_marks_what_is_left_by_the_law(desk: Desk, no: str) -> None:
    assert re.search(r"法定期限还剩 56 日 <span[^>]*>待核</span>", desk("zhao").get("/board").text)


def test_the_calendar_feed_marks_it(desk: Desk, no: str) -> None:
    client = desk("zhao")
    csrf = client.get("/account").text.split('name="csrf" value="')[1].split('"')[0]
    (path,) = re.findall(r"(/calendar/[\w-]+\.ics)", client.post("/account/calendar", data={"csrf": csrf}).text)

    assert "暂定、待核" in desk("").get(path).text.replace("\r\n ", "")


def test_a_bar_the_law_of_which_was_not_seen_is_marked(desk: Desk, no: str, office: Database) -> None:
    with office.writing() as tx:
        act(tx, no, "advance-stage", "", HOST, NOW, reason="企业来函", outcome="gave-up")

    assert re.search(r"为止不得再申请 <span[^>]*>待核</span>", desk("zhao").get(f"/cases/{no}").text)
