"""Tidying (清理): every night what no longer counts is forgotten. Cases, their journal and messages are never part of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from jobs.runs import recorded
from store import accounts, idempotency, runs
from store.database import Database

RUNS_KEPT_FOR = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class TidyReport:
    """How many were forgotten: of ``sign_ins`` sessions, links, tokens and wrong guesses; stored ``answers``; ``runs`` of jobs."""

    sign_ins: int
    answers: int
    runs: int


def tidy(database: Database, now: datetime) -> TidyReport:
    """Forget what has run out."""
    with recorded(database, "tidy", now) as run:
        with database.writing() as tx:
            report = TidyReport(
                sign_ins=accounts.forget(tx, now),
                answers=idempotency.forget(tx, now),
                runs=runs.forget(tx, now - RUNS_KEPT_FOR),
            )
        run.ended(ok=True, report=f"{report}")
    return report
