"""Every run of a job leaves a record, so that a clock that stopped is noticed."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from sqlalchemy import Connection

from jobs.workers import has_died, this_worker
from store import runs
from store.crash_points import crash_point
from store.database import Database

log = logging.getLogger(__name__)


DIED = "died"
LONGEST = timedelta(hours=6)  # no run takes that long: one of another machine that has not ended by then has died


@dataclass(slots=True)
class RunRecord:
    """How the run went, as far as it has told."""

    ok: bool = False
    report: str = ""
    counts: bool = True

    def ended(self, *, ok: bool, report: str) -> None:
        """It came to its end."""
        self.ok, self.report = ok, report

    def left(self) -> None:
        """Somebody else is at it, or will be: this was no run."""
        self.counts = False


@contextmanager
def recorded(database: Database, job: str, now: datetime) -> Iterator[RunRecord]:
    """Record the run: begun before, ended after; one that raises is recorded as failed, earlier ones that died as dead."""
    record, began = RunRecord(), monotonic()
    with database.writing() as tx:
        _bury(tx, job, now)
        number = runs.start(tx, job, now, by=this_worker())
    crash_point("run.after_start")
    try:
        yield record
    except Exception as error:
        record.ended(ok=False, report=f"{type(error).__name__}: {error}")
        raise
    finally:
        with database.writing() as tx:
            if record.counts:
                ended_at = now + timedelta(seconds=monotonic() - began)
                runs.end(tx, number, ended_at, ok=record.ok, report=record.report)
            else:
                runs.drop(tx, number)
        log.info("%s ended: %s", job, record.report if record.counts else "done elsewhere")


def _bury(tx: Connection, job: str, now: datetime) -> None:
    """What died did not end by itself: its record says so from now on."""
    for one in runs.under_way(tx, job):
        if has_died(one.report) or one.started_at < now - LONGEST:
            log.warning("%s died: begun %s by %s", job, one.started_at.isoformat(), one.report)
            runs.end(tx, one.id, now, ok=False, report=f"{DIED}: {one.report}")
