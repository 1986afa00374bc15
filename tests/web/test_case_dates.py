"""Dates on the case page: why one rolled, what a number of days counts in, what is called how."""

import re

import pytest
from starlette.testclient import TestClient

from actions.perform import perform
from models.people import HOST
from store.database import Database
from tests.jobs.conftest import ZONE
from tests.web.conftest import NOW, Desk

NO = "RZ-2026-0001"
CASE = f"/cases/{NO}"


@pytest.fixture(autouse=True)
def _with_a_saturday(office: Database) -> None:
    """A step that somebody wants on a Saturday."""
    with office.writing() as tx:
        inputs = {"title": "补件", "due_on": "2026-11-21"}
        perform(tx, "add-step", NO, actor=HOST, now=NOW, zone=ZONE, inputs=inputs, reason="缺件")


def row(client: TestClient, key: str) -> str:
    found = re.search(rf'<tr id="{key}".*?</tr>', client.get(CASE).text, re.DOTALL)
    assert found

    return found[0]


def test_the_case_page_says_over_which_days_a_date_rolled(desk: Desk) -> None:
    assert "逢周末顺延" in row(desk("lin"), "extra")


def test_the_contract_says_it_in_the_language_of_the_reader(desk: Desk) -> None:
    document = desk("lin").get(f"/api/v1{CASE}").json()
    (extra,) = [step for step in document["steps"] if step["key"] == "extra"]

    assert (extra["due_on"], extra["rolled"], extra["statutory_rolled"]) == ("2026-11-23", "周末", "")


def test_days_tell_what_they_count_in(desk: Desk) -> None:
    page = desk("zhao").get(CASE).text
    found = re.findall(r'<label for="RZ-2026-0001-extend-deadline-([a-z-]*)-days">(.*?)</label>', page, re.DOTALL)
    counts_workdays = {step: "工作日" in label for step, label in found}

    assert (counts_workdays["intent"], counts_workdays["extra"]) == (True, False)


def test_who_has_the_ball_is_called_as_the_process_calls_them(desk: Desk) -> None:
    assert "商务部门" in row(desk("lin"), "commerce-opinion")
