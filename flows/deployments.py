"""Deploying the flows to a Prefect server, by its own command; and what ran last, by our own records."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from config.wiring import open_app
from flows.schedules import SCHEDULES, Schedule
from models.refusals import Reason, Unavailable
from store import runs

PROJECT = Path(__file__).parents[1]
WORK_POOL = "oneplan"  # as in prefect.yaml; its workers run the flows as processes beside them
ITS_OWN = ("sweep-sites", "closer")  # what only Prefect needs: the parts of a sweep, and closing dead runs


def deploy() -> dict[str, Any]:
    """Deploy everything in prefect.yaml; the work pool is made if there is none. Raises Unavailable with what Prefect said."""
    if _prefect("work-pool", "inspect", WORK_POOL).returncode:
        _require(_prefect("work-pool", "create", WORK_POOL, "--type", "process"))
    _require(_prefect("deploy", "--all", "--prefect-file", "prefect.yaml"))
    return {"work_pool": WORK_POOL, "deployed": [*(one.name for one in SCHEDULES), *ITS_OWN]}


def _prefect(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "prefect", "--no-prompt", *words]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)


def _require(done: subprocess.CompletedProcess[str]) -> None:
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip())[-500:]
        raise Unavailable(Reason("prefect_failed", {"said": said}))


def status() -> dict[str, Any]:
    """Each job with its times, its last good run, how the last one ended and who is at it now, whichever clock ran it."""
    app = open_app()
    with app.database.reading() as tx:
        known = {one.name: one for one in runs.jobs(tx)}
    listed = [_told(one.name, known.pop(one.name, None), one) for one in SCHEDULES]
    return {"jobs": [*listed, *(_told(name, one, None) for name, one in known.items())]}


def _told(name: str, job: runs.Job | None, schedule: Schedule | None) -> dict[str, Any]:
    """The parts of a sweep have no times of their own."""
    last = job.last if job else None
    return {
        "job": name,
        "cron": schedule.cron if schedule else "",
        "purpose": schedule.purpose if schedule else "",
        "last_good_run": job.last_good if job else None,
        "last_failure": last.report if last and not last.ok else "",
        "under_way": [{"since": one.started_at, "worker": one.report} for one in job.under_way] if job else [],
    }
