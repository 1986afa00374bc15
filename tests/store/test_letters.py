"""Letters: claims and their ends."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, select

from models.people import EVERYWHERE
from models.vocabulary import MessageState
from store import letters, outbox
from store.database import Database
from store.letters import Ending, Letter
from store.tables import attempt, letter
from tests.builders_store import NOW, a_case, intent, keep, settle

CASE = a_case()
LEASE = timedelta(minutes=3)
SLOT = "lin/email/2026-03-02/am"


@pytest.fixture(autouse=True)
def _two_messages(database: Database) -> None:
    with database.writing() as tx:
        settle(tx)
        keep(tx, CASE)
        outbox.queue(tx, [intent(CASE), intent(CASE, "T+1")], NOW)


def claim(tx: Connection, slot: str = SLOT, now: datetime = NOW) -> Letter | None:
    parcels = outbox.waiting_parcels(tx, now)
    if not parcels:
        return None
    return letters.claim(tx, slot, parcels[0].messages, message_id="<1@rz>", now=now, leased_until=now + LEASE)


def claimed(tx: Connection) -> Letter:
    found = claim(tx)
    assert found
    return found


def states(tx: Connection) -> set[MessageState]:
    return {one.state for one in outbox.listing(tx, EVERYWHERE).items}


def test_a_claim_takes_the_messages_and_writes_the_attempt_down_first(database: Database) -> None:
    with database.writing() as tx:
        found = claimed(tx)

        assert (found.attempts, len(found.messages), found.unknown) == (1, 2, False)
        assert states(tx) == {MessageState.SENDING}
        assert [*map(tuple, tx.execute(select(attempt.c.number, attempt.c.outcome)))] == [(1, "")]


def test_a_slot_writes_once(database: Database) -> None:
    with database.writing() as tx:
        claimed(tx)
        outbox.queue(tx, [intent(CASE, "T+2")], NOW)

        assert claim(tx) is None
        assert len(outbox.waiting_parcels(tx, NOW)) == 1


def test_messages_are_claimed_all_or_not_at_all(database: Database) -> None:
    with database.writing() as tx:
        (parcel,) = outbox.waiting_parcels(tx, NOW)
        outbox.suppress(tx, [parcel.messages[0].key], "done")
        found = letters.claim(tx, SLOT, parcel.messages, message_id="<1@rz>", now=NOW, leased_until=NOW + LEASE)

        assert found is None
        assert tx.execute(select(letter)).all() == []


def test_of_many_deliverers_one_claims(database: Database) -> None:
    with database.reading() as tx:
        (parcel,) = outbox.waiting_parcels(tx, NOW)

    def try_it(number: int) -> bool:
        with database.writing() as tx:
            slot = f"{SLOT}{number % 2}"
            return bool(letters.claim(tx, slot, parcel.messages, message_id="<1>", now=NOW, leased_until=NOW + LEASE))

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(try_it, range(8))) == 1


def test_a_sent_letter_is_sent_with_all_its_messages(database: Database) -> None:
    with database.writing() as tx:
        assert letters.finish(tx, claimed(tx), Ending.SENT, now=NOW)

        found = outbox.listing(tx, EVERYWHERE).items
        assert {(one.state, one.sent_at, one.attempts) for one in found} == {(MessageState.SENT, NOW, 1)}
        assert letters.due(tx, NOW + timedelta(days=1)) == []


def test_a_transient_failure_waits_for_its_next_attempt(database: Database) -> None:
    soon = NOW + timedelta(minutes=1)
    with database.writing() as tx:
        letters.finish(tx, claimed(tx), Ending.TRANSIENT, now=NOW, error="421", retry_at=soon)

        assert states(tx) == {MessageState.QUEUED}
        assert letters.due(tx, NOW) == []
        assert outbox.waiting_parcels(tx, NOW) == []
        (seen,) = letters.due(tx, soon)
        again = letters.take(tx, seen, now=soon, leased_until=soon + LEASE)
        assert again
        assert (again.attempts, again.message_id, again.unknown) == (2, "<1@rz>", False)


@pytest.mark.parametrize("ending", [Ending.PERMANENT, Ending.TRANSIENT])
def test_the_last_failure_is_dead_and_says_why(database: Database, ending: Ending) -> None:
    with database.writing() as tx:
        letters.finish(tx, claimed(tx), ending, now=NOW, error="550 no such user")

        assert {(one.state, one.error) for one in outbox.listing(tx, EVERYWHERE).items} == {
            (MessageState.DEAD, "550 no such user")
        }


def test_a_dead_message_tried_again_gets_a_letter_with_the_same_message_id(database: Database) -> None:
    with database.writing() as tx:
        letters.finish(tx, claimed(tx), Ending.PERMANENT, now=NOW)
        for one in outbox.listing(tx, EVERYWHERE).items:
            outbox.retry(tx, one.id, EVERYWHERE)

        again = claim(tx, slot="lin/email/2026-03-02/pm")
        assert again
        assert (again.message_id, len(again.messages)) == ("<1@rz>", 2)


def test_a_letter_whose_sender_died_is_taken_over_and_says_its_end_is_unknown(database: Database) -> None:
    with database.writing() as tx:
        claimed(tx)

    late = NOW + LEASE
    with database.writing() as tx:
        assert letters.due(tx, late - timedelta(seconds=1)) == []
        (seen,) = letters.due(tx, late)
        again = letters.take(tx, seen, now=late, leased_until=late + LEASE)

        assert again
        assert (again.attempts, again.unknown, again.message_id) == (2, True, "<1@rz>")


def test_of_two_who_take_over_one_does(database: Database) -> None:
    with database.writing() as tx:
        claimed(tx)
        (seen,) = letters.due(tx, NOW + LEASE)

        assert letters.take(tx, seen, now=NOW + LEASE, leased_until=NOW + 2 * LEASE)
        assert letters.take(tx, seen, now=NOW + LEASE, leased_until=NOW + 2 * LEASE) is None


def test_a_sleeper_that_finishes_late_only_writes_its_attempt_down(database: Database) -> None:
    with database.writing() as tx:
        sleeper = claimed(tx)
        (seen,) = letters.due(tx, NOW + LEASE)
        letters.take(tx, seen, now=NOW + LEASE, leased_until=NOW + 2 * LEASE)

        assert letters.finish(tx, sleeper, Ending.SENT, now=NOW + LEASE) is False
        assert states(tx) == {MessageState.SENDING}
        assert tx.execute(select(attempt.c.outcome).order_by(attempt.c.number)).scalars().all() == ["sent", ""]


def test_a_message_suppressed_while_its_letter_waits_is_not_sent(database: Database) -> None:
    soon = NOW + timedelta(minutes=1)
    with database.writing() as tx:
        letters.finish(tx, claimed(tx), Ending.TRANSIENT, now=NOW, retry_at=soon)
        outbox.suppress(tx, [intent(CASE).key], "done")
        (seen,) = letters.due(tx, soon)
        again = letters.take(tx, seen, now=soon, leased_until=soon + LEASE)

        assert again
        assert [one.rung for one in again.messages] == ["T+1"]


def test_a_letter_with_nothing_left_to_say_is_not_taken(database: Database) -> None:
    soon = NOW + timedelta(minutes=1)
    with database.writing() as tx:
        letters.finish(tx, claimed(tx), Ending.TRANSIENT, now=NOW, retry_at=soon)
        outbox.suppress(tx, [intent(CASE).key, intent(CASE, "T+1").key], "done")
        (seen,) = letters.due(tx, soon)

        assert letters.take(tx, seen, now=soon, leased_until=soon + LEASE) is None
        assert letters.due(tx, soon + timedelta(days=1)) == []


def test_what_is_withdrawn_from_a_claimed_letter_is_suppressed(database: Database) -> None:
    with database.writing() as tx:
        left = letters.withdraw(tx, claimed(tx), [intent(CASE).key], "done", NOW)
        letters.finish(tx, left, Ending.SENT, now=NOW)

        assert [one.rung for one in left.messages] == ["T+1"]
        assert states(tx) == {MessageState.SENT, MessageState.SUPPRESSED}


def test_what_was_held_while_its_letter_waited_is_sent_after_the_release(database: Database) -> None:
    soon = NOW + timedelta(minutes=1)
    with database.writing() as tx:
        letters.finish(tx, claimed(tx), Ending.TRANSIENT, now=NOW, retry_at=soon)
        outbox.hold(tx, "by hand")
        (seen,) = letters.due(tx, soon)
        assert letters.take(tx, seen, now=soon, leased_until=soon + LEASE) is None
        outbox.release(tx)

        assert len(outbox.waiting_parcels(tx, soon)[0].messages) == 2
