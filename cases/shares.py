"""Shares (责任时钟): how many working days each holder had the ball, in a step and in a stay in a stage.

The day of receipt is not counted, the day of passing on is; so the shares always add up to what has elapsed. How several steps
at once make one holder of the case: docs/decisions/0006.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from cases.ball import put_down, take
from cases.workdays import WorkCalendar
from models.casefile import CaseFile, Visit
from models.holding import Course, Holding, Holdings
from models.vocabulary import CUSTOMS, ENTERPRISE, NOBODY, CaseStatus, Need

Shares = Mapping[str, int]


def shares(holdings: Holdings, calendar: WorkCalendar, today: date) -> Shares:
    """The working days of each holder up to ``today``: customs, the enterprise, the departments, nobody."""
    found: Counter[str] = Counter()
    for one in holdings:
        found[one.holder] += workdays(one, calendar, today)
    return in_order(found)


def in_order(found: Shares) -> Shares:
    """The shares as they are shown, without those at 0."""
    return {holder: found[holder] for holder in sorted(found, key=_order) if found[holder]}


def workdays(holding: Holding, calendar: WorkCalendar, today: date) -> int:
    """How long one holding has lasted by ``today``; never negative."""
    return max(calendar.between(holding.since, holding.until or today), 0)


def held_workdays(held_since: date | None, calendar: WorkCalendar, today: date) -> int:
    """How many working days whoever has the ball has had it by ``today``; 0 where nobody keeps count."""
    return max(calendar.between(held_since, today), 0) if held_since else 0


def present(holdings: Holdings) -> Holding | None:
    """Who has the ball now, None when it is put down."""
    return holdings[-1] if holdings and holdings[-1].until is None else None


def course(casefile: CaseFile, visit: Visit) -> Course:
    """The ball's way through one stay; of a case taken over, since it came to us."""
    here = (visit.stage, visit.round)
    steps = (row for row in casefile.steps if (row.stage, row.round) == here and row.need is not Need.NEUTRAL)
    return Course(
        began_on=max(visit.entered_on, casefile.taken_over_on or visit.entered_on),
        ended_on=visit.left_on,
        steps=tuple(row.holdings for row in steps if row.holdings),
        rests=resting(casefile),
    )


def resting(casefile: CaseFile) -> Holdings:
    """The times in which nobody had the case, the present one included."""
    now = (Holding(NOBODY, casefile.suspension.since),) if casefile.suspension else ()
    return (*casefile.rests, *now)


def held_now(casefile: CaseFile) -> Holdings:
    """Who has had the case during its present stay, the present holder last; nobody has one that is closed."""
    return () if casefile.status is CaseStatus.CLOSED else held_in(course(casefile, casefile.visits[-1]))


def held_in(stay: Course) -> Holdings:
    """Who had the case during a stay, one at a time from its first day to its last.

    1. Suspended or closed: nobody.
    2. As long as any step the gate waits for is with customs, or none is open: customs.
    3. Otherwise whoever of the others has had theirs longest; of several since the same day the first in the plan.
    """
    held: Holdings = ()
    for day in _turning_days(stay):
        held = take(held, _holder(stay, day), day)
    return put_down(held, stay.ended_on) if stay.ended_on else held


def _turning_days(stay: Course) -> list[date]:
    periods = [one for holdings in (*stay.steps, stay.rests) for one in holdings]
    days = {day for one in periods for day in (one.since, one.until) if day and day > stay.began_on}
    return [stay.began_on, *sorted(day for day in days if stay.ended_on is None or day < stay.ended_on)]


def _holder(stay: Course, day: date) -> str:
    """Who had the case when ``day`` was over."""
    if any(_lasts(rest, day) for rest in stay.rests):
        return NOBODY
    held = [one for holdings in stay.steps for one in holdings if _lasts(one, day) and one.holder != NOBODY]
    if not held or any(one.holder == CUSTOMS for one in held):
        return CUSTOMS
    return min(held, key=lambda one: one.since).holder


def _lasts(holding: Holding, day: date) -> bool:
    return holding.since <= day and (holding.until is None or day < holding.until)


def _order(holder: str) -> tuple[int, str]:
    first = {CUSTOMS: 0, ENTERPRISE: 1, NOBODY: 3}
    return first.get(holder, 2), holder
