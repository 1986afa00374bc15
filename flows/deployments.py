"""Deploying the flows to a Prefect server, by its own command; and what ran last, by our own records."""

import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from config.wiring import open_app
from flows.schedules import SCHEDULES, Schedule
from models.refusals import Reason, Unavailable
from store import runs

PROJECT = Path(__file__).parents[1]
WORK_POOL = "oneplan"  # as in prefect.yaml; its workers run the flows as processes beside them


def deploy() -> dict[str, Any]:
    """Deploy everything in prefect.yaml; the work pool is made if there is none. Raises Unavailable with what Prefect said."""
    if _prefect("work-pool", "inspect", WORK_POOL).returncode:
        _require(_prefect("work-pool", "create", WORK_POOL, "--type", "process"))
    _require(_prefect("deploy", "--all", "--prefect-file", "prefect.yaml"))
    return {"work_pool": WORK_POOL, "deployed": [one.name for one in SCHEDULES]}


def _prefect(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "prefect", "--no-prompt", *words]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)


def _require(done: subprocess.CompletedProcess[str]) -> None:
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip())[-500:]
        raise Unavailable(Reason("prefect_failed", {"said": said}))


def status() -> dict[str, Any]:
    """Each job with its times and its last good run, whichever clock ran it."""
    app = open_app()
    with app.database.reading() as tx:
        last = {one.name: runs.last_good(tx, one.name) for one in SCHEDULES}
    return {"jobs": [_told(one, last[one.name]) for one in SCHEDULES]}


def _told(one: Schedule, last: datetime | None) -> dict[str, Any]:
    return {"job": one.name, "cron": one.cron, "purpose": one.purpose, "last_good_run": last}
