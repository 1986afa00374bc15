"""Which job is owed (该跑了): the last of its times that has passed lies after its last run began. Pure.

A run that found something broken has come to its end as well: its next time is soon enough. One that died has not.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flows.schedules import Schedule
from models.moments import local_date, local_moment


def owed(
    schedules: Iterable[Schedule], last: Mapping[str, datetime | None], now: datetime, zone: ZoneInfo
) -> list[Schedule]:
    """The jobs to run at ``now``, in the order of the list. A missed time is made up for once, however many were missed."""
    return [one for one in schedules if _is_owed(one, last.get(one.name), now, zone)]


def _is_owed(schedule: Schedule, last: datetime | None, now: datetime, zone: ZoneInfo) -> bool:
    """A job that never ran is owed at once, and so is one whose last run lies ahead of a clock that was set right since."""
    return last is None or last > now or last < latest(schedule, now, zone)


def latest(schedule: Schedule, now: datetime, zone: ZoneInfo) -> datetime:
    """The last of the schedule's times at or before ``now``."""
    today = local_date(now, zone)
    moments = (local_moment(day, at, zone) for day in _days(today) for at in schedule.times)
    return max(moment for moment in moments if moment <= now)


def _days(today: date) -> tuple[date, date]:
    return today - timedelta(days=1), today
