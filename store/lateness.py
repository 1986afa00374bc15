"""Which rows are late, as conditions; overdue is computed for a day, never stored.

A step whose clock is stopped and everything in a suspended case are not late. The words stand literally in the
conditions, since a bound parameter would keep both databases from using their partial indexes.
"""

from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, literal_column, or_, select

from store.tables import case, step

NOT_CLOSED = case.c.status != literal_column("'closed'")
GOING = case.c.status == literal_column("'open'")
LIVE = step.c.state.in_([literal_column("'open'"), literal_column("'submitted'")])


def step_is_late(today: date) -> ColumnElement[bool]:
    """Whether a live step of a case that is going is past its target or statutory date."""
    passed = or_(step.c.due_on < today, step.c.statutory_due_on < today)
    return and_(LIVE, step.c.paused_on.is_(None), passed)


def case_is_late(today: date) -> ColumnElement[bool]:
    """Whether the stage or any step of a case is past its date."""
    steps: Select[tuple[int]] = select(step.c.id).where(step.c.case_id == case.c.id, step_is_late(today))
    stage_passed = and_(
        case.c.stage_due_on.is_not(None), case.c.stage_due_on < today
    )  # so that "not late" finds no date
    return and_(GOING, or_(stage_passed, exists(steps)))
