"""Watching over the clock: two sweeps in a row that are missing are told of, by whatever still runs."""

from datetime import datetime
from itertools import pairwise

import pytest

from flows.schedules import SCHEDULES
from jobs.watch_over import watch_over
from models.people import EVERYWHERE, Address, Person
from models.vocabulary import Channel, MessageState, Role
from store import addresses, alarms, outbox, people, runs
from store.database import Database
from store.messages import Message
from tests.jobs.conftest import MONDAY, ZONE
from tests.jobs.test_nagging import Postman, at, send, swept


@pytest.fixture
def office(office: Database) -> Database:
    """Ada runs the program; a bot reaches her beside the mail."""
    with office.writing() as tx:
        people.add(tx, Person("ada", "艾", Role.ADMINISTRATOR, "", None, "ada@example.com"), MONDAY)
        addresses.put(tx, "ada", Address(Channel.WECOM, "https://bot.example/ada"))
    return office


def watched(office: Database, moment: str) -> int:
    return watch_over(office, at(moment), ZONE).missed


def told(office: Database) -> list[Message]:
    with office.reading() as tx:
        return [one for one in outbox.listing(tx, EVERYWHERE, limit=500).items if one.kind == "silence"]


def up(office: Database) -> list[str]:
    with office.reading() as tx:
        return [one.kind for one in alarms.up(tx)]


def test_a_program_just_set_up_misses_nothing(office: Database) -> None:
    assert (watched(office, "2026-11-16T08:05"), up(office)) == (0, [])


@pytest.mark.parametrize(("moment", "missed"), [("08:35", 0), ("09:00", 0), ("09:05", 2), ("10:35", 5)])
def test_the_alarm_is_raised_when_two_sweeps_in_a_row_are_missing(office: Database, moment: str, missed: int) -> None:
    """T18: a job that never fires is noticed."""
    swept(office, "2026-11-16T08:00")

    assert watched(office, f"2026-11-16T{moment}") == missed
    assert up(office) == (["silence"] if missed else [])


def test_administrators_hear_of_it_on_every_channel_they_have_although_nothing_sweeps(office: Database) -> None:
    swept(office, "2026-11-16T08:00")
    watched(office, "2026-11-16T09:05")

    assert {(one.person, one.channel) for one in told(office)} == {
        ("ada", Channel.INBOX),
        ("ada", Channel.EMAIL),
        ("ada", Channel.WECOM),
    }


def test_it_is_said_once_however_often_one_looks(office: Database) -> None:
    postman = Postman()
    swept(office, "2026-11-16T08:00")
    for moment in ("09:05", "09:15", "09:25"):
        watched(office, f"2026-11-16T{moment}")
        send(office, f"2026-11-16T{moment}", postman)

    assert [one.to for one in postman.carried if one.to == "ada@example.com"] == ["ada@example.com"]


def test_a_sweep_that_comes_to_its_end_takes_it_back(office: Database) -> None:
    swept(office, "2026-11-16T08:00")
    watched(office, "2026-11-16T09:05")
    swept(office, "2026-11-16T09:30")
    watched(office, "2026-11-16T09:35")
    send(office, "2026-11-16T09:40", Postman())

    assert up(office) == []
    assert {one.state for one in told(office) if one.channel is not Channel.WECOM} == {MessageState.SUPPRESSED}


def test_a_sweep_that_fails_is_a_sweep_that_is_missing(office: Database) -> None:
    swept(office, "2026-11-16T08:00")
    with office.writing() as tx:
        for minute in (0, 30):
            began = datetime(2026, 11, 16, 9, minute, tzinfo=ZONE)
            runs.end(tx, runs.start(tx, "sweep", began), began, ok=False)

    assert watched(office, "2026-11-16T09:35") == 3


def test_the_schedule_sweeps_as_often_as_is_watched_for() -> None:
    times = next(one for one in SCHEDULES if one.name == "sweep").times
    moments = [datetime.combine(MONDAY.date(), one) for one in times]

    assert {later - earlier for earlier, later in pairwise(moments)} == {runs.SWEEP_EVERY}
