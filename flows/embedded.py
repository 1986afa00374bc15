"""The embedded clock: one tick that asks which job is owed. No Prefect, no job rows; the database is the only truth about time."""

import logging

from apscheduler.schedulers.background import BackgroundScheduler

from config.wiring import App
from flows.owed import owed
from flows.schedules import SCHEDULES
from jobs import stopping
from store import runs

log = logging.getLogger(__name__)

TICK_SECONDS = 20


def start(app: App) -> BackgroundScheduler:
    """Start ticking in the background; the caller stops it with ``shutdown()``."""
    clock = BackgroundScheduler(timezone=app.zone)
    clock.add_job(
        tick,
        "interval",
        args=[app],
        seconds=TICK_SECONDS,
        next_run_time=app.now(),
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,  # however late: a tick that was missed is a tick that is wanted
    )
    clock.start()
    return clock


def tick(app: App) -> list[str]:
    """Run what is owed, one after the other; a job that fails does not keep the next from running. Returns their names."""
    with app.database.reading() as tx:
        last = {one.name: runs.last_ended(tx, one.name) for one in SCHEDULES}
    due = owed(SCHEDULES, last, app.now(), app.zone)
    for schedule in due:
        if stopping.is_asked():
            break
        try:
            schedule.run(app)
        except Exception:
            log.exception("%s failed", schedule.name)
    return [schedule.name for schedule in due]
