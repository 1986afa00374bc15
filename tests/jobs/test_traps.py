"""Traps that others fell into (docs of their reports: missed days, idle owners, several workers), each shown to be shut."""

import os
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from actions.perform import perform
from jobs.sweep import sweep
from models.people import EVERYWHERE, HOST
from notifications.channels import DeliveryError
from store import outbox, people
from store.database import Database
from store.messages import Message
from tests.jobs.conftest import ZONE
from tests.jobs.test_kills import Receiver, run, sent, url
from tests.jobs.test_nagging import Postman, at, send, swept

__all__ = ["url"]
NO = "RZ-2026-0001"


def about(office: Database, step: str) -> list[Message]:
    """Every message about one step."""
    with office.reading() as tx:
        return [one for one in outbox.listing(tx, EVERYWHERE, limit=1000).items if one.step == step]


@pytest.mark.parametrize("away", [1, 3, 10])
def test_a_rung_whose_day_was_missed_is_said_when_somebody_looks_again(office: Database, away: int) -> None:
    """T1: compared as a range, not for equality with today."""
    sweep(office, at("2026-11-02T12:00"), ZONE)
    swept(office, f"2026-11-{6 + away:02}T09:00")

    assert [one.rung for one in about(office, "intent") if one.state == "queued"]


def test_a_step_somebody_has_started_is_nagged_about_when_late(office: Database) -> None:
    """T2: in progress is not done."""
    with office.writing() as tx:
        perform(tx, "start-step", NO, step="intent", actor=people.get(tx, "lin"), now=at("2026-11-03T10:00"), zone=ZONE)
    swept(office, "2026-11-16T08:00")

    assert "lin" in {one.person for one in about(office, "intent")}


def test_a_weekly_rung_whose_weekday_was_missed_comes_the_next_day(office: Database) -> None:
    """T3: the rhythm counts working days from the date, not weekdays on which the job must run."""
    swept(office, "2026-11-13T08:00")
    rungs = {one.rung for one in about(office, "intent")}
    swept(office, "2026-11-27T08:00")  # the day after a weekly rung fell

    assert {one.rung for one in about(office, "intent") if one.state == "queued"} - rungs == {"T+15"}


@pytest.mark.parametrize("minute", [0, 7, 23, 59])
def test_at_whatever_minute_it_is_looked_the_same_is_said(office: Database, minute: int) -> None:
    """T4: no arithmetic with hours."""
    swept(office, f"2026-11-16T09:{minute:02}")

    assert {one.rung for one in about(office, "intent") if one.state == "queued"} == {"T+5"}


def test_a_case_whose_coordinator_left_is_the_supervisors(office: Database) -> None:
    """T5: nobody assigned is no reason to be silent."""
    with office.writing() as tx:
        people.change(tx, replace(people.get(tx, "lin"), active=False))
    swept(office, "2026-11-16T08:00")

    assert {one.person for one in about(office, "intent") if one.state == "queued"} == {"zhao"}


def test_sweepers_at_the_same_moment_queue_and_send_each_thing_once(url: str, tmp_path: Path) -> None:
    """T17, T22: four workers do the same morning's work at once."""
    moment = datetime(2026, 11, 16, 8, 40, tzinfo=ZONE)
    children = []
    for _ in range(4):
        child = os.fork()
        if child == 0:
            how = 1
            try:
                run(url, tmp_path, moment)
                how = 0
            finally:
                os._exit(how)
        children.append(child)
    ends = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    early = arrivals(tmp_path)
    run(url, tmp_path, moment + timedelta(minutes=10))

    assert ends == [0, 0, 0, 0]
    assert early == arrivals(tmp_path)
    assert set(early.values()) == {1}
    assert sorted(early) == sent(url)


def arrivals(home: Path) -> Counter[str]:
    """How often each message has arrived."""
    return Counter(key for _id, *keys in Receiver(home / "arrived").arrived() for key in keys)


def test_a_slot_writes_to_a_person_once(office: Database) -> None:
    """T22: what is queued after the morning's letter waits for the afternoon's."""
    postman = Postman()
    swept(office, "2026-11-16T08:00")
    send(office, "2026-11-16T08:40", postman)
    with office.writing() as tx:
        inputs = {"title": "补交材料", "due_on": str(date(2026, 11, 16))}
        perform(tx, "add-step", NO, actor=HOST, now=at("2026-11-16T09:00"), zone=ZONE, inputs=inputs, reason="漏交")
    sweep(office, at("2026-11-16T09:05"), ZONE)
    before = [one.to for one in postman.carried]
    send(office, "2026-11-16T09:10", postman)
    assert [one.to for one in postman.carried] == before

    send(office, "2026-11-16T14:05", postman)
    assert len(postman.carried) > len(before)


def test_what_the_runs_report_is_what_became_of_the_messages(office: Database) -> None:
    """T25: what was said to have been handled was handled; counted over a month with acts, failures and tries again."""
    postman = Postman(*[DeliveryError("421 later", permanent=False)] * 3, DeliveryError("550 no", permanent=True))
    told: Counter[str] = Counter()
    for day in range(2, 31):
        found = sweep(office, at(f"2026-11-{day:02}T08:00"), ZONE)
        told += Counter(queued=found.queued, superseded=found.suppressed)
        if key := {5: "intent", 12: "basic-facts", 19: "look-back"}.get(day):
            settle(office, key, f"2026-11-{day:02}T08:10")
        for hour in ("08:40", "09:30", "14:10"):
            report = send(office, f"2026-11-{day:02}T{hour}", postman)
            told += Counter(sent=report.sent, dead=report.dead, suppressed=report.suppressed)
    with office.reading() as tx:
        counts = {str(state): count for state, count in outbox.counts(tx).items()}

    assert {state: told[state] for state in ("sent", "dead", "suppressed", "superseded")}.items() <= counts.items()
    assert told["queued"] == told["sent"] + told["dead"] + told["suppressed"] + counts["queued"]
    assert min(told["sent"], told["dead"], told["suppressed"]) > 0


def settle(office: Database, key: str, moment: str) -> None:
    with office.writing() as tx:
        perform(tx, "waive-step", NO, step=key, actor=HOST, now=at(moment), zone=ZONE, reason="演练")
