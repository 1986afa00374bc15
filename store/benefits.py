"""Benefits (红利) of many cases at once: which step rows are promised deliveries, read without loading a case."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from models.people import Scope
from models.vocabulary import StepState
from store.scopes import within
from store.tables import case, step


@dataclass(frozen=True, slots=True)
class Delivery:
    """One benefit step that was begun: of which process and step, begun, due and done when."""

    process: str
    of: str
    opened_on: date | None
    due_on: date | None
    done_on: date | None


def deliveries(tx: Connection, scope: Scope, keys: Collection[str]) -> list[Delivery]:
    """The step rows of ``scope`` called ``keys`` that were neither waived nor dropped."""
    wanted = (
        select(case.c.process, step.c.of, step.c.opened_on, step.c.due_on, step.c.closed_on, step.c.state)
        .join(case)
        .where(within(case.c.site, scope), step.c.of.in_(sorted(keys)))
        .where(step.c.state.in_((StepState.OPEN, StepState.SUBMITTED, StepState.DONE)))
    )
    rows = tx.execute(wanted)
    return [
        Delivery(row.process, row.of, row.opened_on, row.due_on, row.closed_on if row.state == StepState.DONE else None)
        for row in rows
    ]
