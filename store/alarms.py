"""Alarms: what needs whoever runs the program, from when it was first seen until it is over."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from store.tables import alarm


@dataclass(frozen=True, slots=True)
class Alarm:
    """One alarm; ``count`` is how much of what it is about."""

    id: int
    kind: str
    count: int
    raised_at: datetime


def up(tx: Connection) -> list[Alarm]:
    """Those that are not over."""
    found = select(alarm.c.id, alarm.c.kind, alarm.c.count, alarm.c.raised_at).where(alarm.c.ended_at.is_(None))
    return [Alarm(*row) for row in tx.execute(found.order_by(alarm.c.id))]


def begin(tx: Connection, kind: str, count: int, now: datetime) -> Alarm:
    """It is seen, for the first time or still."""
    known = next((one for one in up(tx) if one.kind == kind), None)
    if known:
        tx.execute(update(alarm).where(alarm.c.id == known.id).values(count=count))
        return known
    values = {"kind": kind, "count": count, "raised_at": now}
    return Alarm(int(tx.execute(insert(alarm).returning(alarm.c.id), values).scalar_one()), kind, count, now)


def end(tx: Connection, kind: str, now: datetime) -> list[Alarm]:
    """It is over. Returns what was up of it."""
    over = [one for one in up(tx) if one.kind == kind]
    tx.execute(update(alarm).where(alarm.c.kind == kind, alarm.c.ended_at.is_(None)).values(ended_at=now))
    return over
