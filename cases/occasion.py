"""The occasion of an act: when, which day that is at the site, who acts, why, and by which calendar."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from cases.workdays import WorkCalendar
from models.moments import local_date
from models.people import Person


@dataclass(frozen=True, slots=True)
class Occasion:
    """Everything a rule may know beyond the case and the inputs. ``on_behalf_of`` is the absent person substituted for."""

    now: datetime
    today: date
    actor: Person
    calendar: WorkCalendar
    reason: str = ""
    on_behalf_of: Person | None = None

    @property
    def capacity(self) -> Person:
        """Whose role and places count: the absent person's, for whoever stands in."""
        return self.on_behalf_of or self.actor


def occasion(
    now: datetime,
    zone: ZoneInfo,
    actor: Person,
    calendar: WorkCalendar,
    *,
    reason: str = "",
    on_behalf_of: Person | None = None,
) -> Occasion:
    """The occasion at ``now``, whose day is the one in the site's zone."""
    return Occasion(now, local_date(now, zone), actor, calendar, reason.strip(), on_behalf_of)
