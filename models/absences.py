"""Absences (外出) and their substitutes (代理人)."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Absence:
    """``person`` is away from ``first_on`` to ``last_on``, both inclusive, and ``substitute`` stands in.

    ``id`` rises in the order of recording, 0 before it is kept. Ended early, they are back from ``ended_on`` on.
    """

    person: str
    first_on: date
    last_on: date
    substitute: str
    note: str = ""
    id: int = 0
    ended_on: date | None = None

    @property
    def back_on(self) -> date:
        """The first day they are back; not after ``first_on`` if the absence never came about."""
        planned = self.last_on + timedelta(days=1)
        return min(self.ended_on, planned) if self.ended_on else planned

    @property
    def until(self) -> date:
        """The last day they are away; of an absence that never came about, the last that was planned."""
        return self.back_on - timedelta(days=1) if self.covers(self.first_on) else self.last_on

    def covers(self, day: date) -> bool:
        """Whether they are away on that day."""
        return self.first_on <= day < self.back_on
