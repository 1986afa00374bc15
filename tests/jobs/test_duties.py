"""Every morning the duties that begin are asked for, and who missed one hears of it; running it twice says nothing twice."""

from datetime import date, datetime
from typing import Any

import pytest

from actions.take_over import take_over
from jobs.keep_duties import keep_duties
from jobs.sweep import sweep
from models.people import EVERYWHERE, HOST
from store import cases, outbox
from store.database import Database
from tests.jobs.conftest import MONDAY, USCC, ZONE

NO = "RZ-2026-0002"
CERTIFIED, EXPIRES = date(2026, 11, 2), date(2031, 11, 2)


@pytest.fixture
def office(office: Database) -> Database:
    with office.writing() as tx:
        take_over(
            tx, site="RZ", enterprise=USCC, process="aeo-certified", stage="follow-up", since=CERTIFIED,
            coordinator="lin", actor=HOST, now=MONDAY, zone=ZONE,
            facts={"certificate_no": "A1"}, milestones={"certified": CERTIFIED, "certificate-expires": EXPIRES},
        )  # fmt: skip
    return office


def at(*words: int) -> datetime:
    return datetime(*words, 9, tzinfo=ZONE)  # type: ignore[arg-type, misc]


def rungs(office: Database, step: str) -> list[tuple[str, Any]]:
    with office.reading() as tx:
        found = outbox.listing(tx, EVERYWHERE, limit=500).items
    return sorted({(one.rung, one.person) for one in found if one.step == step and one.case == NO})


def test_what_begins_is_a_step_with_its_holder_and_both_dates(office: Database) -> None:
    report = keep_duties(office, at(2027, 3, 1), ZONE)

    assert report.begun >= 1
    with office.reading() as tx:
        row = cases.load(tx, NO).step("annual-report")
    assert row is not None
    assert (row.holder, str(row.target and row.target.due_on), str(row.statutory and row.statutory.due_on)) == (
        "enterprise",
        "2027-06-15",
        "2027-06-30",
    )


def test_the_same_morning_twice_begins_nothing_twice(office: Database) -> None:
    keep_duties(office, at(2027, 3, 1), ZONE)

    assert keep_duties(office, at(2027, 3, 1), ZONE).begun == 0


def test_a_case_of_which_nothing_begins_is_not_looked_at(office: Database) -> None:
    assert keep_duties(office, at(2026, 11, 3), ZONE).cases == 0


def test_the_ladder_of_the_law_climbs_until_the_duty_is_kept(office: Database) -> None:
    keep_duties(office, at(2027, 3, 1), ZONE)
    for moment in (at(2027, 6, 29), at(2027, 7, 1)):
        sweep(office, moment, ZONE)
        sweep(office, moment, ZONE)

    assert ("T+1", "zhao") in rungs(office, "annual-report")


def test_a_missed_duty_is_counted_once(office: Database) -> None:
    keep_duties(office, at(2027, 3, 1), ZONE)

    assert keep_duties(office, at(2027, 7, 1), ZONE).missed >= 1
    with office.reading() as tx:
        row = cases.load(tx, NO).step("annual-report")
    assert row is not None
    assert str(row.missed_on) == "2027-07-01"
    assert keep_duties(office, at(2027, 7, 2), ZONE).missed == 0
