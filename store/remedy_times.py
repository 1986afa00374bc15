"""How long remedies took (补强用时): from when to when the steps that came from one place of the library were done."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, select

from models.people import Scope
from models.vocabulary import StepState
from store.scopes import within
from store.tables import case, step

Span = tuple[date, date]


def spans(tx: Connection, scope: Scope, remedies: Collection[str]) -> dict[str, list[Span]]:
    """The days on which such steps in ``scope`` were opened and done, by remedy; what was waived or dropped took no time."""
    asked = (
        select(step.c.remedy, step.c.opened_on, step.c.closed_on)
        .join(case, case.c.id == step.c.case_id)
        .where(step.c.remedy.in_(remedies), step.c.state == StepState.DONE, within(case.c.site, scope))
    )
    found: dict[str, list[Span]] = defaultdict(list)
    for remedy, opened_on, closed_on in tx.execute(asked):
        found[remedy].append((opened_on, closed_on))
    return found
