"""Alarms (告警): raised while something needs whoever runs the program, told to them once, taken back when it is over."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from models.moments import local_date
from models.vocabulary import CUSTOMS, Subject
from models.waiting import Waiting, Watch
from store import alarms, watches

BLAST = "blast"  # more letters at once than the manners allow; also the ladder that tells of it


def raise_alarm(tx: Connection, kind: str, count: int, now: datetime, zone: ZoneInfo) -> None:
    """It stands on the delivery page and in `doctor` from now on; the next sweep lets the administrators hear of it."""
    new = not any(one.kind == kind for one in alarms.up(tx))
    alarm = alarms.begin(tx, kind, count, now)
    if new:
        waiting = Waiting(
            key=_key(alarm.id, kind),
            subject=Subject.ALARM,
            case="",
            site="",
            step="",
            due_on=local_date(now, zone),
            ladder=kind,
            holder=CUSTOMS,
            count=count,
        )
        watches.put(tx, Watch(waiting, now))


def lower_alarm(tx: Connection, kind: str, now: datetime) -> None:
    """It is over; nobody need be told any more."""
    over = alarms.end(tx, kind, now)
    watches.forget(tx, *(_key(one.id, kind) for one in over))


def _key(id: int, kind: str) -> str:
    return f"alarm/{id}/{kind}"
