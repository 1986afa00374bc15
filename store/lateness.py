"""Which rows are late, as conditions; overdue is computed for a day, never stored.

What stands in ``late_after`` is the rule of `cases.lateness`, applied when the case was last written: the last day in time, none
while nothing runs. The words stand literally in the conditions, since a bound parameter would keep both databases from using
their partial indexes.
"""

from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, literal_column, or_, select

from store.tables import case, step

NOT_CLOSED = case.c.status != literal_column("'closed'")
LIVE = step.c.state.in_([literal_column("'open'"), literal_column("'submitted'")])


def step_is_late(today: date) -> ColumnElement[bool]:
    """Whether a live step is past one of its dates that do not stand still."""
    return and_(LIVE, step.c.late_after < today)


def is_among_late(today: date) -> ColumnElement[bool]:
    """Whether a case is late, for counting many: the late steps are looked up once for all instead of for each."""
    late: Select[tuple[int]] = select(step.c.case_id).where(step_is_late(today))
    return and_(NOT_CLOSED, or_(stage_is_late(today), case.c.id.in_(late)))


def case_is_late(today: date) -> ColumnElement[bool]:
    """Whether the stage or any step of a case is late."""
    steps: Select[tuple[int]] = select(step.c.id).where(step.c.case_id == case.c.id, step_is_late(today))
    return and_(NOT_CLOSED, or_(stage_is_late(today), exists(steps)))


def stage_is_late(today: date) -> ColumnElement[bool]:
    """Never unknown, so that "not late" finds the stages without a date."""
    return and_(case.c.late_after.is_not(None), case.c.late_after < today)
