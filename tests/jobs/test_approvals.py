"""A plan that waits for a decision is not forgotten: whoever decides hears of it, then whoever they report to."""

from typing import Any

import pytest
from sqlalchemy import update

from actions.perform import perform
from models.people import EVERYWHERE
from store import approvals, outbox, people
from store.database import Database
from store.tables import case
from tests.jobs.conftest import ZONE
from tests.jobs.test_nagging import at, swept

NO = "RZ-2026-0001"


@pytest.fixture(autouse=True)
def _submitted(office: Database) -> None:
    """Lin's plan, submitted on a Monday morning; Zhao supervises."""
    act(office, "submit-plan", "lin", "2026-11-02T09:20")


def act(office: Database, name: str, by: str, now: str, *, reason: str = "", **inputs: Any) -> None:
    with office.writing() as tx:
        perform(tx, name, NO, actor=people.get(tx, by), now=at(now), zone=ZONE, inputs=inputs, reason=reason)


def told(office: Database) -> set[tuple[str, str]]:
    """Who was, or is to be, told what of the plan."""
    with office.reading() as tx:
        found = outbox.listing(tx, EVERYWHERE, limit=500).items
    return {(one.person, one.kind) for one in found if one.kind.startswith("plan_")}


def waiting(office: Database, *logins: str) -> list[str]:
    with office.reading() as tx:
        return [one.no for one in approvals.awaiting(tx, EVERYWHERE, logins)]


def test_whoever_decides_hears_of_it_on_the_day(office: Database) -> None:
    swept(office, "2026-11-02T14:00")

    assert told(office) == {("zhao", "plan_submitted")}


def test_it_is_asked_for_again_when_it_takes_long(office: Database) -> None:
    for day in ("02", "05"):
        swept(office, f"2026-11-{day}T14:00")

    assert told(office) == {("zhao", "plan_submitted"), ("zhao", "plan_undecided")}


def test_after_a_decision_nobody_is_reminded(office: Database) -> None:
    act(office, "approve-plan", "zhao", "2026-11-02T10:00")
    swept(office, "2026-11-09T14:00")

    assert told(office) == set()


def test_what_came_back_is_told_to_who_coordinates(office: Database) -> None:
    act(office, "return-plan", "zhao", "2026-11-02T10:00", reason="缺财务")
    swept(office, "2026-11-02T14:00")

    assert told(office) == {("lin", "plan_returned")}


def test_the_list_of_what_waits_names_it_until_it_is_decided(office: Database) -> None:
    assert (waiting(office, "zhao"), waiting(office, "lin")) == ([NO], [])

    act(office, "approve-plan", "zhao", "2026-11-02T10:00")
    assert waiting(office, "zhao") == []


def test_of_a_case_that_nobody_supervises_it_waits_for_whoever_may_decide(office: Database) -> None:
    with office.writing() as tx:
        tx.execute(update(case).values(supervisor=None))
        (one,) = approvals.awaiting(tx, EVERYWHERE, ["guan"], nobodys=True)

    assert (one.no, waiting(office, "guan")) == (NO, [])


def test_a_plan_taken_back_waits_no_more(office: Database) -> None:
    act(office, "amend-plan", "lin", "2026-11-02T10:00", reason="漏了", add={"讲课": "2026-12-01"})

    assert waiting(office, "zhao") == []
