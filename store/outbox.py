"""The outbox: messages are rows before they are sent, and a key makes a repeat impossible.

What becomes of a message: queued -> sending -> sent | dead; or suppressed (no longer true), superseded (overtaken),
held (stopped by a person or after a restore). Sending itself is in `store.letters`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, bindparam, cast, func, or_, select, update

from models.people import EVERYWHERE, Scope
from models.refusals import Missing, Reason, Refused
from models.vocabulary import Channel, MessageState
from models.waiting import URGED, Heard, Intent
from store.inserts import insert_new
from store.messages import MESSAGES, Message, read, values
from store.pages import Page, page, read_cursor
from store.scopes import within
from store.tables import case, letter, message

NOT_YET_SENT = (MessageState.QUEUED, MessageState.HELD)
_CASE_IDS = select(case.c.no, case.c.id).where(case.c.no.in_(bindparam("numbers", expanding=True)))
_HEARD = (
    select(message.c.subject_key, message.c.revision, message.c.rung, message.c.person)
    .where(message.c.subject_key.in_(bindparam("keys", expanding=True)), message.c.state != MessageState.SUPPRESSED)
    .distinct()
)
_UNSENT = select(
    message.c.id, message.c.rung, message.c.subject_key, message.c.revision, message.c.person, message.c.channel
).where(
    message.c.subject_key.in_(bindparam("keys", expanding=True)),
    message.c.state.in_(NOT_YET_SENT),
    message.c.letter_id.is_(None),
    message.c.wording != URGED,
)
_COUNTS = select(message.c.state, func.count()).group_by(message.c.state)


@dataclass(frozen=True, slots=True)
class Parcel:
    """The messages waiting for one person on one channel, the oldest first."""

    person: str
    channel: Channel
    messages: tuple[Message, ...]


def queue(
    tx: Connection,
    intents: Iterable[Intent],
    now: datetime,
    *,
    state: MessageState = MessageState.QUEUED,
    not_before: datetime | None = None,
) -> set[str]:
    """Write down what is to be sent. Returns the keys that were.

    What was ever written under its key is left alone, except what was suppressed unsent: it is owed again, so it waits again.
    """
    wanted = list(intents)
    if not wanted:
        return set()
    numbers = {intent.waiting.case for intent in wanted}
    ids = {row.no: row.id for row in tx.execute(_CASE_IDS, {"numbers": sorted(numbers)})}
    common = {"state": state, "queued_at": now, "not_before": not_before}
    rows = [values(intent, ids[intent.waiting.case] if intent.waiting.case else None) | common for intent in wanted]
    new = set(tx.execute(insert_new(tx, message, "key").returning(message.c.key), rows).scalars())
    if state is MessageState.QUEUED:
        new |= {row["key"] for row in rows if row["key"] not in new and _wake(tx, row)}
    return new


def _wake(tx: Connection, row: Mapping[str, Any]) -> bool:
    suppressed = update(message).where(message.c.key == row["key"], message.c.state == MessageState.SUPPRESSED)
    return bool(tx.execute(suppressed.values(**row, letter_id=None)).rowcount)


def heard(tx: Connection, keys: Iterable[str]) -> list[Heard]:
    """Every rung ever written for these waiting things, except what was suppressed unsent: nobody heard that."""
    return [Heard(*row) for row in tx.execute(_HEARD, {"keys": list(keys)})]


def waiting_parcels(tx: Connection, now: datetime) -> list[Parcel]:
    """What could be sent now and is in no letter yet, per person and channel."""
    ready = or_(message.c.not_before.is_(None), message.c.not_before <= now)
    statement = MESSAGES.where(message.c.state == MessageState.QUEUED, message.c.letter_id.is_(None), ready)
    messages = read(tx, statement.order_by(message.c.person, message.c.channel, message.c.id))
    parcels = groupby(messages, key=lambda one: (one.person, one.channel))
    return [Parcel(person, channel, tuple(group)) for (person, channel), group in parcels]


def supersede(tx: Connection, keys: Iterable[str], because: str = "") -> int:
    """Mark messages not yet sent as overtaken by a higher rung, by their keys. Returns how many."""
    return _end(tx, keys, MessageState.SUPERSEDED, because)


def overtake(tx: Connection, higher: Iterable[Intent]) -> int:
    """Mark what waits unsent below ``higher``, to the same people over the same channels, as overtaken. Returns how many.

    What was urged by hand stands beside the ladder: it neither overtakes a rung nor is overtaken by one.
    """
    climbed: dict[tuple[str, int, str, str], set[str]] = {}
    for one in higher:
        if one.wording != URGED:
            climbed.setdefault((one.waiting.key, one.waiting.revision, one.person, one.channel), set()).add(one.rung)
    if not climbed:
        return 0
    waiting = tx.execute(_UNSENT, {"keys": sorted({key for key, *_ in climbed})})
    lower = [id for id, rung, *place in waiting if rung not in climbed.get(tuple(place), {rung})]
    ended = update(message).where(message.c.id.in_(lower))
    return tx.execute(ended.values(state=MessageState.SUPERSEDED)).rowcount if lower else 0


def suppress(tx: Connection, keys: Iterable[str], because: str) -> int:
    """Mark messages not yet sent as no longer true, by their keys. Returns how many."""
    return _end(tx, keys, MessageState.SUPPRESSED, because)


def hold(tx: Connection, because: str) -> int:
    """Stop everything that waits to be sent. Returns how many."""
    stopped = update(message).where(message.c.state == MessageState.QUEUED)
    return tx.execute(stopped.values(state=MessageState.HELD, error=because)).rowcount


def release(tx: Connection) -> int:
    """Let everything that was held wait to be sent again, in letters of its own. Returns how many."""
    held = update(message).where(message.c.state == MessageState.HELD)
    return tx.execute(held.values(state=MessageState.QUEUED, error="", letter_id=None)).rowcount


def get(tx: Connection, id: int, scope: Scope, *, of: str | None = None) -> Message:
    """One message that `listing` would find. Raises Missing."""
    statement = MESSAGES.where(message.c.id == id, within(message.c.site, scope))
    found = read(tx, statement if of is None else statement.where(_concerns(of)))
    if not found:
        raise Missing(Reason("message_missing", {"id": id}))
    return found[0]


def retry(tx: Connection, id: int, scope: Scope) -> None:
    """Queue a dead message again. Raises Missing, or Refused when it is not dead."""
    found = get(tx, id, scope)
    if not _again(tx, message.c.id == id):
        raise Refused(Reason("message_not_dead", {"id": id, "message_state": str(found.state)}))


def retry_all(tx: Connection, scope: Scope, person: str | None = None) -> int:
    """Queue every dead message of the sites in ``scope`` again, or those to ``person``. Returns how many there were."""
    return _again(tx, within(message.c.site, scope), *([message.c.person == person] if person else []))


def _again(tx: Connection, *which: ColumnElement[bool]) -> int:
    """For letters of their own. The letters they were in have brought nothing: their slots are free for the next ones."""
    dead = (*which, message.c.state == MessageState.DEAD)
    of_letters = select(message.c.letter_id).where(*dead, message.c.letter_id.is_not(None))
    lost = update(letter).where(letter.c.id.in_(of_letters), letter.c.state == MessageState.DEAD)
    tx.execute(lost.values(slot=letter.c.slot + "/lost/" + cast(letter.c.id, String)))
    fresh = {"state": MessageState.QUEUED, "letter_id": None, "attempts": 0, "error": "", "not_before": None}
    return tx.execute(update(message).where(*dead).values(fresh)).rowcount


def listing(
    tx: Connection,
    scope: Scope,
    *,
    state: MessageState | None = None,
    without: MessageState | None = None,
    person: str | None = None,
    no: str | None = None,
    of: str | None = None,
    cursor: str | None = None,
    limit: int = 100,
) -> Page[Message]:
    """Messages of the sites in ``scope``, the newest first; ``of`` somebody: to them, or about cases they have a place on."""
    statement = MESSAGES.where(within(message.c.site, scope)).order_by(message.c.id.desc()).limit(limit + 1)
    for column, value in ((message.c.state, state), (message.c.person, person), (case.c.no, no)):
        if value is not None:
            statement = statement.where(column == value)
    if of is not None:
        statement = statement.where(_concerns(of))
    if without is not None:
        statement = statement.where(message.c.state != without)
    if cursor is not None:
        statement = statement.where(message.c.id < read_cursor(cursor, int)[0])
    return page(read(tx, statement), limit, key=lambda one: (one.id,))


def counts(tx: Connection, scope: Scope = EVERYWHERE, *, of: str | None = None) -> Mapping[MessageState, int]:
    """How many messages `listing` would find in each state; every state is there."""
    counted = _COUNTS.where(within(message.c.site, scope))
    if of is not None:
        counted = counted.outerjoin(case).where(_concerns(of))
    found = {row[0]: row[1] for row in tx.execute(counted)}
    return {state: found.get(state, 0) for state in MessageState}


def oldest_waiting(tx: Connection) -> datetime | None:
    """Since when the oldest message that could be sent waits for it."""
    ready = message.c.state == MessageState.QUEUED
    return tx.execute(select(func.min(message.c.queued_at)).where(ready)).scalar()


def _concerns(login: str) -> ColumnElement[bool]:
    places = (case.c.coordinator, case.c.liaison, case.c.supervisor)
    return or_(message.c.person == login, *(place == login for place in places))


def _end(tx: Connection, keys: Iterable[str], state: MessageState, because: str) -> int:
    wanted: Sequence[str] = list(keys)
    ended = update(message).where(message.c.key.in_(wanted), message.c.state.in_(NOT_YET_SENT))
    return tx.execute(ended.values(state=state, error=because)).rowcount if wanted else 0
