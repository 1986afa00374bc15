"""The sweep (巡查): find what is due, queue messages. Any number of sweepers, at any minute, after any outage."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from jobs.consequences import carry_out
from jobs.leasing import Lease, LeaseLost, leased
from jobs.live import Live
from jobs.runs import recorded
from models.moments import local_date
from models.people import EVERYWHERE
from models.vocabulary import MessageState
from models.waiting import Watch
from store import cases, consequences, outbox, sites, watches
from store.again import once_more
from store.crash_points import crash_point
from store.database import Database
from store.locks import OFFICE, lock

log = logging.getLogger(__name__)

BATCH = 100  # nobody else can write to SQLite as long as one takes
OF_NO_SITE = ""


@dataclass(slots=True)
class SweepReport:
    """All counts. ``failed`` are watches that could not be looked at and acts that could not be done; ``suppressed`` rungs
    overtaken by higher ones, or muted; ``done`` what rungs brought about besides messages.

    ``elsewhere``: another sweep was under way at a site, so not everything was looked at here.
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
    """Look at every watch whose moment has come, one site after the other."""
    with database.reading() as tx:
        codes = site_codes(tx)
    return _recorded(database, "sweep", codes, now, zone)


def sweep_site(database: Database, site: str, now: datetime, zone: ZoneInfo) -> SweepReport:
    """The part of the sweep that one site is, for workers who share the sites among themselves."""
    return _recorded(database, site_job(site), [site], now, zone)


def site_job(site: str) -> str:
    """The name of one site's sweep, as a lease and as a run."""
    return f"sweep {site or '-'}"


def site_codes(tx: Connection) -> list[str]:
    """The sites to sweep, and what is of none: people above the sites, and alarms."""
    return [OF_NO_SITE, *(one.code for one in sites.listing(tx, EVERYWHERE))]


def _recorded(database: Database, job: str, codes: Sequence[str], now: datetime, zone: ZoneInfo) -> SweepReport:
    report = SweepReport()
    with recorded(database, job, now) as run:
        for code in codes:
            _sweep_site(database, code, now, zone, report)
        if report.elsewhere:
            run.left()
        else:
            run.ended(ok=report.failed == 0, report=f"{report}")
    return report


def _sweep_site(database: Database, site: str, now: datetime, zone: ZoneInfo, report: SweepReport) -> None:
    """One site's watches.

    Without anything due there is nothing to take a lease for: so it is in most sweeps of a day.

    1. Take the site's lease; a sweep under way elsewhere is left alone, and who loses the lease stops.
    2. In batches, one transaction each: queue what is owed under its unique key, and look again on the day of the next rung.
    3. A batch that fails is taken again watch by watch: the broken one is reported, the others go on.
    4. Do what the rungs bring about besides, and look again at the cases it changed, until nothing more follows.
    """
    if _is_idle(database, site, now):
        return
    with leased(database, site_job(site), now) as lease:
        if lease is None:
            report.elsewhere = True
            return
        try:
            seen = _sweep_all(lease, site, now, zone, report)
            while _carry_out(lease, site, now, zone, report):
                seen |= _sweep_all(lease, site, now, zone, report)
            report.cases += len(seen)
        except LeaseLost as lost:
            log.warning("%s", lost)
            report.elsewhere = True


def _is_idle(database: Database, site: str, now: datetime) -> bool:
    with database.reading() as tx:
        return not watches.due(tx, now, site=site, limit=1) and not consequences.owed(tx, site)


def _sweep_all(lease: Lease, site: str, now: datetime, zone: ZoneInfo, report: SweepReport) -> set[str]:
    """The numbers of the cases that were looked at."""
    seen: set[str] = set()
    for batch in _batches(lease.database, site, now):
        seen |= {one.waiting.case for one in batch if one.waiting.case}
        try:
            _sweep_batch(lease, batch, now, zone, report)
        except LeaseLost:
            raise
        except Exception:
            log.exception("a batch of %s watches failed; looking at them one by one", len(batch))
            _one_by_one(lease, batch, now, zone, report)
    return seen


def _carry_out(lease: Lease, site: str, now: datetime, zone: ZoneInfo, report: SweepReport) -> int:
    """What was done; each thing is done once, so this comes to an end."""
    carried = carry_out(lease, site, now, zone)
    report.done += carried.done
    report.failed += len(carried.errors)
    report.errors += carried.errors
    return carried.done


def _batches(database: Database, site: str, now: datetime) -> Iterator[list[Watch]]:
    after = None
    while True:
        with database.reading() as tx:
            batch = watches.due(tx, now, site=site, limit=BATCH, after=after)
        if not batch:
            return
        yield batch
        last = batch[-1]
        assert last.look_at is not None
        after = (last.look_at, last.waiting.key)


def _one_by_one(lease: Lease, batch: Sequence[Watch], now: datetime, zone: ZoneInfo, report: SweepReport) -> None:
    for one in batch:
        try:
            _sweep_batch(lease, [one], now, zone, report)
        except LeaseLost:
            raise
        except Exception as error:
            log.exception("%s could not be looked at", one.waiting.case)
            report.failed += 1
            report.errors.append(f"{one.waiting.key}: {error}")


def _sweep_batch(lease: Lease, batch: Sequence[Watch], now: datetime, zone: ZoneInfo, report: SweepReport) -> None:
    queued, suppressed = once_more(partial(_plan, lease, batch, now, zone))
    crash_point("plan.after_commit")
    report.looked_at += len(batch)
    report.queued += queued
    report.suppressed += suppressed


def _plan(lease: Lease, batch: Sequence[Watch], now: datetime, zone: ZoneInfo) -> tuple[int, int]:
    """One batch in one transaction under the lease."""
    with lease.writing() as tx:
        did = _look(tx, batch, now, zone)
        crash_point("plan.before_commit")
    return did


def _look(tx: Connection, batch: Sequence[Watch], now: datetime, zone: ZoneInfo) -> tuple[int, int]:
    """Queue what is owed for a batch, and write when to look again. Returns how many were queued, how many overtaken or muted.

    What waits is read again under the transaction: a step completed since it was found is no longer there.
    """
    lock(tx, OFFICE, shared=True)  # the sites are swept side by side
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
