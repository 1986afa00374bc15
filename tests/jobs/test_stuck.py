"""Stuck work: the doctor tells of what should have gone on long ago, and of nothing that merely waits its turn."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from jobs.stuck import stuck
from jobs.sweep import site_job, sweep
from models.vocabulary import MessageState
from store import leases, runs
from store.database import Database
from store.tables import letter, message, watch
from tests.jobs.conftest import MONDAY, ZONE
from tests.jobs.test_nagging import Postman, at, send, swept

DUE = "2026-11-16T08:40"  # a Monday on which letters are due
FRIDAY = "2026-11-20T18:00"


def kinds(office: Database, now: str) -> dict[str, int]:
    with office.reading() as tx:
        return {one.kind: one.count for one in stuck(tx, at(now), ZONE)}


@pytest.fixture
def due(office: Database) -> Database:
    """Something is to be said, and is queued."""
    assert swept(office, DUE).queued
    return office


def test_a_site_that_is_swept_and_delivered_has_nothing_stuck(due: Database) -> None:
    send(due, DUE, Postman())

    assert kinds(due, "2026-11-16T09:00") == {}


def test_messages_unsent_after_two_working_days_are_stuck(due: Database) -> None:
    assert "queue" not in kinds(due, "2026-11-18T20:00")
    assert kinds(due, "2026-11-19T00:30")["queue"] > 0


def test_a_weekend_is_no_time_in_which_letters_get_stuck(due: Database) -> None:
    with due.writing() as tx:
        tx.execute(update(message).values(queued_at=at(FRIDAY), not_before=None))

    assert "queue" not in kinds(due, "2026-11-24T23:00")
    assert "queue" in kinds(due, "2026-11-25T00:30")


def test_a_letter_whose_sender_is_long_gone_is_stuck(due: Database) -> None:
    send(due, DUE, Postman())
    with due.writing() as tx:
        tx.execute(update(message).where(message.c.letter_id.is_not(None)).values(state=MessageState.SENDING))
        tx.execute(update(letter).values(state=MessageState.SENDING, leased_until=at(DUE)))
        sending = len(tx.execute(select(message.c.id).where(message.c.state == MessageState.SENDING)).all())

    assert "sending" not in kinds(due, "2026-11-17T12:00")
    assert kinds(due, FRIDAY)["sending"] == sending


def test_what_nobody_looks_at_for_an_hour_is_stuck(office: Database) -> None:
    with office.writing() as tx:
        tx.execute(update(watch).values(look_at=at(DUE)))
        waiting = len(tx.execute(select(watch.c.key)).all())

    assert "watches" not in kinds(office, "2026-11-16T09:39")
    assert kinds(office, "2026-11-16T09:41") == {"watches": waiting}


def test_a_case_opened_just_now_is_not_stuck_though_its_watches_are_due_since_the_morning(office: Database) -> None:
    with office.reading() as tx:
        assert tx.execute(select(watch.c.look_at).where(watch.c.look_at < MONDAY - timedelta(hours=1))).first()

    assert kinds(office, "2026-11-02T09:30") == {}


def test_a_lease_that_ran_out_is_stuck_only_while_work_waits_for_it(office: Database) -> None:
    with office.writing() as tx:
        leases.acquire(tx, site_job("RZ"), "elsewhere:1:1:x", at(DUE), 60)
        tx.execute(update(watch).values(look_at=at(DUE)))

    assert kinds(office, "2026-11-16T10:00")["leases"] == 1
    sweep(office, at("2026-11-16T10:00"), ZONE)
    assert kinds(office, "2026-11-16T10:00") == {}


def test_a_run_that_never_ended_is_stuck_after_an_hour(office: Database) -> None:
    with office.writing() as tx:
        tx.execute(update(watch).values(look_at=at("2027-01-04T08:00")))
        runs.start(tx, "recompute", at(DUE), by="elsewhere:1:1:x")

    assert kinds(office, "2026-11-16T09:30") == {}
    with office.reading() as tx:
        (found,) = stuck(tx, at(DUE) + timedelta(hours=2), ZONE)
    assert (found.kind, found.names) == ("runs", ("recompute",))
