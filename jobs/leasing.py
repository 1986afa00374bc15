"""Leases held (租约): a job that one worker does at a time; who lost its lease meanwhile writes nothing any more.

The lease's row is locked by every transaction under it until the commit, so that nobody takes over in the middle of one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from sqlalchemy import Connection

from jobs.workers import has_died, this_worker
from store import leases
from store.crash_points import crash_point
from store.database import Database

SECONDS = (
    60  # from one transaction to the next: how long the work of a worker of another machine lies idle when that dies
)


class LeaseLost(Exception):
    """Somebody else has taken over: whatever this transaction wrote is not to be kept."""


@dataclass(frozen=True, slots=True)
class Lease:
    """One lease that is held, at the epoch it was taken with."""

    database: Database
    name: str
    holder: str
    epoch: int
    taken_at: datetime
    began: float

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that is committed only by whoever holds the lease; it keeps it for longer. Raises LeaseLost."""
        with self.database.writing() as tx:
            if not leases.keep(tx, self.name, self.holder, self.epoch, self._until()):
                raise LeaseLost(f"{self.name}: taken over since epoch {self.epoch}")
            yield tx

    def _until(self) -> datetime:
        return self.taken_at + timedelta(seconds=monotonic() - self.began + SECONDS)


@contextmanager
def leased(database: Database, name: str, now: datetime) -> Iterator[Lease | None]:
    """The lease ``name`` for as long as the block lasts; None when somebody else has it. Of the dead it is taken at once."""
    me, began = this_worker(), monotonic()
    with database.writing() as tx:
        held_by, held = leases.holder_of(tx, name)
        if has_died(held_by):
            leases.release(tx, name, held_by, held)
        epoch = leases.acquire(tx, name, me, now, SECONDS)
    crash_point("lease.after_acquire")
    if epoch is None:
        yield None
        return
    try:
        yield Lease(database, name, me, epoch, now, began)
    finally:
        with database.writing() as tx:
            leases.release(tx, name, me, epoch)
