"""Alarms (告警): raised while something needs whoever runs the program, told to them once, taken back when it is over."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from jobs.live import Live
from models.moments import local_date
from models.vocabulary import CUSTOMS, Subject
from models.waiting import Waiting, Watch
from store import alarms, outbox, watches
from store.locks import OFFICE, lock

# Each is also the name of the ladder that tells of it.
BLAST = "blast"  # more letters at once than the manners allow
SILENCE = "silence"  # two sweeps in a row are missing
REST = "rest"  # channels that fail for one after another are left alone


def raise_alarm(tx: Connection, kind: str, count: int, now: datetime, zone: ZoneInfo) -> None:
    """It stands on the desk and in `doctor` from now on, and those who run the program hear of it in their next letters.

    No sweep is waited for: it may be what is missing.
    """
    new = not any(one.kind == kind for one in alarms.up(tx))
    alarm = alarms.begin(tx, kind, count, now)
    if new:
        _tell(tx, _waiting(alarm, local_date(now, zone)), now, zone)


def lower_alarm(tx: Connection, kind: str, now: datetime) -> None:
    """It is over; nobody need be told any more."""
    over = alarms.end(tx, kind, now)
    watches.forget(tx, *(_key(one) for one in over))


def _tell(tx: Connection, waiting: Waiting, now: datetime, zone: ZoneInfo) -> None:
    """As a sweep would; from then on the alarm is a watch like others, and what is still true is asked before it is sent."""
    lock(tx, OFFICE)
    today = local_date(now, zone)
    plan = Live(tx, today).plan(waiting, [], today)
    watches.put(tx, Watch(waiting, plan.look_at(zone)))
    outbox.queue(tx, plan.owed, now)


def _waiting(alarm: alarms.Alarm, today: date) -> Waiting:
    return Waiting(
        key=_key(alarm),
        subject=Subject.ALARM,
        case="",
        site="",
        step="",
        due_on=today,
        ladder=alarm.kind,
        holder=CUSTOMS,
        count=alarm.count,
    )


def _key(alarm: alarms.Alarm) -> str:
    return f"alarm/{alarm.id}/{alarm.kind}"
