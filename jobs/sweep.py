"""The sweep (巡查): find what is due, queue messages. Any number of sweepers, at any minute, after any outage."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from jobs.consequences import carry_out
from jobs.crash_points import crash_point
from jobs.live import Live
from jobs.runs import record_idle, recorded
from jobs.workers import has_died, this_worker
from models.moments import local_date
from models.vocabulary import MessageState
from models.waiting import Watch
from store import cases, consequences, leases, outbox, watches
from store.database import Database
from store.locks import OFFICE, lock

log = logging.getLogger(__name__)

BATCH = 100  # nobody else can write to SQLite as long as one takes
LEASE_SECONDS = 300


@dataclass(slots=True)
class SweepReport:
    """All counts. ``failed`` are watches that could not be looked at and acts that could not be done; ``suppressed`` rungs
    overtaken by higher ones, or muted; ``done`` what rungs brought about besides messages.

    ``elsewhere``: another sweep is under way, so nothing was looked at here.
    """

    looked_at: int = 0
    queued: int = 0
    suppressed: int = 0
    failed: int = 0
    cases: int = 0
    done: int = 0
    elsewhere: bool = False
    errors: list[str] = field(default_factory=list)


def sweep(database: Database, now: datetime, zone: ZoneInfo) -> SweepReport:
    """Look at every watch whose moment has come.

    1. If nothing is due, record that and be done: most sweeps of a day.
    2. Take the lease; a sweep under way elsewhere is left alone.
    3. In batches, one transaction each: queue what is owed under its unique key, and look again on the day of the next rung.
    4. A batch that fails is taken again watch by watch: the broken one is reported, the others go on.
    5. Do what the rungs bring about besides, and look again at the cases it changed, until nothing more follows.
    """
    report = SweepReport()
    if _is_idle(database, now):
        record_idle(database, "sweep", now, f"{report}")
        return report
    with _lease(database, now) as mine:
        report.elsewhere = not mine
        if mine:
            with recorded(database, "sweep", now) as run:
                _sweep_all(database, now, zone, report)
                while _carry_out(database, now, zone, report):
                    _sweep_all(database, now, zone, report)
                run.ended(ok=report.failed == 0, report=f"{report}")
    return report


def _is_idle(database: Database, now: datetime) -> bool:
    with database.reading() as tx:
        return not watches.due(tx, now, limit=1) and not consequences.owed(tx)


def _sweep_all(database: Database, now: datetime, zone: ZoneInfo, report: SweepReport) -> None:
    seen: set[str] = set()
    for batch in _batches(database, now):
        seen |= {one.waiting.case for one in batch if one.waiting.case}
        try:
            _sweep_batch(database, batch, now, zone, report)
        except Exception:
            log.exception("a batch of %s watches failed; looking at them one by one", len(batch))
            _one_by_one(database, batch, now, zone, report)
    report.cases = max(report.cases, len(seen))


def _carry_out(database: Database, now: datetime, zone: ZoneInfo, report: SweepReport) -> int:
    """What was done; each thing is done once, so this comes to an end."""
    carried = carry_out(database, now, zone)
    report.done += carried.done
    report.failed += len(carried.errors)
    report.errors += carried.errors
    return carried.done


def _batches(database: Database, now: datetime) -> Iterator[list[Watch]]:
    after = None
    while True:
        with database.reading() as tx:
            batch = watches.due(tx, now, limit=BATCH, after=after)
        if not batch:
            return
        yield batch
        last = batch[-1]
        assert last.look_at is not None
        after = (last.look_at, last.waiting.key)


def _one_by_one(database: Database, batch: Sequence[Watch], now: datetime, zone: ZoneInfo, report: SweepReport) -> None:
    for one in batch:
        try:
            _sweep_batch(database, [one], now, zone, report)
        except Exception as error:
            log.exception("%s could not be looked at", one.waiting.case)
            report.failed += 1
            report.errors.append(f"{one.waiting.key}: {error}")


def _sweep_batch(
    database: Database, batch: Sequence[Watch], now: datetime, zone: ZoneInfo, report: SweepReport
) -> None:
    with database.writing() as tx:
        queued, suppressed = _look(tx, batch, now, zone)
        crash_point("plan.before_commit")
    crash_point("plan.after_commit")
    report.looked_at += len(batch)
    report.queued += queued
    report.suppressed += suppressed


def _look(tx: Connection, batch: Sequence[Watch], now: datetime, zone: ZoneInfo) -> tuple[int, int]:
    """Queue what is owed for a batch, and write when to look again. Returns how many were queued, how many overtaken or muted.

    What waits is read again under the transaction: a step completed since it was found is no longer there.
    """
    lock(tx, OFFICE)
    today = local_date(now, zone)
    live = Live(tx, today)
    cases.hold_still(tx, {one.waiting.case for one in batch})  # first, as acts do: none changes what waits meanwhile
    found = watches.by_keys(tx, [one.waiting.key for one in batch])
    heard = outbox.heard(tx, found)
    plans = {key: live.plan(one.waiting, heard, today) for key, one in found.items()}
    owed = [intent for plan in plans.values() for intent in plan.owed]
    outbox.overtake(tx, owed)
    queued = outbox.queue(tx, owed, now)
    overtaken = [intent for plan in plans.values() for intent in plan.overtaken]
    suppressed = outbox.queue(tx, overtaken, now, state=MessageState.SUPERSEDED)
    muted = [replace(one, because="muted") for plan in plans.values() for one in plan.muted]
    suppressed |= outbox.queue(tx, muted, now, state=MessageState.SUPPRESSED)
    consequences.owe(tx, [deed for plan in plans.values() for deed in plan.deeds], now)
    watches.set_look_at(tx, {(key, found[key].waiting.revision): plan.look_at(zone) for key, plan in plans.items()})
    return len(queued), len(suppressed)


@contextmanager
def _lease(database: Database, now: datetime) -> Iterator[bool]:
    """The sweep's lease for as long as the block lasts; False when somebody else has it."""
    me = this_worker()
    with database.writing() as tx:
        held_by, held = leases.holder_of(tx, "sweep")
        if has_died(held_by):
            leases.release(tx, "sweep", held_by, held)
        epoch = leases.acquire(tx, "sweep", me, now, LEASE_SECONDS)
    try:
        yield epoch is not None
    finally:
        if epoch is not None:
            with database.writing() as tx:
                leases.release(tx, "sweep", me, epoch)
