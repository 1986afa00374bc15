"""The plan of one case at each of its revisions, read from its journal (docs/decisions/0015)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cases.fold import Definitions, replay
from cases.planning.difference import ItemChange, difference
from cases.planning.items import items, rows
from cases.workdays import WorkCalendar
from models.casefile import CaseFile
from models.plan import PlanItem, PlanState, Revision
from models.record import Record
from models.refusals import Missing, Reason

NOW = None  # in place of a revision: the plan as it stands


@dataclass(frozen=True, slots=True)
class PlanHistory:
    """``records`` are all of the case's; ``definitions`` finds what the journal names by hash."""

    casefile: CaseFile
    records: Sequence[Record]
    definitions: Definitions

    def revision(self, number: int) -> Revision:
        """The revision with this number. Raises Missing."""
        known = {one.number: one for one in self.casefile.revisions}
        if number not in known:
            raise Missing(Reason("plan.no_revision", {"revision": number, "allowed": list(known) or "-"}))
        return known[number]

    def at(self, number: int | None) -> CaseFile:
        """The case as it was with a revision, or as it is. Raises Missing."""
        if number is NOW:
            return self.casefile
        return replay(self.records[: self.revision(number).version], self.definitions)

    def items(self, number: int | None, calendar: WorkCalendar, today: date) -> tuple[PlanItem, ...]:
        """The plan of a revision, seen from the day it was made, or as it is today. Raises Missing."""
        day = today if number is NOW else self.revision(number).on
        return items(self.at(number), calendar, day)

    def difference(self, first: int, last: int | None) -> tuple[ItemChange, ...]:
        """What changed from one revision to another, or up to now; from 0: since there was no plan. Raises Missing."""
        before = rows(self.at(first)) if first else ()
        versions = (self._version(first), self._version(last))
        return difference(before, rows(self.at(last)), self.records[slice(*versions)])

    def since(self, number: int | None) -> int:
        """What a revision is compared with: the last one approved before it, otherwise nothing."""
        earlier = [one for one in self.casefile.revisions if number is NOW or one.number < number]
        return max((one.number for one in earlier if one.state is PlanState.APPROVED), default=0)

    def _version(self, number: int | None) -> int:
        if number is NOW:
            return self.casefile.version
        return self.revision(number).version if number else 0
