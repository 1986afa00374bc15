"""A case moved to a version of its process without a stage it has been in: whatever tells of that stage calls it by its key."""

from datetime import timedelta
from typing import Any

import pytest

from actions.open_case import open_case
from actions.perform import perform
from models.definitions import ProcessDefinition
from models.people import HOST
from models.rulebook import Rulebook
from store import definitions, people
from store.database import Database
from store.enterprises import RosterRow, upsert
from tests.builders import step, text
from tests.builders_store import uscc
from tests.jobs.conftest import MONDAY, ZONE
from tests.web.conftest import Desk
from web.pages.case_tabs import Tab

CASE, GONE = "RZ-2026-0002", "sounding"
TERM = {"term": "5 workdays after step opened"}
STAGES: dict[str, Any] = {
    GONE: {
        "title": text("摸底"),
        "steps": {"talk": step("座谈", **TERM), "tour": step("走访", need="optional", **TERM)},
        "outcomes": {"go-on": {"title": text("继续"), "to": "guidance"}},
    },
    "guidance": {"title": text("辅导"), "steps": {"train": step("培训", **TERM)}},
}


def rulebook(**stages: Any) -> Rulebook:
    process = {"process": "short", "title": text("短程"), "regime": "CN-282", "target": "advanced_certified"}
    return Rulebook(processes={"short": ProcessDefinition.model_validate({**process, "stages": stages})})


@pytest.fixture
def moved(desk: Desk, office: Database) -> Desk:
    """The case was sounded, went on, was moved to where nobody is sounded."""

    def do(act: str, day: int, login: str = "lin", on: str = "", **inputs: Any) -> None:
        with office.writing() as tx:
            actor, now = people.get(tx, login), MONDAY + timedelta(days=day)
            perform(tx, act, CASE, actor=actor, now=now, zone=ZONE, step=on, inputs=inputs, reason="换版")

    with office.writing() as tx:
        definitions.publish(tx, rulebook(**STAGES), "host", MONDAY)
        upsert(tx, "RZ", [RosterRow(uscc(2), "二号")], MONDAY)
        open_case(
            tx, site="RZ", enterprise=uscc(2), process="short", coordinator="lin", actor=HOST, now=MONDAY, zone=ZONE
        )
    do("complete-step", 1, on="talk")
    do("advance-stage", 2, outcome="go-on")
    with office.writing() as tx:
        definitions.publish(tx, rulebook(guidance=STAGES["guidance"]), "host", MONDAY + timedelta(days=3))
    do("move-case", 4, "zhao", decided="yes")
    return desk


@pytest.mark.parametrize("tab", [*Tab])
def test_every_tab_shows_the_case(moved: Desk, tab: Tab) -> None:
    page = moved("lin").get(f"/cases/{CASE}?tab={tab}")

    assert page.status_code == 200
    assert GONE in page.text


def test_the_days_before_and_after_are_compared(moved: Desk) -> None:
    page = moved("lin").get(f"/cases/{CASE}?tab=history&from=2026-11-02&to=2026-11-06")

    assert GONE in page.text


@pytest.mark.parametrize("address", ["plan", "steps.csv", "journal.csv"])
def test_its_plan_and_its_lists_name_the_stage(moved: Desk, address: str) -> None:
    assert GONE in moved("lin").get(f"/cases/{CASE}/{address}").text


@pytest.mark.parametrize("address", ["plan.docx", "plan.pdf", "steps.xlsx", "journal.xlsx"])
def test_its_documents_can_be_taken(moved: Desk, address: str) -> None:
    assert moved("lin").get(f"/cases/{CASE}/{address}").status_code == 200
