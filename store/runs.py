"""Runs of jobs: when each began, how it ended, and when it last went well."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, func, insert, select, true, update

from store.tables import run

SWEEP_EVERY = timedelta(minutes=30)  # as flows/schedules.py has it; a test holds the two equal


@dataclass(frozen=True, slots=True)
class Run:
    """One run; ``ended_at`` None: under way, or died. Until it has ended its report names the worker."""

    id: int
    job: str
    started_at: datetime
    ended_at: datetime | None
    ok: bool | None
    report: str


@dataclass(frozen=True, slots=True)
class Job:
    """How one job stands: when it last went well, its last run that has ended, and who is at it now."""

    name: str
    last_good: datetime | None
    last: Run | None
    under_way: tuple[Run, ...]


_RUNS = select(run.c.id, run.c.job, run.c.started_at, run.c.ended_at, run.c.ok, run.c.report).order_by(run.c.id.desc())
_OF_JOB = select(run.c.started_at).where(run.c.job == bindparam("job")).order_by(run.c.id.desc()).limit(1)
_LAST_ENDED = _OF_JOB.where(run.c.ended_at.is_not(None))  # not the latest moment: a clock may have been ahead once
_LAST_GOOD = _OF_JOB.where(run.c.ok.is_(true()))


def start(tx: Connection, job: str, now: datetime, *, by: str = "") -> int:
    """A run began, in the hands of the worker ``by``. Returns its id."""
    values = {"job": job, "started_at": now, "report": by}
    return int(tx.execute(insert(run).returning(run.c.id), values).scalar_one())


def end(tx: Connection, id: int, now: datetime, *, ok: bool, report: str = "") -> None:
    """The run ended, well or not."""
    tx.execute(update(run).where(run.c.id == id).values(ended_at=now, ok=ok, report=report))


def drop(tx: Connection, id: int) -> None:
    """There was no such run: another one was at it already."""
    tx.execute(delete(run).where(run.c.id == id))


def under_way(tx: Connection, job: str | None = None) -> list[Run]:
    """Runs that have not ended, the newest first: at work, or dead."""
    statement = _RUNS.where(run.c.ended_at.is_(None))
    return [Run(*row) for row in tx.execute(statement if job is None else statement.where(run.c.job == job))]


def ended_well_since(tx: Connection, moment: datetime) -> set[str]:
    """The jobs of which a run came to a good end at or after ``moment``."""
    good = select(run.c.job).where(run.c.ended_at >= moment, run.c.ok.is_(true())).distinct()
    return set(tx.execute(good).scalars())


def last_good(tx: Connection, job: str) -> datetime | None:
    """When the last run that went well began."""
    return tx.execute(_LAST_GOOD, {"job": job}).scalar()


def missed_sweeps(last: datetime | None, now: datetime) -> int:
    """How many times of a sweep have passed since the ``last`` good one; 0 unless more than two have, or none was yet."""
    since = now - last if last else timedelta()
    return since // SWEEP_EVERY if since > 2 * SWEEP_EVERY else 0


def last_ended(tx: Connection, job: str) -> datetime | None:
    """When the last run that came to its end, well or not, began."""
    return tx.execute(_LAST_ENDED, {"job": job}).scalar()


def listing(tx: Connection, *, job: str | None = None, limit: int = 50) -> list[Run]:
    """The last runs, the newest first."""
    statement = _RUNS.limit(limit) if job is None else _RUNS.where(run.c.job == job).limit(limit)
    return [Run(*row) for row in tx.execute(statement)]


def jobs(tx: Connection) -> list[Job]:
    """Every job that ever ran, by name."""
    names = tx.execute(select(run.c.job).distinct().order_by(run.c.job)).scalars().all()
    working = under_way(tx)
    return [_job(tx, name, tuple(one for one in working if one.job == name)) for name in names]


def _job(tx: Connection, name: str, working: tuple[Run, ...]) -> Job:
    last = tx.execute(_RUNS.where(run.c.job == name, run.c.ended_at.is_not(None)).limit(1)).first()
    return Job(name, last_good(tx, name), Run(*last) if last else None, working)


def forget(tx: Connection, before: datetime) -> int:
    """Forget runs older than that, except the last good one of each job. Returns how many."""
    kept = select(func.max(run.c.id)).where(run.c.ok.is_(true())).group_by(run.c.job)
    return tx.execute(delete(run).where(run.c.started_at < before, run.c.id.not_in(kept))).rowcount
