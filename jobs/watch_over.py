"""Watching over the clock (值守): sweeps that are missed are told of without a sweep."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from jobs.alarms import SILENCE, lower_alarm, raise_alarm
from jobs.runs import recorded
from store import runs
from store.database import Database


@dataclass(frozen=True, slots=True)
class WatchReport:
    """When the last complete sweep began, None if none ever did; how many are missing since, 0 if all is well."""

    last_sweep: datetime | None
    missed: int


def watch_over(database: Database, now: datetime, zone: ZoneInfo) -> WatchReport:
    """Raise the alarm when two sweeps in a row are missing, take it back once one has come to its end."""
    with recorded(database, "watch_over", now) as run:
        with database.writing() as tx:
            last = runs.last_good(tx, "sweep")
            report = WatchReport(last, runs.missed_sweeps(last, now))
            if report.missed:
                raise_alarm(tx, SILENCE, report.missed, now, zone)
            else:
                lower_alarm(tx, SILENCE, now)
        run.ended(ok=True, report=f"{report}")
    return report
