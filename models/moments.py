"""Moments and dates: the only place where one becomes the other.

An act happens at a *moment* (aware, stored in UTC); a deadline is a *date* in the site's zone.
07:30 in Beijing is still yesterday in UTC, so nothing else may call ``.date()`` on a moment.
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


def local_date(moment: datetime, zone: ZoneInfo) -> date:
    """The calendar day on which ``moment`` falls in ``zone``."""
    return moment.astimezone(zone).date()


def local_moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, at which clocks in ``zone`` show ``at`` on ``day``."""
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


def start_of(day: date, zone: ZoneInfo) -> datetime:
    """The first moment of ``day`` in ``zone``, in UTC."""
    return local_moment(day, time.min, zone)


def in_utc(moment: datetime) -> datetime:
    """The same moment written in UTC; a naive one raises ValueError."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment needs a zone: {moment!r}")
    return moment.astimezone(UTC)
