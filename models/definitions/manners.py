"""Manners (催办礼节): at which hours people may be written to."""

from datetime import time

from pydantic import model_validator

from models.definitions.base import Definition, Key
from models.misfit import misfit


class MannersDefinition(Definition):
    """Slots open at their time, one letter each per person; both ends of the working hours are inclusive."""

    manners: Key
    slots: tuple[time, ...]
    working_from: time
    working_until: time

    @model_validator(mode="after")
    def _slots_within_hours(self) -> "MannersDefinition":
        if list(self.slots) != sorted(set(self.slots)) or not self.slots:
            raise misfit("slots", at=("slots",))
        if outside := [str(slot) for slot in self.slots if not self.working_from <= slot <= self.working_until]:
            raise misfit("slots_outside", at=("slots",), slots=outside)
        return self
