"""Restraint (克制): letters go out on working days, in working hours, once per slot."""

from datetime import datetime
from zoneinfo import ZoneInfo

from cases.workdays import WorkCalendar
from models.definitions import MannersDefinition
from models.moments import local_date


def slot(now: datetime, zone: ZoneInfo, calendar: WorkCalendar, manners: MannersDefinition) -> str | None:
    """The slot that is open, as ``2026-11-24T08:30``; None outside working hours and on rest days.

    A slot is a start, not an instant: it stays open until the next one begins or work ends.
    """
    today, clock = local_date(now, zone), now.astimezone(zone).time()
    if not calendar.is_workday(today) or not manners.working_from <= clock <= manners.working_until:
        return None
    begun = [one for one in manners.slots if one <= clock]
    return f"{today}T{begun[-1]:%H:%M}" if begun else None


def is_over(now: datetime, zone: ZoneInfo, calendar: WorkCalendar, manners: MannersDefinition) -> bool:
    """Whether nobody is written to any more today."""
    return not calendar.is_workday(local_date(now, zone)) or now.astimezone(zone).time() > manners.working_until
