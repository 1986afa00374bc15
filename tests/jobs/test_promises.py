"""Promises, standstill and what happens on resuming, through sweep and delivery."""

from actions.perform import perform
from models.people import EVERYWHERE
from models.vocabulary import MessageState, Subject
from store import cases, outbox, people, watches
from store.database import Database
from store.messages import Message
from tests.jobs.conftest import ZONE
from tests.jobs.test_consequences import NO, do
from tests.jobs.test_nagging import Postman, at, send, swept


def queued(office: Database, person: str, subject: Subject) -> set[str]:
    """The rungs of one kind that wait to be sent to somebody about ``intent`` or the case."""
    return {one.rung for one in _messages(office, person, subject) if one.step in ("intent", "")}


def _messages(office: Database, person: str, subject: Subject) -> list[Message]:
    with office.reading() as tx:
        found = outbox.listing(tx, EVERYWHERE, state=MessageState.QUEUED, person=person, limit=500).items
    return [one for one in found if one.waiting.subject is subject]


def test_until_the_promised_day_the_doer_is_left_in_peace_and_the_supervisor_is_not(office: Database) -> None:
    do(office, "promise", "2026-11-05T09:00", by="lin", step="intent", promised_on="2026-11-16")
    swept(office, "2026-11-13T08:00")

    assert queued(office, "lin", Subject.TARGET) == set()
    assert queued(office, "zhao", Subject.TARGET) == {"T+5"}


def test_on_the_promised_day_the_doer_is_reminded_of_it(office: Database) -> None:
    do(office, "promise", "2026-11-05T09:00", by="lin", step="intent", promised_on="2026-11-16")
    swept(office, "2026-11-16T08:00")

    assert queued(office, "lin", Subject.PROMISE) == {"T"}
    assert queued(office, "zhao", Subject.PROMISE) == set()


def test_a_broken_promise_is_told_to_the_supervisor_at_once_and_the_ladder_goes_on(office: Database) -> None:
    do(office, "promise", "2026-11-05T09:00", by="lin", step="intent", promised_on="2026-11-16")
    swept(office, "2026-11-16T08:00")
    swept(office, "2026-11-17T08:00")

    assert queued(office, "zhao", Subject.PROMISE) == {"T+1"}
    assert queued(office, "lin", Subject.TARGET) == {"T+5"}


def test_a_promise_kept_is_not_heard_of_again(office: Database) -> None:
    do(office, "promise", "2026-11-05T09:00", by="lin", step="look-back", promised_on="2026-11-16")
    do(office, "waive-step", "2026-11-13T09:00", by="zhao", step="look-back")
    swept(office, "2026-11-20T08:00")

    assert _messages(office, "zhao", Subject.PROMISE) == []


def test_a_new_promise_has_a_ladder_of_its_own(office: Database) -> None:
    do(office, "promise", "2026-11-05T09:00", by="lin", step="intent", promised_on="2026-11-10")
    swept(office, "2026-11-11T08:00")
    do(office, "promise", "2026-11-11T09:00", by="lin", step="intent", promised_on="2026-11-12")
    swept(office, "2026-11-13T08:00")

    assert {one.revision for one in _messages(office, "zhao", Subject.PROMISE) if one.rung == "T+1"} == {1, 2}
    with office.reading() as tx:
        assert next(one for one in cases.load(tx, NO).steps if one.key == "intent").broken == 1


def test_a_message_about_a_promise_that_was_renewed_is_not_sent(office: Database) -> None:
    postman = Postman()
    do(office, "promise", "2026-11-05T09:00", by="lin", step="intent", promised_on="2026-11-10")
    swept(office, "2026-11-11T08:00")
    do(office, "promise", "2026-11-11T08:10", by="lin", step="intent", promised_on="2026-11-12")
    send(office, "2026-11-11T08:40", postman)

    assert not any("/promise/r1/" in key for envelope in postman.carried for key in envelope.keys)


# standing still ---------------------------------------------------------------------------------------------------------


def test_a_case_that_does_not_move_is_told_of_and_each_standstill_anew(office: Database) -> None:
    swept(office, "2026-11-16T08:00")
    assert queued(office, "lin", Subject.STILLNESS) == {"T+10"}

    do(office, "ask-party", "2026-11-16T09:00", by="lin", step="intent", party="enterprise", question="？")
    swept(office, "2026-11-30T08:00")
    keys = {one.subject_key for one in _messages(office, "lin", Subject.STILLNESS)}
    assert {key.split("/")[2] for key in keys} == {"2026-11-02", "2026-11-16"}


def test_a_forgotten_case_reaches_the_supervisor(office: Database) -> None:
    swept(office, "2026-11-23T08:00")

    assert queued(office, "zhao", Subject.STILLNESS) == {"T+15"}


def test_a_suspended_case_is_silent_and_late_for_nothing_when_it_comes_back(office: Database) -> None:
    """T11: on resuming there is a warning before anything is overdue."""
    do(office, "suspend-case", "2026-11-05T09:00", by="zhao", resume_on="2026-12-07")
    swept(office, "2026-12-04T08:00")
    assert queued(office, "lin", Subject.STILLNESS) == queued(office, "lin", Subject.TARGET) == set()

    do(office, "resume-case", "2026-12-07T09:00", by="zhao")
    swept(office, "2026-12-07T10:00")

    assert queued(office, "lin", Subject.TARGET) == {"T"}  # it was due the day it was suspended
    assert queued(office, "lin", Subject.STILLNESS) == set()


def test_a_reassignment_survives_a_recomputation(office: Database) -> None:
    """T24."""
    do(office, "assign", "2026-11-03T09:00", by="zhao", step="intent", to="zhao")
    do(office, "recompute-deadlines", "2026-11-04T09:00")
    with office.reading() as tx:
        doers = {one.waiting.step: one.waiting.doer for one in watches.of_case(tx, NO)}

    assert doers["intent"] == "zhao"


def test_another_coordinator_hears_what_the_first_had_acknowledged(office: Database) -> None:
    with office.writing() as tx:
        perform(
            tx, "acknowledge", NO, step="intent", actor=people.get(tx, "lin"), now=at("2026-11-16T07:00"), zone=ZONE
        )
    do(office, "assign", "2026-11-16T07:30", by="zhao", to="zhao", role="coordinator")
    swept(office, "2026-11-16T08:00")

    assert queued(office, "zhao", Subject.TARGET) == {"T+5"}
