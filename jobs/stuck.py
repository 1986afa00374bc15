"""Stuck work (卡住的活): what should have gone on long ago and has not. Changes nothing.

What goes out may wait over a holiday, so it is measured in working days of its site; what is done at any hour, by the hour.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Select, exists, func, select

from jobs.live import Live
from jobs.sweep import site_job
from models.moments import local_date, start_of
from models.vocabulary import MessageState
from store import runs
from store.doctor import Stuck
from store.tables import journal, lease, letter, message, watch

LONG = timedelta(hours=1)  # two sweeps, and longer than any run takes
WORKDAYS = 2  # so many days with slots have passed


def stuck(tx: Connection, now: datetime, zone: ZoneInfo) -> list[Stuck]:
    """All that is stuck, by kind."""
    sending = select(message.c.site, letter.c.leased_until).join(letter, message.c.letter_id == letter.c.id)
    queued = select(message.c.site, _SENDABLE_SINCE).where(message.c.letter_id.is_(None))
    found = [
        _undelivered(tx, "sending", sending.where(letter.c.state == MessageState.SENDING), now, zone),
        _undelivered(tx, "queue", queued.where(message.c.state == MessageState.QUEUED), now, zone),
        *_unswept(tx, now),
        _runs(tx, now),
    ]
    return [one for one in found if one]


_SENDABLE_SINCE: ColumnElement[datetime] = func.coalesce(message.c.not_before, message.c.queued_at)


def _undelivered(tx: Connection, kind: str, waiting: Select[Any], now: datetime, zone: ZoneInfo) -> Stuck | None:
    """Messages that stand since before the last working days of their site."""
    live, today = Live(tx, local_date(now, zone)), local_date(now, zone)
    since = [
        moment
        for site, moment in tx.execute(waiting)
        if moment < now - LONG and moment < start_of(live.calendar(site).add(today, -WORKDAYS), zone)
    ]
    return Stuck(kind, len(since), min(since)) if since else None


def _unswept(tx: Connection, now: datetime) -> Iterator[Stuck]:
    """Watches whose moment has long come, and the leases of their sites that nobody has taken over.

    A case that was written just now may wait for what is long due: the next sweep looks at it.
    """
    written = exists().where(journal.c.case_id == watch.c.case_id, journal.c.at > now - LONG)
    overdue = select(watch.c.site, func.count(), func.min(watch.c.look_at)).where(
        watch.c.look_at < now - LONG, ~written
    )
    sites = tx.execute(overdue.group_by(watch.c.site)).all()
    if sites:
        yield Stuck("watches", sum(row[1] for row in sites), min(row[2] for row in sites))
    jobs = {site_job(row[0]) for row in sites}
    over = select(lease.c.name, lease.c.until).where(lease.c.holder != "", lease.c.until < now - LONG)
    if left := [row for row in tx.execute(over.order_by(lease.c.name)) if row.name in jobs]:
        yield Stuck("leases", len(left), min(row.until for row in left), tuple(row.name for row in left))


def _runs(tx: Connection, now: datetime) -> Stuck | None:
    """Runs that have begun and told no end."""
    left = [one for one in runs.under_way(tx) if one.started_at < now - LONG]
    names = tuple(sorted({one.job for one in left}))
    return Stuck("runs", len(left), min(one.started_at for one in left), names) if left else None
