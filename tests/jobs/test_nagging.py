"""The spine of nagging: sweep, deliver, preview; every sweep runs twice."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any
from weakref import WeakKeyDictionary, finalize

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from actions.perform import perform
from config.accounts import switch
from jobs.deliver import deliver
from jobs.preview import preview
from jobs.rounds import DeliverReport, Post
from jobs.sweep import SweepReport, sweep
from models.people import EVERYWHERE, HOST, Scope
from models.vocabulary import Channel, MessageState
from notifications.channels import DeliveryError, Envelope
from notifications.channels.smtp import SmtpCarrier
from store import addresses, instance, outbox, people, watches
from store.database import Database
from store.sendlog import SendJournal
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
    return deliver(office, at(now), ZONE, Post({Channel.EMAIL: postman}, journal_of(office), "http://desk", str_of))


def journal_of(office: Database) -> SendJournal:
    """The office's own: beside its file, or in a folder that lives as long as its connections do."""
    if office.is_sqlite:
        return SendJournal.of(Path(str(office.url.database)).parent)
    if office not in _FOLDERS:
        _FOLDERS[office] = Path(mkdtemp(prefix="oneplan-sent-"))
        finalize(office, rmtree, _FOLDERS[office], ignore_errors=True)
    return SendJournal.of(_FOLDERS[office])


_FOLDERS: WeakKeyDictionary[Database, Path] = WeakKeyDictionary()


def str_of(holder: str, language: str) -> str:
    return holder


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
                perform(tx, "complete-step", "RZ-2026-0001", step=key, actor=lin, now=at("2026-11-02T10:00"), zone=ZONE)
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


def test_who_has_to_act_is_asked_to_act_and_who_watches_to_look_into_it(office: Database) -> None:
    postman = Postman()
    swept(office, "2026-11-16T08:00")
    send(office, "2026-11-16T08:40", postman)
    told = {one.to: one.letter.text for one in postman.carried}

    assert ("请尽快" in told["lin@example.com"], "请过问" in told["lin@example.com"]) == (True, False)
    assert "请过问" in told["zhao@example.com"]


def test_each_line_of_a_letter_leads_to_its_case(office: Database) -> None:
    postman = Postman()
    swept(office, "2026-11-16T08:00")
    send(office, "2026-11-16T08:40", postman)

    assert "http://desk/cases/RZ-2026-0001\n" in postman.carried[0].letter.text
    assert '<a href="http://desk/cases/RZ-2026-0001">RZ-2026-0001</a>' in postman.carried[0].letter.html


def test_what_has_no_way_out_is_counted_and_waits(office: Database) -> None:
    swept(office, "2026-11-16T08:00")
    post = Post({}, journal_of(office), "http://desk", str_of)
    report = deliver(office, at("2026-11-16T08:40"), ZONE, post)

    assert report.waiting == report.stranded > 0
    assert MessageState.QUEUED in states(office)


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
    """T10."""
    postman = Postman()
    sweep(office, at("2026-11-13T19:00"), ZONE)
    send(office, moment, postman)

    assert postman.carried == []


def test_what_was_done_meanwhile_is_not_sent(office: Database) -> None:
    postman = Postman()
    swept(office, "2026-11-16T08:00")
    with office.writing() as tx:
        lin = people.get(tx, "lin")
        perform(tx, "complete-step", "RZ-2026-0001", step="intent", actor=lin, now=at("2026-11-16T08:10"), zone=ZONE)
    send(office, "2026-11-16T08:40", postman)

    assert all("/intent/" not in key for envelope in postman.carried for key in envelope.keys)
    assert MessageState.SUPPRESSED in states(office)


def quieten(office: Database, act: str, step: str, now: str, **inputs: str) -> None:
    with office.writing() as tx:
        perform(
            tx,
            act,
            "RZ-2026-0001",
            step=step,
            actor=people.get(tx, "lin"),
            now=at(now),
            zone=ZONE,
            inputs=inputs,
            reason="忙",
        )


def test_what_was_acknowledged_before_the_letter_went_is_not_in_it(office: Database) -> None:
    """Whoever does the step hears no more of it; their supervisor does."""
    postman = Postman()
    swept(office, "2026-11-16T08:00")
    quieten(office, "acknowledge", "intent", "2026-11-16T08:10")
    send(office, "2026-11-16T08:40", postman)
    told = {one.to for one in postman.carried if any("/intent/" in key for key in one.keys)}

    assert told == {"zhao@example.com"}


def test_an_acknowledged_step_is_nagged_about_again_by_its_next_rung(office: Database) -> None:
    postman = Postman()
    swept(office, "2026-11-12T08:00")
    quieten(office, "acknowledge", "intent", "2026-11-12T08:10")
    swept(office, "2026-11-20T08:00")
    send(office, "2026-11-20T08:40", postman)

    assert any("/intent/" in key for envelope in postman.carried for key in envelope.keys)


def test_a_snoozed_step_comes_back_by_itself(office: Database) -> None:
    quieten(office, "snooze", "intent", "2026-11-05T08:10", until="2026-11-16")
    postman = Postman()
    for day in ("2026-11-09", "2026-11-13", "2026-11-16"):
        assert not any("/intent/" in key for envelope in postman.carried for key in envelope.keys)
        swept(office, f"{day}T08:00")
        send(office, f"{day}T08:40", postman)

    assert any("/intent/" in key for envelope in postman.carried for key in envelope.keys)


def test_what_the_supervisor_urges_is_in_the_next_letter(office: Database) -> None:
    postman = Postman()
    with office.writing() as tx:
        zhao = people.get(tx, "zhao")
        perform(tx, "urge", "RZ-2026-0001", step="look-back", actor=zhao, now=at("2026-11-03T09:00"), zone=ZONE)
    swept(office, "2026-11-03T09:30")
    send(office, "2026-11-03T10:00", postman)
    letter = next(one for one in postman.carried if one.to == "lin@example.com")

    assert "有人催办" in letter.letter.text
    assert any("/look-back/target/r1/U1/" in key for key in letter.keys)


def test_what_is_urged_stands_beside_the_rung_that_waits(office: Database) -> None:
    postman = Postman()
    swept(office, "2026-11-10T07:00")
    with office.writing() as tx:
        zhao = people.get(tx, "zhao")
        perform(tx, "urge", "RZ-2026-0001", step="look-back", actor=zhao, now=at("2026-11-10T07:30"), zone=ZONE)
    swept(office, "2026-11-10T08:00")
    send(office, "2026-11-10T08:40", postman)
    told = [key for envelope in postman.carried for key in envelope.keys if "/look-back/target/" in key]

    assert [key.split("/")[5] for key in told] == ["T+1", "U1"]


def test_what_somebody_switched_off_was_to_hear_reaches_the_next_in_line(office: Database) -> None:
    postman = Postman()
    swept(office, "2026-11-10T07:00")
    with office.writing() as tx:
        switch(tx, people.get(tx, "lin"), on=False, by=HOST, now=at("2026-11-10T07:30"))
    swept(office, "2026-11-10T08:00")
    send(office, "2026-11-10T08:40", postman)

    assert {one.to for one in postman.carried} == {"zhao@example.com"}
    assert any("/look-back/target/r1/T+1/zhao/" in key for key in postman.carried[0].keys)


def test_a_transient_failure_is_tried_again_under_the_same_message_id(office: Database) -> None:
    postman = Postman(DeliveryError("451 later", permanent=False), DeliveryError("451 later", permanent=False))
    swept(office, "2026-11-16T08:00")
    first = send(office, "2026-11-16T08:40", postman)
    again = send(office, "2026-11-16T08:45", postman)

    assert (first.retried > 0, again.sent > 0) == (True, True)
    assert len({one.message_id for one in postman.carried}) == len(postman.carried)


def test_what_the_send_journal_knows_to_have_left_is_not_sent_again(office: Database) -> None:
    postman = Postman()
    swept(office, "2026-11-16T08:00")
    with office.reading() as tx:
        queued = outbox.listing(tx, EVERYWHERE, state=MessageState.QUEUED, limit=500).items
    journal_of(office).note([one.key for one in queued if one.channel is Channel.EMAIL], at("2026-11-16T08:01"))
    send(office, "2026-11-16T08:40", postman)

    assert postman.carried == []
    assert MessageState.SENT in states(office)


def test_a_send_journal_that_cannot_be_written_sends_nothing_twice(office: Database, tmp_path: Path) -> None:
    postman = Postman()
    swept(office, "2026-11-16T08:00")
    post = Post({Channel.EMAIL: postman}, SendJournal(tmp_path / "nowhere" / "sent.jsonl"), "http://desk", str_of)
    for minute in (40, 50):
        deliver(office, at(f"2026-11-16T08:{minute}"), ZONE, post)

    assert sorted(one.to for one in postman.carried) == ["lin@example.com", "zhao@example.com"]


def test_a_line_cut_off_in_the_send_journal_says_nothing(tmp_path: Path) -> None:
    journal = SendJournal.of(tmp_path)
    journal.note(["a"], at("2026-11-16T08:01"))
    with journal.path.open("ab") as file:
        file.write(b'{"at": "2026-11-16T08:02:00+08:00", "ke')
    journal.note(["b"], at("2026-11-16T08:03"))

    assert journal.sent() == {"a": at("2026-11-16T08:01"), "b": at("2026-11-16T08:03")}


def test_what_was_done_before_the_second_try_is_not_in_it(office: Database) -> None:
    postman = Postman(*[DeliveryError("451 later", permanent=False)] * 2)
    swept(office, "2026-11-16T08:00")
    send(office, "2026-11-16T08:40", postman)
    with office.writing() as tx:
        lin = people.get(tx, "lin")
        perform(tx, "complete-step", "RZ-2026-0001", step="intent", actor=lin, now=at("2026-11-16T08:42"), zone=ZONE)
    send(office, "2026-11-16T08:50", postman)

    assert postman.carried
    assert all("企业意向" not in one.letter.text and "登记培育意向" not in one.letter.text for one in postman.carried)


def test_a_step_that_comes_back_to_somebody_reminds_them_again(office: Database) -> None:
    postman = Postman()
    swept(office, "2026-11-16T07:00")
    with office.writing() as tx:
        zhao = people.get(tx, "zhao")
        for to, minute in (("zhao", 10), ("lin", 30)):
            inputs = {"to": to}
            when = at(f"2026-11-16T07:{minute}")
            perform(tx, "assign", "RZ-2026-0001", step="intent", actor=zhao, now=when, zone=ZONE, inputs=inputs)
            if to == "zhao":
                queued = outbox.listing(tx, EVERYWHERE, state=MessageState.QUEUED, person="lin", limit=500).items
                outbox.suppress(tx, [one.key for one in queued if one.step == "intent"], "no_longer_theirs")
    sweep(office, at("2026-11-16T08:00"), ZONE)
    send(office, "2026-11-16T08:40", postman)
    letter = next(one for one in postman.carried if one.to == "lin@example.com")

    assert any("/intent/" in key for key in letter.keys)


def test_a_second_try_keeps_working_hours(office: Database) -> None:
    postman = Postman(*[DeliveryError("451 later", permanent=False)] * 2)
    swept(office, "2026-11-16T17:00")
    send(office, "2026-11-16T17:59", postman)
    send(office, "2026-11-16T23:30", postman)
    assert postman.carried == []

    send(office, "2026-11-17T08:40", postman)
    assert postman.carried


def test_a_second_deliverer_takes_what_the_first_has_not_come_to(office: Database) -> None:
    """A slow receiver holds up its own letter alone, and nothing is sent by both."""

    class Slow(Postman):
        def carry(self, envelope: Envelope) -> None:
            if not self.carried:
                self.carried.append(envelope)
                send(office, "2026-11-16T08:42", self)
            else:
                super().carry(envelope)

    postman = Slow()
    swept(office, "2026-11-16T08:00")
    send(office, "2026-11-16T08:40", postman)

    assert sorted(one.to for one in postman.carried) == ["lin@example.com", "zhao@example.com"]


def test_a_permanent_failure_is_dead_and_says_why(office: Database) -> None:
    swept(office, "2026-11-16T08:00")
    send(office, "2026-11-16T08:40", Postman(DeliveryError("550 no such user", permanent=True)))
    with office.reading() as tx:
        dead = outbox.listing(tx, EVERYWHERE, state=MessageState.DEAD).items

    assert {one.error for one in dead} == {"550 no such user"}


def test_what_is_sent_again_by_hand_does_not_wait_for_another_slot(office: Database) -> None:
    postman = Postman()
    swept(office, "2026-11-16T08:00")
    send(office, "2026-11-16T08:40", Postman(DeliveryError("550 no such user", permanent=True)))
    with office.writing() as tx:
        addresses.switch_on(tx, "lin", Channel.EMAIL)
        for one in outbox.listing(tx, EVERYWHERE, state=MessageState.DEAD, limit=500).items:
            outbox.retry(tx, one.id, EVERYWHERE)
    send(office, "2026-11-16T08:50", postman)

    assert [one.to for one in postman.carried] == ["lin@example.com"]


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
        assert watches.due(tx, at("2026-11-16T08:00"), site="RZ", limit=10) == []


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
    assert any("/look-back/target/" in key for key in letter.get_all("X-Oneplan-Key"))
    assert "信用记录回溯查询" in letter.get_payload()[0].get_payload(decode=True).decode()
