"""Lateness (逾期): until when something is in time, and by how many working days it is not. One rule for pages, lists and figures.

`store.lateness` asks the same of rows: what is computed here when an act is applied stands in a column there.
"""

from datetime import date

from cases.clocks import STAGE, TIERS, date_of, stopped_since
from cases.waiting import doer
from cases.workdays import WorkCalendar
from models.casefile import CaseFile
from models.turns import Turn
from models.vocabulary import CaseStatus


def late_after(casefile: CaseFile, key: str) -> date | None:
    """The last day on which a step, or with an empty key the stage, is not late: the earliest of its dates that do not stand still.

    None if nothing runs: it has ended, has no date, or all its clocks are stopped.
    """
    step = casefile.step(key)
    if casefile.status is CaseStatus.CLOSED or (key != STAGE and not (step and step.is_live)):
        return None
    dates = {tier: date_of(casefile, key, tier) for tier in TIERS}
    running = (one.due_on for tier, one in dates.items() if one and not stopped_since(casefile, key, tier))
    return min(running, default=None)


def overdue_workdays(last: date | None, today: date, calendar: WorkCalendar) -> int:
    """Working days after ``last``, the last day in time: 0 on that day, and until people work again after it."""
    return calendar.between(last, today) if last and last < today else 0


def turns(casefile: CaseFile) -> dict[str, Turn]:
    """Whose turn each live step is and until when it is in time; under the empty key the same of the stage."""
    steps = {step.key: Turn(doer(casefile, step), late_after(casefile, step.key)) for step in casefile.live_steps}
    return {STAGE: Turn(casefile.coordinator, late_after(casefile, STAGE)), **steps}
