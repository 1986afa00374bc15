"""Letters: claiming messages for one sending, and writing down how it ended.

Safe at any moment of dying: claim and attempt are committed before the sending, its end by compare-and-set on the
number of attempts. A letter found under an expired lease was perhaps sent: it is sent again under the same message id
and says so.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, RowMapping, Update, and_, func, insert, or_, select, update

from models.vocabulary import Channel, MessageState
from store.come import has_come
from store.inserts import insert_new
from store.messages import MESSAGES, Message, read
from store.tables import attempt, letter, message


class Ending(StrEnum):
    """How an attempt ended."""

    SENT = "sent"
    ACCEPTED = "accepted"  # taken over by a service that does not tell whether it arrived
    TRANSIENT = "transient"
    PERMANENT = "permanent"
    BROKEN = "broken"  # it could not be composed
    SPARED = "spared"  # the whole channel fails: no fault of the letter, and not counted


@dataclass(frozen=True, slots=True)
class Letter:
    """A claimed letter. ``attempts`` counts this one; ``unknown``: an earlier attempt never told how it ended."""

    id: int
    slot: str
    person: str
    channel: Channel
    message_id: str
    attempts: int
    messages: tuple[Message, ...]
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """A letter somebody should take up again, at the number of attempts it was seen with; ``site`` is that of what it is about."""

    id: int
    attempts: int
    person: str = ""
    channel: Channel = Channel.INBOX
    site: str = ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to deliver a letter; ``ended_at`` None and no ``outcome``: nobody told how it ended."""

    number: int
    started_at: datetime
    ended_at: datetime | None
    outcome: str
    error: str


WELL = frozenset({Ending.SENT, Ending.ACCEPTED})
NEVER_TOLD = "never_told"
_UNDER_WAY = (MessageState.QUEUED, MessageState.SENDING)
_SITE = select(func.min(message.c.site)).where(message.c.letter_id == letter.c.id).scalar_subquery()
_LETTER = (letter.c.id, letter.c.slot, letter.c.person, letter.c.channel, letter.c.message_id, letter.c.attempts)


def claim(
    tx: Connection,
    slot: str,
    messages: Sequence[Message],
    *,
    message_id: str,
    now: datetime,
    leased_until: datetime,
    sender: str = "",
) -> Letter | None:
    """Make a letter of queued messages to one person over one channel, and its first attempt.

    None, and nothing written, when the slot has had its letter or one of the messages is no longer queued.
    """
    ids = [one.id for one in messages]
    if _still_queued(tx, ids) != len(ids):
        return None
    values = {
        "slot": slot,
        "person": messages[0].person,
        "channel": messages[0].channel,
        "message_id": message_id,
        "state": MessageState.SENDING,
        "attempts": 1,
        "leased_until": leased_until,
        "sender": sender,
        "created_at": now,
        "error": "",
    }
    statement = insert_new(tx, letter, "slot").values(values).returning(*_LETTER)
    row = tx.execute(statement).mappings().first()
    return _claimed(tx, row, message.c.id.in_(ids), now) if row else None


def in_slots(tx: Connection, slots: Collection[str]) -> dict[str, int]:
    """Which of these slots have had their letter, and how many messages in it are not about the law's dates."""
    found = dict.fromkeys(tx.execute(select(letter.c.slot).where(letter.c.slot.in_(slots))).scalars(), 0)
    if not found:
        return found
    within = select(message.c.detail, letter.c.slot).join(letter, message.c.letter_id == letter.c.id)
    for detail, slot in tx.execute(within.where(letter.c.slot.in_(found), message.c.state != MessageState.SUPPRESSED)):
        found[slot] += not detail["waiting"].get("by_law", False)
    return found


def attempts(tx: Connection, letter_id: int) -> list[Attempt]:
    """Every try to deliver the letter, the first one first."""
    columns = (attempt.c[name] for name in Attempt.__dataclass_fields__)
    tried = select(*columns).where(attempt.c.letter_id == letter_id).order_by(attempt.c.number)
    return [Attempt(*row) for row in tx.execute(tried)]


def spared(tx: Connection, letter_id: int) -> int:
    """How many tries of the letter do not count."""
    tried = select(func.count()).where(attempt.c.letter_id == letter_id, attempt.c.outcome == Ending.SPARED)
    return int(tx.execute(tried).scalar_one())


def message_id_of(tx: Connection, letter_id: int) -> str:
    """The name under which its receiver knows the letter."""
    return str(tx.execute(select(letter.c.message_id).where(letter.c.id == letter_id)).scalar_one())


def senders(tx: Connection) -> list[str]:
    """Whoever is sending a letter, each once."""
    sending = select(letter.c.sender).where(letter.c.state == MessageState.SENDING, letter.c.sender != "").distinct()
    return list(tx.execute(sending).scalars())


def orphan(tx: Connection, dead: Sequence[str], now: datetime) -> None:
    """The leases of these senders end now."""
    theirs = update(letter).where(letter.c.state == MessageState.SENDING, letter.c.sender.in_(dead))
    tx.execute(theirs.values(leased_until=now))


def due(tx: Connection, now: datetime, *, limit: int = 100, without: Collection[Channel] = frozenset()) -> list[Due]:
    """Letters to take up again: their next attempt has come, or the lease of whoever was sending them is over.

    Those over the channels ``without`` wait longer.
    """
    waited = and_(letter.c.state == MessageState.QUEUED, has_come(letter.c.next_attempt_at, now))
    orphaned = and_(letter.c.state == MessageState.SENDING, has_come(letter.c.leased_until, now))
    statement = (
        select(letter.c.id, letter.c.attempts, letter.c.person, letter.c.channel, _SITE.label("site"))
        .where(or_(waited, orphaned), letter.c.channel.not_in(without))
        .order_by(letter.c.id)
        .limit(limit)
    )
    return [Due(row.id, row.attempts, row.person, row.channel, row.site or "") for row in tx.execute(statement)]


def take(tx: Connection, seen: Due, *, now: datetime, leased_until: datetime, sender: str = "") -> Letter | None:
    """Claim a due letter for one more attempt; None when somebody else has, or nothing is left to say."""
    statement = _at(seen.id, seen.attempts, *_UNDER_WAY).returning(*_LETTER)
    values = {
        "state": MessageState.SENDING,
        "attempts": seen.attempts + 1,
        "leased_until": leased_until,
        "sender": sender,
        "next_attempt_at": None,
    }
    row = tx.execute(statement.values(values)).mappings().first()
    if row is None:
        return None
    found = _claimed(tx, row, message.c.letter_id == seen.id, now)
    if found.messages:
        return found
    _close(tx, found, MessageState.SUPPRESSED, now, "")
    return None


def give_up(tx: Connection, seen: Due) -> int:
    """Let a due letter be dead: it had all its attempts, and none told how it ended. Returns how many messages were in it."""
    statement = _at(seen.id, seen.attempts, *_UNDER_WAY)
    values = {"state": MessageState.DEAD, "error": NEVER_TOLD}
    if not tx.execute(statement.values(values | {"leased_until": None, "next_attempt_at": None})).rowcount:
        return 0
    ours = update(message).where(message.c.letter_id == seen.id, message.c.state.in_(_UNDER_WAY))
    return tx.execute(ours.values(values)).rowcount


def finish(
    tx: Connection, sent: Letter, ending: Ending, *, now: datetime, error: str = "", retry_at: datetime | None = None
) -> bool:
    """Write down how the attempt ended; a failure that may pass waits for ``retry_at``, without one it is the last.

    False when somebody took the letter over meanwhile: then only the attempt is written down.
    """
    mine = update(attempt).where(attempt.c.letter_id == sent.id, attempt.c.number == sent.attempts)
    tx.execute(mine.values(ended_at=now, outcome=ending, error=error))
    if retry_at is not None:
        return _wait(tx, sent, retry_at, error)
    return _close(tx, sent, MessageState.SENT if ending in WELL else MessageState.DEAD, now, error)


def unsure(tx: Connection, now: datetime) -> list[str]:
    """The keys of messages of which the send journal may know more: those that wait, and those whose sender has died."""
    waits = and_(message.c.state == MessageState.QUEUED, message.c.channel != Channel.INBOX)
    orphaned = and_(letter.c.state == MessageState.SENDING, has_come(letter.c.leased_until, now))
    statement = select(message.c.key).outerjoin(letter, message.c.letter_id == letter.c.id).where(or_(waits, orphaned))
    return list(tx.execute(statement).scalars())


def mark_sent(tx: Connection, sent: Mapping[str, datetime]) -> None:
    """These messages left at these moments; a letter all of whose messages have left is sent."""
    for key, at in sent.items():
        ours = update(message).where(message.c.key == key)
        tx.execute(ours.values(state=MessageState.SENT, sent_at=at, error=""))
    left = select(message.c.letter_id).where(message.c.state == MessageState.SENDING, message.c.letter_id.is_not(None))
    whole = update(letter).where(letter.c.state == MessageState.SENDING, letter.c.id.not_in(left))
    tx.execute(whole.values(state=MessageState.SENT, sent_at=max(sent.values()), leased_until=None))


def withdraw(tx: Connection, claimed: Letter, keys: Sequence[str], because: str, now: datetime) -> Letter:
    """Take messages out of a claimed letter that are no longer true; a letter of which nothing is left is over."""
    gone = update(message).where(message.c.letter_id == claimed.id, message.c.key.in_(keys))
    tx.execute(gone.values(state=MessageState.SUPPRESSED, error=because))
    left = replace(claimed, messages=tuple(one for one in claimed.messages if one.key not in set(keys)))
    if not left.messages:
        _close(tx, left, MessageState.SUPPRESSED, now, because)
    return left


def _still_queued(tx: Connection, ids: Sequence[int]) -> int:
    queued = select(message.c.id).where(
        message.c.id.in_(ids), message.c.state == MessageState.QUEUED, message.c.letter_id.is_(None)
    )
    return len(tx.execute(queued.with_for_update()).all())


def _claimed(tx: Connection, row: RowMapping, which: Any, now: datetime) -> Letter:
    """Take the letter's messages along and write its attempt down."""
    taken = update(message).where(which, message.c.state.in_(_UNDER_WAY))
    tx.execute(taken.values(state=MessageState.SENDING, letter_id=row["id"], attempts=row["attempts"]))
    tx.execute(insert(attempt), _attempt(row, now))
    found = MESSAGES.where(message.c.letter_id == row["id"], message.c.state == MessageState.SENDING)
    messages = tuple(read(tx, found.order_by(message.c.id)))
    return Letter(**{str(name): row[name] for name in row}, messages=messages, unknown=_has_unknown(tx, row))


def _attempt(row: RowMapping, now: datetime) -> dict[str, Any]:
    return {"letter_id": row["id"], "number": row["attempts"], "started_at": now, "outcome": "", "error": ""}


def _has_unknown(tx: Connection, row: RowMapping) -> bool:
    earlier = select(func.count()).where(
        attempt.c.letter_id == row["id"], attempt.c.number < row["attempts"], attempt.c.outcome == ""
    )
    return bool(tx.execute(earlier).scalar())


def _wait(tx: Connection, sent: Letter, retry_at: datetime, error: str) -> bool:
    values = {"state": MessageState.QUEUED, "next_attempt_at": retry_at, "leased_until": None, "error": error}
    mine = tx.execute(_at(sent.id, sent.attempts, MessageState.SENDING).values(values)).rowcount == 1
    return mine and _messages_become(tx, sent, {"state": MessageState.QUEUED, "error": error})


def _close(tx: Connection, sent: Letter, state: MessageState, now: datetime, error: str) -> bool:
    sent_at = now if state is MessageState.SENT else None
    values = {"state": state, "sent_at": sent_at, "error": error}
    statement = _at(sent.id, sent.attempts, MessageState.SENDING).values(values | {"leased_until": None})
    return tx.execute(statement).rowcount == 1 and _messages_become(tx, sent, values)


def _at(id: int, attempts: int, *states: MessageState) -> Update:
    return update(letter).where(letter.c.id == id, letter.c.attempts == attempts, letter.c.state.in_(states))


def _messages_become(tx: Connection, sent: Letter, values: dict[str, Any]) -> bool:
    ours = update(message).where(message.c.letter_id == sent.id, message.c.state == MessageState.SENDING)
    tx.execute(ours.values(values))
    return True
