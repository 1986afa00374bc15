"""The agenda (议程): the cases to be spoken of at the next joint meeting, the longest waiting first."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from models.people import Scope
from store.caselist import CaseLine, lines, read
from store.lateness import NOT_CLOSED
from store.scopes import within
from store.tables import case


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One case on the list since ``since``, and why."""

    line: CaseLine
    since: date
    reason: str


def listing(tx: Connection, scope: Scope, today: date) -> list[AgendaItem]:
    """The list of the sites in ``scope``."""
    wanted = (within(case.c.site, scope), NOT_CLOSED, case.c.agenda_since.is_not(None))
    found = read(tx, lines(today).where(*wanted).order_by(case.c.agenda_since, case.c.id))
    details = tx.execute(lines(today).with_only_columns(case.c.id, case.c.agenda_since, case.c.detail).where(*wanted))
    told = {row.id: (row.agenda_since, str(row.detail["agenda"].get("reason", ""))) for row in details}
    return [AgendaItem(line, *told[line.id]) for line in found]
