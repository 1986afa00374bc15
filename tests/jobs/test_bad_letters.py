"""One bad letter, one broken run: the others go on, and nothing is tried for ever."""

import errno
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from actions.perform import perform
from jobs.deliver import deliver
from jobs.rounds import ATTEMPTS, DeliverReport, Post
from jobs.sweep import sweep
from jobs.tidy import tidy
from models.people import EVERYWHERE, Person
from models.vocabulary import Channel, MessageState, Role
from notifications.channels import DeliveryError, Envelope
from store import accounts, leases, letters, outbox, people, runs
from store.database import Database
from store.sendlog import SendJournal
from tests.jobs.conftest import ZONE
from tests.jobs.test_kills import killed, url
from tests.jobs.test_nagging import Postman, at, journal_of, quieten, send, str_of, swept

__all__ = ["url"]
MORNING = "2026-11-16T08:40"


@dataclass(frozen=True, slots=True)
class TornJournal(SendJournal):
    """Breaks over the first letter it is shown, in a way nobody expects."""

    tears: list[str] = field(default_factory=lambda: ["torn"])

    def note(self, keys: Sequence[str], at: datetime) -> None:
        if self.tears:
            raise RuntimeError(self.tears.pop())
        SendJournal.note(self, keys, at)


@dataclass(frozen=True, slots=True)
class FullJournal(SendJournal):
    """On a disk without space, until there is some."""

    def note(self, keys: Sequence[str], at: datetime) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")


def mails(office: Database, state: MessageState) -> int:
    with office.reading() as tx:
        found = outbox.listing(tx, EVERYWHERE, state=state, limit=500).items
    return sum(one.channel is Channel.EMAIL for one in found)


def test_a_letter_that_fails_unexpectedly_keeps_no_other_from_going(office: Database, tmp_path: Path) -> None:
    swept(office, "2026-11-16T08:00")
    post = Post({Channel.EMAIL: Postman()}, TornJournal(tmp_path / "sent.jsonl"), "", str_of)
    report = deliver(office, at(MORNING), ZONE, post)

    assert report.failed == 1
    assert mails(office, MessageState.SENT) > 0


def test_a_delivery_with_a_failed_letter_did_not_go_well_but_has_ended(office: Database, tmp_path: Path) -> None:
    swept(office, "2026-11-16T08:00")
    deliver(office, at(MORNING), ZONE, Post({Channel.EMAIL: Postman()}, TornJournal(tmp_path / "sent"), "", str_of))
    with office.reading() as tx:
        assert (runs.last_good(tx, "deliver"), runs.last_ended(tx, "deliver")) == (None, at(MORNING))


def test_after_a_letter_that_cannot_be_taken_down_no_other_leaves_until_it_can(
    office: Database, tmp_path: Path
) -> None:
    swept(office, "2026-11-16T08:00")
    postman, path = Postman(), tmp_path / "sent.jsonl"
    full = deliver(office, at(MORNING), ZONE, Post({Channel.EMAIL: postman}, FullJournal(path), "", str_of))
    assert (len(postman.carried), full.failed) == (1, 1)

    deliver(office, at(MORNING), ZONE, Post({Channel.EMAIL: postman}, SendJournal(path), "", str_of))

    assert len(postman.carried) == len({one.message_id for one in postman.carried}) > 1
    assert mails(office, MessageState.QUEUED) == 0


def test_what_a_carrier_chokes_on_is_tried_so_often_and_keeps_no_other_from_going(office: Database) -> None:
    swept(office, "2026-11-16T08:00")
    postman = Choking()
    for hour in range(2 * ATTEMPTS):  # in working hours, two days long
        send(office, f"2026-11-{16 + hour // 8}T{9 + hour % 8:02}:40", postman)

    with office.reading() as tx:
        dead = outbox.listing(tx, EVERYWHERE, state=MessageState.DEAD, limit=500).items
    assert postman.choked == ATTEMPTS
    assert {(one.person, one.error) for one in dead} == {("lin", "IndexError: list index out of range")}
    assert [one.to for one in postman.carried] == ["zhao@example.com"]


class Choking(Postman):
    """A library that breaks over Lin's address."""

    choked = 0

    def carry(self, envelope: Envelope) -> None:
        if envelope.to == "lin@example.com":
            self.choked += 1
            raise IndexError("list index out of range")
        super().carry(envelope)


def test_a_letter_over_which_every_sender_dies_is_given_up(url: str, tmp_path: Path) -> None:
    for _ in range(ATTEMPTS):
        assert killed(url, tmp_path, at(MORNING), "send.before", 1)
    database = Database(url)
    report = _calm_delivery(database)

    assert report.dead > 0
    with database.reading() as tx:
        given_up = outbox.listing(tx, EVERYWHERE, state=MessageState.DEAD, limit=500).items
    assert {one.error for one in given_up} == {letters.NEVER_TOLD}
    database.close()


def _calm_delivery(database: Database) -> DeliverReport:
    post = Post({Channel.EMAIL: Postman()}, journal_of(database), "", str_of)
    return deliver(database, at(MORNING), ZONE, post)


def test_what_is_snoozed_after_it_was_queued_waits_for_that_day(office: Database) -> None:
    postman = Postman()
    swept(office, "2026-11-16T08:00")
    quieten(office, "snooze", "intent", "2026-11-16T08:10", until="2026-11-18")
    send(office, MORNING, postman)
    assert not any("/intent/" in key for envelope in postman.carried for key in envelope.keys)

    swept(office, "2026-11-18T08:00")
    send(office, "2026-11-18T08:40", postman)
    assert any("/intent/" in key for envelope in postman.carried for key in envelope.keys)


def test_what_was_urged_of_somebody_who_has_the_step_no_longer_is_not_sent_to_them(office: Database) -> None:
    with office.writing() as tx:
        people.add(tx, Person("mei", "梅青", Role.COORDINATOR, "RZ", "zhao", "mei@example.com"), at(MORNING))
        zhao = people.get(tx, "zhao")
        perform(tx, "urge", "RZ-2026-0001", step="look-back", actor=zhao, now=at("2026-11-03T09:00"), zone=ZONE)
    swept(office, "2026-11-03T09:30")
    with office.writing() as tx:
        perform(tx, "assign", "RZ-2026-0001", actor=zhao, now=at("2026-11-03T09:40"), zone=ZONE, inputs={"to": "mei"})
    postman = Postman()
    send(office, "2026-11-03T10:00", postman)

    assert not any("/U1/lin/" in key for envelope in postman.carried for key in envelope.keys)


def test_a_sweep_that_finds_another_under_way_does_not_count_as_a_sweep(office: Database) -> None:
    with office.writing() as tx:
        leases.acquire(tx, "sweep RZ", "elsewhere:1:1", at(MORNING), 300)
    report = sweep(office, at(MORNING), ZONE)

    assert report.elsewhere
    with office.reading() as tx:
        assert runs.last_ended(tx, "sweep") is None


def test_a_run_ends_after_it_began(office: Database) -> None:
    sweep(office, at(MORNING), ZONE)
    with office.reading() as tx:
        ran = runs.listing(tx, job="sweep")[0]

    assert ran.ended_at is not None
    assert ran.ended_at > ran.started_at


def test_the_night_forgets_what_has_run_out(office: Database) -> None:
    with office.writing() as tx:
        accounts.begin_session(tx, "secret", "lin", "csrf", at(MORNING))
        runs.end(tx, runs.start(tx, "deliver", at(MORNING)), at(MORNING), ok=False)
    report = tidy(office, at(MORNING) + timedelta(days=91))

    assert (report.sign_ins, report.runs) == (1, 1)
    with office.reading() as tx:
        assert accounts.find_session(tx, "secret", at(MORNING)) is None


def test_the_night_leaves_what_still_counts(office: Database) -> None:
    with office.writing() as tx:
        accounts.begin_session(tx, "secret", "lin", "csrf", at(MORNING))

    assert tidy(office, at(MORNING)).sign_ins == 0


def test_a_second_try_to_somebody_of_no_site_keeps_the_hours_of_the_cases_site(office: Database) -> None:
    postman = Postman(DeliveryError("451 later", permanent=False), DeliveryError("451 later", permanent=False))
    with office.writing() as tx:
        people.change(tx, replace(people.get(tx, "lin"), site=""))
    swept(office, "2026-11-16T08:00")
    send(office, "2026-11-16T17:59", postman)
    send(office, "2026-11-16T22:00", postman)
    at_night = [one.to for one in postman.carried]
    send(office, "2026-11-17T08:40", postman)

    assert "lin@example.com" not in at_night
    assert "lin@example.com" in [one.to for one in postman.carried]


@pytest.mark.parametrize("permanent", [True, False])
def test_the_log_names_the_letter_and_never_the_address(
    office: Database, caplog: pytest.LogCaptureFixture, *, permanent: bool
) -> None:
    swept(office, "2026-11-16T08:00")
    refused = DeliveryError("550 <lin@example.com> unknown", permanent=permanent)
    send(office, MORNING, Postman(*[refused] * 9))

    assert "was not delivered" in caplog.text
    assert "@example.com" not in caplog.text
