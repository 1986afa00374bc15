"""The occasion of an act: when, which day that is at the site, who acts, why, and by which calendar."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from cases.workdays import WorkCalendar
from models.assessment import Shelf
from models.atlas import Atlas
from models.casefile import CaseFile
from models.credit import CreditHistory
from models.moments import local_date
from models.people import Person
from models.qualifications import Register
from models.record import LastAct

NO_SHELF = Shelf()
NO_ATLAS = Atlas()


@dataclass(frozen=True, slots=True)
class Occasion:
    """Everything a rule may know beyond the case and the inputs. ``on_behalf_of`` is the absent person substituted for, ``past``
    the history of the enterprise's credit, ``shelf`` the standards, for acts that look into what was assessed,
    ``register`` who is qualified, ``atlas`` where the case can be moved to and where it was, ``last`` the newest act on the case,
    for those that ask, ``other`` the case that the inputs name."""

    now: datetime
    today: date
    actor: Person
    calendar: WorkCalendar
    reason: str = ""
    on_behalf_of: Person | None = None
    past: CreditHistory = field(default_factory=CreditHistory)
    shelf: Shelf = NO_SHELF
    register: Register = ()
    other: CaseFile | None = None
    atlas: Atlas = NO_ATLAS
    last: LastAct | None = None

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
    past: CreditHistory | None = None,
    shelf: Shelf = NO_SHELF,
    register: Register = (),
    atlas: Atlas = NO_ATLAS,
    last: LastAct | None = None,
) -> Occasion:
    """The occasion at ``now``, whose day is the one in the site's zone."""
    return Occasion(
        now,
        local_date(now, zone),
        actor,
        calendar,
        reason.strip(),
        on_behalf_of,
        past or CreditHistory(),
        shelf,
        register,
        atlas=atlas,
        last=last,
    )
