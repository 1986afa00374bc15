"""The agenda (议程): the cases to be spoken of at the next joint meeting, the longest waiting first."""

from dataclasses import dataclass
from datetime import date
from typing import Unpack

from sqlalchemy import Connection

from models.people import Scope
from store.caselist import CaseLine, line_of, lines
from store.narrowing import Filters, conditions
from store.tables import case


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One case on the list since ``since``, and why."""

    line: CaseLine
    since: date
    reason: str


def listing(tx: Connection, scope: Scope, today: date, **filters: Unpack[Filters]) -> list[AgendaItem]:
    """The list of the sites in ``scope``, of cases that fit."""
    running: Filters = {**filters, "is_closed": False}
    wanted = (*conditions(scope, today, **running), case.c.agenda_since.is_not(None))
    reason = case.c.detail["agenda"]["reason"].as_string().label("reason")
    found = tx.execute(lines(today).add_columns(reason).where(*wanted).order_by(case.c.agenda_since, case.c.id))
    return [AgendaItem(line_of(row), row["agenda_since"], row["reason"] or "") for row in found.mappings()]
