"""The outbox: keys, states, lists."""

from datetime import timedelta

import pytest

from models.people import EVERYWHERE, Scope
from models.refusals import Invalid, Missing, Refused
from models.vocabulary import Channel, MessageState
from models.waiting import Heard
from store import inbox, outbox
from store.database import Database
from store.tables import message
from tests.builders_store import NOW, a_case, intent, keep, settle, waiting

CASE = a_case()
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _a_case(database: Database) -> None:
    with database.writing() as tx:
        settle(tx)
        keep(tx, CASE)


def test_a_message_is_queued_with_everything_it_says(database: Database) -> None:
    with database.writing() as tx:
        outbox.queue(tx, [intent(CASE, values={"days": 3})], NOW)

        (found,) = outbox.listing(tx, EVERYWHERE).items
    assert (found.case, found.step, found.rung, found.state) == (CASE.no, "intent", "T", MessageState.QUEUED)
    assert (found.waiting, found.values) == (waiting(CASE), {"days": 3})


def test_the_same_key_is_queued_once(database: Database) -> None:
    with database.writing() as tx:
        first = outbox.queue(tx, [intent(CASE)], NOW)
        again = outbox.queue(tx, [intent(CASE), intent(CASE, "T+1")], LATER)

        assert (first, again) == ({intent(CASE).key}, {intent(CASE, "T+1").key})


def test_a_moved_deadline_reminds_again(database: Database) -> None:
    moved = intent(CASE, waiting=waiting(CASE, revision=2))

    with database.writing() as tx:
        outbox.queue(tx, [intent(CASE)], NOW)

        assert outbox.queue(tx, [moved], NOW) == {moved.key}


def test_what_was_ever_written_counts_as_heard(database: Database) -> None:
    with database.writing() as tx:
        outbox.queue(tx, [intent(CASE), intent(CASE, channel=Channel.INBOX)], NOW)
        outbox.supersede(tx, [intent(CASE).key])

        assert outbox.heard(tx, [waiting(CASE).key]) == [Heard(waiting(CASE).key, 1, "T", "lin")]


def test_what_was_suppressed_unsent_was_not_heard_and_waits_again_when_owed_again(database: Database) -> None:
    with database.writing() as tx:
        outbox.queue(tx, [intent(CASE)], NOW)
        outbox.suppress(tx, [intent(CASE).key], "paused")

        assert outbox.heard(tx, [waiting(CASE).key]) == []
        assert outbox.queue(tx, [intent(CASE)], NOW) == {intent(CASE).key}
        assert [len(one.messages) for one in outbox.waiting_parcels(tx, NOW)] == [1]


def test_what_is_overtaken_does_not_wake_what_was_suppressed(database: Database) -> None:
    with database.writing() as tx:
        outbox.queue(tx, [intent(CASE)], NOW)
        outbox.suppress(tx, [intent(CASE).key], "paused")

        assert outbox.queue(tx, [intent(CASE)], NOW, state=MessageState.SUPERSEDED) == set()


def test_messages_wait_in_parcels_per_person_and_channel(database: Database) -> None:
    with database.writing() as tx:
        wanted = [intent(CASE), intent(CASE, person="zhao"), intent(CASE, "T+1"), intent(CASE, channel=Channel.INBOX)]
        outbox.queue(tx, wanted, NOW)

        parcels = outbox.waiting_parcels(tx, NOW)
    assert [(one.person, one.channel, len(one.messages)) for one in parcels] == [
        ("lin", Channel.EMAIL, 2),
        ("lin", Channel.INBOX, 1),
        ("zhao", Channel.EMAIL, 1),
    ]


def test_a_message_does_not_wait_before_its_time(database: Database) -> None:
    with database.writing() as tx:
        outbox.queue(tx, [intent(CASE)], NOW, not_before=LATER)

        assert outbox.waiting_parcels(tx, NOW) == []
        assert len(outbox.waiting_parcels(tx, LATER)) == 1


def test_superseded_and_suppressed_messages_wait_no_more(database: Database) -> None:
    with database.writing() as tx:
        outbox.queue(tx, [intent(CASE), intent(CASE, "T+1")], NOW)
        outbox.supersede(tx, [intent(CASE).key])
        outbox.suppress(tx, [intent(CASE, "T+1").key], "step closed")

        assert outbox.waiting_parcels(tx, NOW) == []
        assert {one.state: one.error for one in outbox.listing(tx, EVERYWHERE).items} == {
            MessageState.SUPERSEDED: "",
            MessageState.SUPPRESSED: "step closed",
        }


def test_held_messages_wait_until_they_are_released(database: Database) -> None:
    with database.writing() as tx:
        outbox.queue(tx, [intent(CASE)], NOW)

        assert outbox.hold(tx, "restored") == 1
        assert outbox.waiting_parcels(tx, NOW) == []
        assert outbox.release(tx) == 1
        assert len(outbox.waiting_parcels(tx, NOW)) == 1


def test_only_a_dead_message_is_tried_again(database: Database) -> None:
    with database.writing() as tx:
        outbox.queue(tx, [intent(CASE)], NOW)
        (found,) = outbox.listing(tx, EVERYWHERE).items
        with pytest.raises(Refused):
            outbox.retry(tx, found.id, EVERYWHERE)
        tx.execute(message.update().values(state=MessageState.DEAD, error="550"))
        outbox.retry(tx, found.id, EVERYWHERE)

        assert outbox.waiting_parcels(tx, NOW)[0].messages[0].error == ""


def test_a_message_of_another_site_is_missing(database: Database) -> None:
    with database.writing() as tx:
        outbox.queue(tx, [intent(CASE)], NOW)
        (found,) = outbox.listing(tx, EVERYWHERE).items

        assert outbox.listing(tx, Scope.of("QD")).items == ()
        with pytest.raises(Missing):
            outbox.retry(tx, found.id, Scope.of("QD"))


def test_the_list_is_filtered_and_comes_in_pages(database: Database) -> None:
    with database.writing() as tx:
        outbox.queue(tx, [intent(CASE, f"T+{day}") for day in range(1, 6)], NOW)
        first = outbox.listing(tx, EVERYWHERE, person="lin", limit=3)
        rest = outbox.listing(tx, EVERYWHERE, person="lin", limit=3, cursor=first.next)

        assert [one.rung for one in first.items + rest.items] == ["T+5", "T+4", "T+3", "T+2", "T+1"]
        assert rest.next is None
        assert outbox.listing(tx, EVERYWHERE, person="zhao").items == ()
        assert outbox.listing(tx, EVERYWHERE, state=MessageState.SENT).items == ()


@pytest.mark.parametrize("cursor", ["x", "é", "W10=", "WyJhIl0="])
def test_a_broken_cursor_is_invalid(database: Database, cursor: str) -> None:
    with database.reading() as tx, pytest.raises(Invalid):
        outbox.listing(tx, EVERYWHERE, cursor=cursor)


def test_counts_name_every_state(database: Database) -> None:
    with database.writing() as tx:
        outbox.queue(tx, [intent(CASE)], NOW)

        counts = outbox.counts(tx)
    assert set(counts) == set(MessageState)
    assert counts[MessageState.QUEUED] == sum(counts.values()) == 1


def test_the_inbox_holds_what_reached_a_person_there(database: Database) -> None:
    with database.writing() as tx:
        outbox.queue(tx, [intent(CASE), intent(CASE, channel=Channel.INBOX)], NOW)
        tx.execute(message.update().values(state=MessageState.SENT, sent_at=NOW))

        assert [one.channel for one in inbox.of_person(tx, "lin").items] == [Channel.INBOX]


def test_what_was_read_is_no_longer_unread(database: Database) -> None:
    with database.writing() as tx:
        outbox.queue(tx, [intent(CASE, f"T+{day}", channel=Channel.INBOX) for day in (1, 2, 3)], NOW)
        tx.execute(message.update().values(state=MessageState.SENT, sent_at=NOW))
        newest = inbox.of_person(tx, "lin").items[0]

        assert inbox.unread(tx, "lin") == 3
        assert inbox.mark_read(tx, "lin", LATER, ids=[newest.id]) == 1
        assert inbox.mark_read(tx, "zhao", LATER) == 0
        assert inbox.mark_read(tx, "lin", LATER) == 2
        assert inbox.unread(tx, "lin") == 0


def test_the_inbox_comes_in_pages(database: Database) -> None:
    with database.writing() as tx:
        outbox.queue(tx, [intent(CASE, f"T+{day}", channel=Channel.INBOX) for day in (1, 2, 3)], NOW)
        tx.execute(message.update().values(state=MessageState.SENT, sent_at=NOW))
        first = inbox.of_person(tx, "lin", limit=2)
        rest = inbox.of_person(tx, "lin", limit=2, cursor=first.next)

        assert [one.rung for one in first.items + rest.items] == ["T+3", "T+2", "T+1"]


def test_what_waits_below_a_higher_rung_is_overtaken(database: Database) -> None:
    with database.writing() as tx:
        outbox.queue(tx, [intent(CASE, "T"), intent(CASE, "T+1"), intent(CASE, "T", person="zhao")], NOW)

        assert outbox.overtake(tx, []) == 0
        assert outbox.overtake(tx, [intent(CASE, "T+1")]) == 1
        assert [one.state for one in outbox.listing(tx, EVERYWHERE, person="lin").items] == [
            MessageState.QUEUED,
            MessageState.SUPERSEDED,
        ]
