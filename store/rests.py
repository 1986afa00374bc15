"""Channels at rest (歇): one that has failed for several people in a row is left alone for a while, and its letters wait.

Nothing is stored for it: the attempts tell. What a receiver refuses for good is an answer, so the channel works.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from models.patience import Patience
from models.vocabulary import Channel
from store.letters import WELL, Ending
from store.tables import attempt, letter

_LOOK_BACK = timedelta(days=1)  # every letter has been tried again by then
_ANSWERED = (*WELL, Ending.PERMANENT)
_FAILED = (Ending.TRANSIENT, Ending.SPARED)


@dataclass(frozen=True, slots=True)
class Failing:
    """A channel that has failed and not worked since: for whom, since when, and when it was last tried."""

    people: frozenset[str] = frozenset()
    since: datetime | None = None
    last: datetime | None = None


def failing(tx: Connection, now: datetime) -> dict[Channel, Failing]:
    """The channels whose last attempts have failed."""
    recent = select(letter.c.channel, func.max(attempt.c.id).label("id")).join(
        letter, attempt.c.letter_id == letter.c.id
    )
    answered = recent.where(attempt.c.started_at > now - _LOOK_BACK, attempt.c.outcome.in_(_ANSWERED))
    answer = answered.group_by(letter.c.channel).subquery()
    found = (
        select(letter.c.channel, letter.c.person, func.min(attempt.c.ended_at), func.max(attempt.c.ended_at))
        .join(letter, attempt.c.letter_id == letter.c.id)
        .outerjoin(answer, answer.c.channel == letter.c.channel)
        .where(attempt.c.started_at > now - _LOOK_BACK, attempt.c.outcome.in_(_FAILED))
        .where(attempt.c.id > func.coalesce(answer.c.id, 0))
        .group_by(letter.c.channel, letter.c.person)
    )
    by_channel: dict[Channel, list[tuple[str, datetime, datetime]]] = {}
    for channel, person, first, last in tx.execute(found):
        by_channel.setdefault(channel, []).append((person, first, last))
    return {channel: _failing(rows) for channel, rows in by_channel.items()}


def resting(tx: Connection, now: datetime, patience: Patience) -> dict[Channel, datetime]:
    """The channels that are left alone just now, each with the moment of its next try."""
    untils = {channel: until(one, now, patience) for channel, one in failing(tx, now).items()}
    return {channel: end for channel, end in untils.items() if end}


def until(one: Failing, now: datetime, patience: Patience) -> datetime | None:
    """The moment until which the channel rests; None when it may be tried. One written by a clock that was ahead is no rest."""
    if one.last is None or len(one.people) < patience.people:
        return None
    end = one.last + patience.rest
    return end if now < end <= now + patience.rest else None


def _failing(rows: list[tuple[str, datetime, datetime]]) -> Failing:
    people, first, last = zip(*rows, strict=True)
    return Failing(frozenset(people), min(first), max(last))
