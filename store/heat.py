"""When the live steps of open cases are due, step by step and week by week: what piles up, and where it is late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Unpack

from sqlalchemy import Connection, distinct, func, literal, select
from sqlalchemy import case as choose

from models.people import Scope
from store.lateness import LIVE
from store.narrowing import Filters, conditions
from store.tables import case, step


@dataclass(frozen=True, slots=True)
class Due:
    """In ``count`` cases the step is due in a ``span``; ``title`` only of a step added by hand."""

    step: str
    title: str
    span: int
    count: int


def due_in_spans(
    tx: Connection, scope: Scope, today: date, ends: Sequence[date], **filters: Unpack[Filters]
) -> list[Due]:
    """How many open cases have which step due in which span: up to and including the first of ``ends``, up to the next, and so on;
    beyond the last comes one more, and after it the steps of which no date runs."""
    undated = (step.c.late_after.is_(None), literal(len(ends) + 1))
    dated = ((step.c.late_after <= end, literal(span)) for span, end in enumerate(ends))
    span = choose(undated, *dated, else_=literal(len(ends))).label("span")
    running: Filters = {**filters, "is_closed": False}
    cases = select(case.c.id).where(*conditions(scope, today, **running))
    counted = select(step.c.of, func.max(step.c.title), span, func.count(distinct(step.c.case_id)))
    wanted = (LIVE, step.c.case_id.in_(cases))
    return [Due(*row) for row in tx.execute(counted.where(*wanted).group_by(step.c.of, span))]
