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


def deploy() -> dict[str, Any]:
    """Deploy everything in prefect.yaml. Raises Unavailable with what Prefect said."""
    command = [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all", "--prefect-file", "prefect.yaml"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unavailable(Reason("prefect_failed", {"said": (done.stderr or done.stdout).strip()[-500:]}))
    return {"deployed": [one.name for one in SCHEDULES]}


def status() -> dict[str, Any]:
    """Each job with its times and its last good run, whichever clock ran it."""
    app = open_app()
    with app.database.reading() as tx:
        last = {one.name: runs.last_good(tx, one.name) for one in SCHEDULES}
    return {"jobs": [_told(one, last[one.name]) for one in SCHEDULES]}


def _told(one: Schedule, last: datetime | None) -> dict[str, Any]:
    return {"job": one.name, "cron": one.cron, "purpose": one.purpose, "last_good_run": last}
