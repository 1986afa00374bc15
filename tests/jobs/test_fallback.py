"""A channel that fails for good: off, told, and around it; nothing lost, nothing twice, nothing unwanted."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from jobs.deliver import deliver
from jobs.preview import preview
from jobs.redrive import retry_message
from jobs.rounds import DeliverReport, Post
from jobs.send_test import send_test
from models.people import EVERYWHERE, HOST, Address
from models.refusals import Refused
from models.vocabulary import Channel, MessageState
from notifications.channels import Carrier, DeliveryError, Envelope
from notifications.channels.apprise import AppriseCarrier
from notifications.channels.webhook import WebhookCarrier
from notifications.channels.wecom import WecomCarrier
from store import addresses, inbox, letters, outbox
from store.database import Database
from store.messages import Message
from store.sendlog import SendJournal
from tests import sink as sinks
from tests.jobs.conftest import SHIPPED, ZONE
from tests.jobs.test_kills import url, url_of
from tests.jobs.test_nagging import Postman, at, journal_of, quieten, str_of, swept
from tests.sink import Sink, said

__all__ = ["url"]
MORNING, LATER, AFTERNOON = "2026-11-16T08:40", "2026-11-16T08:50", "2026-11-16T14:10"
KEY = "693a91f6-7aoc-4bc4"
NO_KEY = DeliveryError("93000 no such key", permanent=True)


@pytest.fixture(autouse=True)
def with_bot(office: Database) -> None:
    """Lin has a bot beside her mail."""
    reach(office, Address(Channel.WECOM, KEY))


@pytest.fixture
def sink() -> Iterator[Sink]:
    with sinks.sink() as running:
        yield running


def reach(office: Database, there: Address, login: str = "lin") -> None:
    with office.writing() as tx:
        addresses.put(tx, login, there)


def decline(office: Database, *kinds: str, over: Channel = Channel.EMAIL) -> None:
    with office.writing() as tx:
        addresses.decline(tx, "lin", [(kind, over) for kind in kinds])


def send(office: Database, now: str, **carriers: Carrier) -> DeliverReport:
    found = {Channel(name): carrier for name, carrier in {"email": Postman(), **carriers}.items()}
    return deliver(office, at(now), ZONE, Post(found, journal_of(office), "http://desk", str_of))


def lins(office: Database, channel: Channel, state: MessageState | None = None) -> list[Message]:
    with office.reading() as tx:
        found = outbox.listing(tx, EVERYWHERE, person="lin", state=state, limit=500).items
    return [one for one in found if one.channel is channel and one.state is not MessageState.SUPERSEDED]


def rungs(found: list[Message]) -> set[tuple[str, str]]:
    return {(one.subject_key, one.rung) for one in found}


WORDING = SHIPPED.wordings["default"]
KINDS = tuple(WORDING.kinds)


def test_a_letter_goes_to_mail_and_bot_alike(office: Database) -> None:
    mail, bot = Postman(), Postman()
    swept(office, "2026-11-16T08:00")
    send(office, MORNING, email=mail, wecom=bot)

    assert [one.to for one in bot.carried] == [KEY]
    assert rungs(lins(office, Channel.WECOM)) == rungs(lins(office, Channel.EMAIL))


def test_a_kind_goes_only_where_it_is_wanted(office: Database) -> None:
    decline(office, "overdue_again", over=Channel.WECOM)
    swept(office, "2026-11-16T08:00")

    assert "overdue_again" in {one.kind for one in lins(office, Channel.EMAIL)}
    assert "overdue_again" not in {one.kind for one in lins(office, Channel.WECOM)}


def test_what_is_mandatory_comes_though_it_was_declined(office: Database) -> None:
    decline(office, "escalated", over=Channel.WECOM)
    swept(office, "2026-11-12T08:00")

    assert "escalated" in {one.kind for one in lins(office, Channel.WECOM)}


def test_what_is_declined_after_it_was_queued_is_not_sent(office: Database) -> None:
    bot = Postman()
    swept(office, "2026-11-16T08:00")
    decline(office, *KINDS, over=Channel.WECOM)
    send(office, MORNING, wecom=bot)

    assert {one.kind for one in lins(office, Channel.WECOM, MessageState.SENT)} <= WORDING.mandatory
    assert {one.error for one in lins(office, Channel.WECOM, MessageState.SUPPRESSED)} == {"declined"}


def test_a_failure_for_good_switches_the_channel_off_and_says_so_in_the_inbox(office: Database) -> None:
    swept(office, "2026-11-16T08:00")
    send(office, MORNING, wecom=Postman(NO_KEY))
    with office.reading() as tx:
        there = addresses.get(tx, "lin", Channel.WECOM)
        (notice,) = inbox.notices(tx, "lin")

    assert (there.off_since is not None, there.off_because) == (True, "93000 no such key")
    assert notice.values == {"channel": "wecom", "because": "93000 no such key"}


def test_a_failure_that_may_pass_switches_nothing_off(office: Database) -> None:
    swept(office, "2026-11-16T08:00")
    report = send(office, MORNING, wecom=Postman(DeliveryError("45009 too often", permanent=False)))

    assert report.retried > 0
    with office.reading() as tx:
        assert addresses.get(tx, "lin", Channel.WECOM).off_since is None


def test_what_went_by_mail_already_does_not_go_by_mail_again(office: Database) -> None:
    mail = Postman()
    swept(office, "2026-11-16T08:00")
    for now in (MORNING, LATER, AFTERNOON):
        send(office, now, email=mail, wecom=Postman(NO_KEY))
        swept(office, now)

    keys = [key for one in mail.carried for key in one.keys]
    assert len(keys) == len(set(keys))


def test_what_was_wanted_by_the_bot_alone_goes_by_mail_once_the_bot_fails(office: Database) -> None:
    mail = Postman()
    decline(office, *KINDS)
    swept(office, "2026-11-16T08:00")
    failed = rungs(lins(office, Channel.WECOM, MessageState.QUEUED))
    for now in (MORNING, AFTERNOON):
        send(office, now, email=mail, wecom=Postman(NO_KEY))

    assert failed
    assert failed <= rungs(lins(office, Channel.EMAIL, MessageState.SENT))


def test_without_another_address_the_inbox_suffices(office: Database) -> None:
    with office.writing() as tx:
        addresses.remove(tx, "lin", Channel.EMAIL)
    swept(office, "2026-11-16T08:00")
    send(office, MORNING, wecom=Postman(NO_KEY))

    assert lins(office, Channel.EMAIL) == []
    assert rungs(lins(office, Channel.INBOX, MessageState.SENT)) >= rungs(
        lins(office, Channel.WECOM, MessageState.DEAD)
    )


def test_the_next_sweep_leaves_out_what_is_off(office: Database) -> None:
    swept(office, "2026-11-16T08:00")
    send(office, MORNING, wecom=Postman(NO_KEY))
    before = len(lins(office, Channel.WECOM))
    swept(office, "2026-11-27T08:00")

    assert len(lins(office, Channel.WECOM)) == before


def test_switched_on_again_it_carries_what_is_said_from_then_on(office: Database) -> None:
    bot = Postman()
    swept(office, "2026-11-16T08:00")
    send(office, MORNING, wecom=Postman(NO_KEY))
    with office.writing() as tx:
        addresses.switch_on(tx, "lin", Channel.WECOM)
    swept(office, "2026-11-27T08:00")
    send(office, "2026-11-27T08:40", wecom=bot)

    assert len(bot.carried) == 1


def test_a_new_address_given_while_the_old_one_failed_stays_on(office: Database) -> None:
    class Changing(Postman):
        def carry(self, envelope: Envelope) -> None:
            reach(office, Address(Channel.WECOM, "another-key"))
            raise NO_KEY

    swept(office, "2026-11-16T08:00")
    send(office, MORNING, wecom=Changing())
    with office.reading() as tx:
        assert addresses.get(tx, "lin", Channel.WECOM).off_since is None


def test_what_waits_for_a_second_try_goes_another_way_when_the_channel_is_off(office: Database) -> None:
    decline(office, *KINDS)
    swept(office, "2026-11-16T08:00")
    send(office, MORNING, wecom=Postman(DeliveryError("-1 busy", permanent=False)))
    with office.writing() as tx:
        addresses.switch_off(tx, "lin", Channel.WECOM, KEY, "by hand", at(LATER))
    send(office, LATER, wecom=Postman())
    send(office, AFTERNOON)

    assert {one.state for one in lins(office, Channel.WECOM)} == {MessageState.SUPPRESSED}
    assert rungs(lins(office, Channel.WECOM)) <= rungs(lins(office, Channel.EMAIL, MessageState.SENT))


def test_a_dead_message_sent_again_over_a_channel_that_is_off_goes_another_way(office: Database) -> None:
    swept(office, "2026-11-16T08:00")
    send(office, MORNING, wecom=Postman(NO_KEY))
    dead = lins(office, Channel.WECOM, MessageState.DEAD)[0]
    with office.writing() as tx:
        retry_message(tx, dead.id, HOST)
    send(office, AFTERNOON, wecom=Postman())

    assert next(one for one in lins(office, Channel.WECOM) if one.id == dead.id).error == "channel_off"


def test_an_address_taken_away_ends_what_waits_for_it(office: Database) -> None:
    bot = Postman()
    swept(office, "2026-11-16T08:00")
    with office.writing() as tx:
        addresses.remove(tx, "lin", Channel.WECOM)
    send(office, MORNING, wecom=bot)

    assert bot.carried == []
    assert {one.error for one in lins(office, Channel.WECOM)} == {"channel_off"}


def test_a_receiver_who_says_when_is_not_asked_before(office: Database) -> None:
    bot = Postman(DeliveryError("HTTP 429", permanent=False, after=timedelta(minutes=30)))
    swept(office, "2026-11-16T08:00")
    for now in (MORNING, "2026-11-16T09:05"):
        send(office, now, wecom=bot)
    assert bot.carried == []

    send(office, "2026-11-16T09:11", wecom=bot)
    assert len(bot.carried) == 1


def test_a_receiver_who_wants_days_is_asked_again_after_the_longest_pause(office: Database) -> None:
    bot = Postman(DeliveryError("HTTP 429", permanent=False, after=timedelta(days=30)))
    swept(office, "2026-11-16T08:00")
    for now in (MORNING, "2026-11-16T12:45"):
        send(office, now, wecom=bot)

    assert len(bot.carried) == 1


def test_one_bot_shared_by_several_gets_no_more_a_minute_than_its_provider_lets_it(office: Database) -> None:
    bot = Postman()
    reach(office, Address(Channel.WECOM, KEY), "zhao")
    swept(office, "2026-11-16T08:00")
    post = Post({Channel.WECOM: bot}, journal_of(office), "", str_of, per_minute={Channel.WECOM: 1})
    deliver(office, at(MORNING), ZONE, post)
    assert len(bot.carried) == 1

    deliver(office, at(MORNING) + timedelta(seconds=90), ZONE, post)
    assert len(bot.carried) == 2


def test_what_is_only_accepted_is_written_down_as_such(office: Database, sink: Sink) -> None:
    reach(office, Address(Channel.APPRISE, sink.url.replace("http", "json")))
    swept(office, "2026-11-16T08:00")
    send(office, MORNING, apprise=AppriseCarrier(allows_private=True))
    with office.reading() as tx:
        outcomes = tx.exec_driver_sql(
            "select outcome from attempt join letter on letter.id = letter_id where channel = 'apprise'"
        ).scalars()

        assert list(outcomes) == [letters.Ending.ACCEPTED]
    assert {one.state for one in lins(office, Channel.APPRISE)} == {MessageState.SENT}


def test_the_preview_knows_the_channels_too(office: Database) -> None:
    decline(office, "overdue_again", over=Channel.WECOM)
    with office.reading() as tx:
        foreseen = preview(tx, at(MORNING).date(), at("2026-11-16T08:00"), ZONE, EVERYWHERE)
    swept(office, "2026-11-16T08:00")
    send(office, MORNING, wecom=Postman())
    with office.reading() as tx:
        sent = outbox.listing(tx, EVERYWHERE, state=MessageState.SENT, limit=500).items

    assert {(one.person, one.channel, one.rung, one.step) for one in foreseen.messages} == {
        (one.person, one.channel, one.rung, one.step) for one in sent
    }


def test_what_an_officer_did_meanwhile_is_in_no_bots_text(office: Database, sink: Sink) -> None:
    swept(office, "2026-11-12T08:00")
    quieten(office, "acknowledge", "intent", "2026-11-12T08:10")
    send(office, "2026-11-12T08:40", wecom=WecomCarrier(sink.url))

    assert "登记培育意向" not in sink.requests[0].document["markdown"]["content"]


def test_a_bot_hears_the_case_and_not_the_enterprise(office: Database, sink: Sink) -> None:
    swept(office, "2026-11-16T08:00")
    send(office, MORNING, wecom=WecomCarrier(sink.url))
    text = sink.requests[0].document["markdown"]["content"]

    assert "RZ-2026-0001" in text
    assert "测试水产有限公司" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_what_bots_are_told_of_every_kind_names_no_enterprise(kind: str) -> None:
    brief = WORDING.kinds[kind].brief

    assert brief is not None
    assert "enterprise" not in brief.zh + brief.en


def test_a_refusal_in_a_good_looking_answer_is_a_refusal(office: Database, sink: Sink) -> None:
    sink.answers(said(93000, errmsg="invalid webhook url"))
    swept(office, "2026-11-16T08:00")
    send(office, MORNING, wecom=WecomCarrier(sink.url))

    assert {one.error for one in lins(office, Channel.WECOM)} == {"93000 invalid webhook url"}


def killed_over_a_webhook(office: Database, home: Path) -> bool:
    """A delivery in a process that dies when the receiver has answered, before anybody here knows."""
    from store import crash_points

    child = os.fork()
    if child == 0:
        crash_points._wanted, crash_points._left = "send.after_data", 1
        try:
            database = Database(url_of(office))
            carriers: dict[Channel, Carrier] = {Channel.WEBHOOK: WebhookCarrier(allows_private=True)}
            deliver(database, at(MORNING), ZONE, Post(carriers, SendJournal.of(home), "http://desk", str_of))
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_killed_after_the_answer_it_comes_again_under_the_same_key_and_says_so(
    office: Database, sink: Sink, tmp_path: Path
) -> None:
    with office.writing() as tx:
        for channel in (Channel.WECOM, Channel.EMAIL):
            addresses.remove(tx, "lin", channel)
        addresses.put(tx, "lin", Address(Channel.WEBHOOK, sink.url, "0123456789abcdef"))
        tx.exec_driver_sql("delete from message")
    swept(office, "2026-11-16T08:00")
    with office.writing() as tx:
        tx.exec_driver_sql("update message set state = 'suppressed' where channel <> 'webhook'")
    assert killed_over_a_webhook(office, tmp_path)
    send(office, LATER, webhook=WebhookCarrier(allows_private=True))

    first, second = sink.requests
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]
    assert (first.document["repeated"], second.document["repeated"]) == (False, True)
    assert first.document["messages"] == second.document["messages"]


def try_out(office: Database, carriers: dict[Channel, Carrier], now: datetime) -> None:
    send_test(office, "lin", Channel.WECOM, ("测试", "这是测试"), carriers, now, url="http://desk")


def test_a_test_message_goes_out_at_any_hour(office: Database) -> None:
    bot = Postman()
    try_out(office, {Channel.WECOM: bot}, at("2026-11-15T23:00"))

    assert bot.carried[0].letter.heading == "测试"


def test_a_test_that_fails_says_why_and_switches_nothing_off(office: Database) -> None:
    with pytest.raises(Refused) as refusal:
        try_out(office, {Channel.WECOM: Postman(NO_KEY)}, at(MORNING))

    assert refusal.value.reasons[0].values["why"] == "93000 no such key"
    with office.reading() as tx:
        assert addresses.get(tx, "lin", Channel.WECOM).off_since is None


def test_tests_do_not_flood(office: Database) -> None:
    try_out(office, {Channel.WECOM: Postman()}, at(MORNING))
    with pytest.raises(Refused) as refusal:
        try_out(office, {Channel.WECOM: Postman()}, at(MORNING) + timedelta(seconds=5))

    assert refusal.value.reasons[0].code == "test_too_soon"
