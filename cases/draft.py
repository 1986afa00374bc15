"""A draft: an act being worked out. Every change is applied as it is added, so that what follows sees what went before."""

from datetime import date

from cases.fold import evolve
from cases.occasion import Occasion
from cases.workdays import WorkCalendar
from models.casefile import CaseFile, Step
from models.changes import Change


class Draft:
    """The case as it has become so far, and the changes that made it so."""

    def __init__(self, casefile: CaseFile, occasion: Occasion) -> None:
        self.casefile = casefile
        self.occasion = occasion
        self._changes: list[Change] = []

    def add(self, change: Change) -> None:
        """Note ``change`` and apply it."""
        self.casefile = evolve(self.casefile, change, self.occasion.atlas.definition)
        self._changes.append(change)

    def step(self, key: str) -> Step:
        """The row with this key, as it is by now. Raises KeyError if there is none."""
        step = self.casefile.step(key)
        if step is None:
            raise KeyError(key)
        return step

    @property
    def changes(self) -> tuple[Change, ...]:
        """What was noted so far, in order."""
        return tuple(self._changes)

    @property
    def today(self) -> date:
        """The day of the occasion."""
        return self.occasion.today

    @property
    def calendar(self) -> WorkCalendar:
        """The calendar of the occasion."""
        return self.occasion.calendar
