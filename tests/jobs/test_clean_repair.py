"""Repair after two clean years: a case opens ahead of the day, ends by itself the day after, and its people hear of it."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from actions.open_case import open_case
from actions.perform import perform
from actions.record_credit_event import record_credit_event, retract_credit_event
from cases.credit import level_on
from jobs.repair_credit import RepairReport, repair_credit
from jobs.sweep import sweep
from models.casefile import CaseFile
from models.people import EVERYWHERE, HOST
from models.refusals import Refused
from models.vocabulary import Channel
from store import cases, credit, outbox, people
from store.database import Database
from tests.jobs.conftest import USCC, ZONE

CLEAN = "RZ-2026-0002"


def at(word: str) -> datetime:
    return datetime.fromisoformat(word).replace(hour=9, tzinfo=ZONE)


def happened(office: Database, kind: str, on: str, told: str = "") -> None:
    with office.writing() as tx:
        record_credit_event(
            tx, site="RZ", enterprise=USCC, kind=kind, on=date.fromisoformat(on), reason="决定书", actor=HOST,
            now=at(told or "2026-11-23"), zone=ZONE,
        )  # fmt: skip


def morning(office: Database, on: str) -> RepairReport:
    return repair_credit(office, at(on), ZONE)


def loaded(office: Database, no: str = CLEAN) -> CaseFile:
    with office.reading() as tx:
        return cases.load(tx, no)


def level(office: Database, on: str) -> str:
    with office.reading() as tx:
        return level_on(credit.history(tx, "RZ", USCC), date.fromisoformat(on))


@pytest.fixture
def dishonest(office: Database) -> Database:
    """Found dishonest on the second of January 2025, under order 251."""
    happened(office, "dishonest", "2025-01-02")
    return office


def test_nothing_opens_more_than_two_months_ahead(office: Database) -> None:
    happened(office, "dishonest", "2025-03-03")

    assert morning(office, "2026-11-24") == RepairReport()


def test_a_case_opens_ahead_with_the_people_of_the_last_case_and_the_day(dishonest: Database) -> None:
    assert morning(dishonest, "2026-11-24").opened == [CLEAN]

    case = loaded(dishonest)
    assert (case.process.process, case.coordinator) == ("credit-repair-clean", "lin")
    assert case.milestones["clean-until"] == date(2027, 1, 2)
    assert [row.key for row in case.live_steps] == ["clean-check"]


def test_it_opens_once_and_waits_for_its_day(dishonest: Database) -> None:
    morning(dishonest, "2026-11-24")

    assert morning(dishonest, "2026-11-25") == RepairReport()
    assert morning(dishonest, "2027-01-02") == RepairReport()
    assert level(dishonest, "2027-01-02") == "dishonest"


def test_the_day_after_the_enterprise_is_regular_again(dishonest: Database) -> None:
    morning(dishonest, "2026-11-24")

    assert morning(dishonest, "2027-01-03").ended == [CLEAN]
    assert level(dishonest, "2027-01-03") == "regular"
    assert (loaded(dishonest).outcome, morning(dishonest, "2027-01-04")) == ("repaired", RepairReport())


def test_its_people_hear_of_it_once(dishonest: Database) -> None:
    morning(dishonest, "2026-11-24")
    morning(dishonest, "2027-01-03")
    for day in ("2027-01-04", "2027-01-04", "2027-01-05"):
        sweep(dishonest, at(day), ZONE)

    with dishonest.reading() as tx:
        found = outbox.listing(tx, EVERYWHERE, no=CLEAN).items
    told = [one.person for one in found if (one.kind, one.channel) == ("ended_by_itself", Channel.EMAIL)]
    assert sorted(told) == ["lin", "zhao"]


def test_a_time_that_was_over_long_ago_is_told_at_once(office: Database) -> None:
    happened(office, "dishonest_light", "2022-05-09")
    report = morning(office, "2026-11-24")

    assert (report.opened, report.ended) == ([CLEAN], [CLEAN])


def test_another_finding_ends_the_case_for_nothing_and_the_time_begins_anew(dishonest: Database) -> None:
    morning(dishonest, "2026-11-24")
    happened(dishonest, "dishonest_light", "2026-11-30", "2026-12-01")

    assert morning(dishonest, "2026-12-02").ended == [CLEAN]
    assert (loaded(dishonest).outcome, level(dishonest, "2027-01-04")) == ("not_due", "dishonest")
    assert morning(dishonest, "2027-01-04") == RepairReport()


def test_a_finding_taken_back_ends_it_too(dishonest: Database) -> None:
    morning(dishonest, "2026-11-24")
    with dishonest.writing() as tx:
        (event,) = credit.history(tx, "RZ", USCC).events
        retract_credit_event(
            tx, site="RZ", enterprise=USCC, event=event.id, reason="误登", actor=HOST, now=at("2026-11-25"), zone=ZONE
        )

    assert morning(dishonest, "2026-11-26").ended == [CLEAN]


def test_an_application_still_open_when_the_two_years_are_over_ends_with_them(dishonest: Database) -> None:
    with dishonest.writing() as tx:
        done = open_case(
            tx, site="RZ", enterprise=USCC, process="credit-repair", coordinator="lin", actor=HOST,
            now=at("2026-11-02"), zone=ZONE,
        )  # fmt: skip

    assert morning(dishonest, "2026-11-24") == RepairReport()
    assert morning(dishonest, "2027-01-04").ended == [done.no]
    assert loaded(dishonest, done.no).outcome == "repaired"


def test_nobody_ends_it_in_place_of_the_clock(dishonest: Database) -> None:
    morning(dishonest, "2026-11-24")

    with dishonest.reading() as tx:
        zhao = people.get(tx, "zhao")
    with dishonest.writing() as tx, pytest.raises(Refused) as refused:
        perform(tx, "advance-stage", CLEAN, actor=zhao, now=at("2026-11-25"), zone=ZONE, inputs={"outcome": "clean"})
    assert [one.code for one in refused.value.reasons] == ["outcome.role"]


def test_who_is_not_there_any_more_gets_no_case(dishonest: Database) -> None:
    with dishonest.writing() as tx:
        people.change(tx, replace(people.get(tx, "lin"), active=False))
    morning(dishonest, "2026-11-24")

    case = loaded(dishonest)
    assert (case.coordinator, case.supervisor) == (None, "zhao")
