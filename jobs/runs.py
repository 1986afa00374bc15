"""Every run of a job leaves a record, so that a clock that stopped is noticed."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from store import runs
from store.database import Database

log = logging.getLogger(__name__)


@dataclass(slots=True)
class RunRecord:
    """How the run went, as far as it has told."""

    ok: bool = False
    report: str = ""

    def ended(self, *, ok: bool, report: str) -> None:
        """It came to its end."""
        self.ok, self.report = ok, report


@contextmanager
def recorded(database: Database, job: str, now: datetime) -> Iterator[RunRecord]:
    """Record the run: begun before, ended after; one that raises is recorded as failed."""
    record, began = RunRecord(), monotonic()
    with database.writing() as tx:
        number = runs.start(tx, job, now)
    try:
        yield record
    except Exception as error:
        record.ended(ok=False, report=f"{type(error).__name__}: {error}")
        raise
    finally:
        with database.writing() as tx:
            runs.end(tx, number, now + timedelta(seconds=monotonic() - began), ok=record.ok, report=record.report)
        log.info("%s ended: %s", job, record.report)


def record_idle(database: Database, job: str, now: datetime, report: str) -> None:
    """Record a run that found nothing to do, and so is over as it begins: in one transaction."""
    with database.writing() as tx:
        runs.end(tx, runs.start(tx, job, now), now, ok=True, report=report)
