"""The spine of nagging: sweep, deliver, preview; every sweep runs twice."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from actions.perform import perform
from jobs.deliver import DeliverReport, Post, deliver
from jobs.preview import preview
from jobs.sweep import SweepReport, sweep
from models.people import EVERYWHERE, Scope
from models.vocabulary import Channel, MessageState
from notifications.channels import DeliveryError, Envelope
from notifications.channels.smtp import SmtpCarrier
from store import instance, outbox, people, watches
from store.database import Database
from tests.jobs.conftest import ZONE


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


class Postman:
    """Keeps what it is given; fails as often as it is told to."""

    def __init__(self, *failures: DeliveryError) -> None:
        self.carried: list[Envelope] = []
        self.failures = list(failures)

    def carry(self, envelope: Envelope) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.carried.append(envelope)


def send(office: Database, now: str, postman: Postman | SmtpCarrier) -> DeliverReport:
    return deliver(
        office, at(now), ZONE, Post({Channel.EMAIL: postman}, "http://desk", lambda holder, language: holder)
    )


def swept(office: Database, now: str) -> SweepReport:
    """Swept twice: the second time finds nothing to say."""
    report = sweep(office, at(now), ZONE)
    assert sweep(office, at(now), ZONE).queued == 0
    return report


def states(office: Database) -> set[MessageState]:
    with office.reading() as tx:
        return {one.state for one in outbox.listing(tx, EVERYWHERE, limit=500).items}


def test_a_day_without_rungs_is_quiet(office: Database) -> None:
    postman = Postman()
    with office.writing() as tx:
        for key in ("intent", "basic-facts", "look-back", "commerce-opinion"):
            lin = people.get(tx, "lin")
            if key == "intent":
                perform(tx, "complete-step", "RZ-2026-0001", step=key, actor=lin, now=at("2026-11-02T10:00"))
    sweep(office, at("2026-11-03T08:00"), ZONE)
    send(office, "2026-11-03T08:40", postman)

    assert all("intent" not in key for envelope in postman.carried for key in envelope.keys)


def test_one_letter_names_all_late_steps_of_the_coordinator(office: Database) -> None:
    postman = Postman()
    swept(office, "2026-11-16T08:00")
    send(office, "2026-11-16T08:40", postman)
    letter = next(one for one in postman.carried if one.to == "lin@example.com")

    assert "核对企业基本情况" in letter.letter.text
    assert "信用记录回溯查询" in letter.letter.text
    assert len([one for one in postman.carried if one.to == "lin@example.com"]) == 1


def test_delivering_again_sends_nothing_again(office: Database) -> None:
    postman = Postman()
    swept(office, "2026-11-16T08:00")
    send(office, "2026-11-16T08:40", postman)
    before = len(postman.carried)
    swept(office, "2026-11-16T08:37")
    send(office, "2026-11-16T08:50", postman)

    assert len(postman.carried) == before


def test_three_days_without_a_scheduler_lose_no_rung(office: Database) -> None:
    swept(office, "2026-11-03T08:00")
    report = swept(office, "2026-11-13T08:01")

    assert report.queued > 0
    assert report.failed == 0


@pytest.mark.parametrize("moment", ["2026-11-15T10:00", "2026-11-16T05:00", "2026-11-16T18:01"])
def test_nothing_goes_out_on_rest_days_or_at_night(office: Database, moment: str) -> None:
    postman = Postman()
    sweep(office, at("2026-11-13T19:00"), ZONE)
    send(office, moment, postman)

    assert postman.carried == []


def test_what_was_done_meanwhile_is_not_sent(office: Database) -> None:
    postman = Postman()
    swept(office, "2026-11-16T08:00")
    with office.writing() as tx:
        lin = people.get(tx, "lin")
        perform(tx, "complete-step", "RZ-2026-0001", step="intent", actor=lin, now=at("2026-11-16T08:10"))
    send(office, "2026-11-16T08:40", postman)

    assert all("/intent/" not in key for envelope in postman.carried for key in envelope.keys)
    assert MessageState.SUPPRESSED in states(office)


def test_a_transient_failure_is_tried_again_under_the_same_message_id(office: Database) -> None:
    postman = Postman(DeliveryError("451 later", permanent=False), DeliveryError("451 later", permanent=False))
    swept(office, "2026-11-16T08:00")
    first = send(office, "2026-11-16T08:40", postman)
    again = send(office, "2026-11-16T08:45", postman)

    assert (first.retried > 0, again.sent > 0) == (True, True)
    assert len({one.message_id for one in postman.carried}) == len(postman.carried)


def test_a_permanent_failure_is_dead_and_says_why(office: Database) -> None:
    swept(office, "2026-11-16T08:00")
    send(office, "2026-11-16T08:40", Postman(DeliveryError("550 no such user", permanent=True)))
    with office.reading() as tx:
        dead = outbox.listing(tx, EVERYWHERE, state=MessageState.DEAD).items

    assert {one.error for one in dead} == {"550 no such user"}


def test_a_held_installation_sends_nothing_and_says_so(office: Database) -> None:
    postman = Postman()
    swept(office, "2026-11-16T08:00")
    with office.writing() as tx:
        instance.begin(tx, "marker")
        instance.hold(tx, "restored")
    report = send(office, "2026-11-16T08:40", postman)

    assert (postman.carried, report.held) == ([], "restored")


def test_one_broken_case_does_not_stop_the_others(office: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    from jobs.live import Live

    whole = Live.plan

    def plan(self: Live, waiting: Any, heard: Any, today: date) -> Any:
        if waiting.step == "intent":
            raise RuntimeError("broken")
        return whole(self, waiting, heard, today)

    monkeypatch.setattr(Live, "plan", plan)
    report = sweep(office, at("2026-11-16T08:00"), ZONE)

    assert report.failed == 1
    assert report.queued > 0


def test_the_preview_of_today_is_what_is_then_sent(office: Database) -> None:
    with office.reading() as tx:
        foreseen = preview(tx, date(2026, 11, 16), at("2026-11-16T08:00"), ZONE, Scope())
    swept(office, "2026-11-16T08:00")
    send(office, "2026-11-16T08:40", Postman())
    with office.reading() as tx:
        sent = outbox.listing(tx, EVERYWHERE, state=MessageState.SENT, limit=500).items

    assert {(one.person, one.channel, one.rung, one.step) for one in foreseen.messages} == {
        (one.person, one.channel, one.rung, one.step) for one in sent
    }


def test_two_sweepers_leave_each_other_alone(office: Database) -> None:
    sweep(office, at("2026-11-16T08:00"), ZONE)
    with office.reading() as tx:
        keys = [one.key for one in outbox.listing(tx, EVERYWHERE, limit=500).items]

    assert len(keys) == len(set(keys))
    with office.reading() as tx:
        assert watches.due(tx, at("2026-11-16T08:00"), limit=10) == []


class Inbox(Message):
    """A mail server that keeps what it receives."""

    def __init__(self) -> None:
        super().__init__()
        self.received: list[Any] = []

    def handle_message(self, message: Any) -> None:
        self.received.append(message)


@pytest.fixture
def server() -> Iterator[tuple[Controller, Inbox]]:
    inbox = Inbox()
    controller = Controller(inbox, hostname="127.0.0.1", port=0)
    controller.port = _free_port()
    controller.start()
    yield controller, inbox
    controller.stop()


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_letter_arrives_at_a_real_mail_server(office: Database, server: tuple[Controller, Inbox]) -> None:
    controller, inbox = server
    swept(office, "2026-11-16T08:00")
    send(office, "2026-11-16T08:40", SmtpCarrier(f"smtp://127.0.0.1:{controller.port}", "oneplan@localhost"))
    letter = next(one for one in inbox.received if one["To"] == "lin@example.com")

    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"].endswith("@oneplan>")
    assert any(key.startswith("RZ-2026-0001/look-back/target/") for key in letter.get_all("X-Oneplan-Key"))
    assert "信用记录回溯查询" in letter.get_payload()[0].get_payload(decode=True).decode()
