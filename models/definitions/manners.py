"""Manners (催办礼节): at which hours people may be written to."""

from datetime import time

from pydantic import model_validator

from models.definitions.base import Definition, Key


class MannersDefinition(Definition):
    """Slots open at their time, one letter each per person; both ends of the working hours are inclusive."""

    manners: Key
    slots: tuple[time, ...]
    working_from: time
    working_until: time

    @model_validator(mode="after")
    def _slots_within_hours(self) -> "MannersDefinition":
        if list(self.slots) != sorted(set(self.slots)) or not self.slots:
            raise ValueError("slots must be different times in order, at least one")
        if outside := [str(slot) for slot in self.slots if not self.working_from <= slot <= self.working_until]:
            raise ValueError(f"slots outside the working hours: {', '.join(outside)}")
        return self
