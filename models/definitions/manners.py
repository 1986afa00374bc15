"""Manners (催办礼节): at which hours people may be written to, how much at most, and how long somebody may ask for quiet."""

from datetime import time
from typing import Annotated

from pydantic import Field, model_validator

from models.definitions.base import Definition, Key
from models.misfit import misfit


class MannersDefinition(Definition):
    """Slots open at their time, one letter each per person; both ends of the working hours are inclusive.

    ``most_a_day`` messages reach a person over one channel, ``most_a_run`` letters leave the house in one delivery; what is beyond
    waits. Messages about the law's dates are never put off, and from ``law_opens`` working days before such a date on open a
    letter beside the slots. A mute lasts ``longest_mute`` days at most. None: no bound.
    """

    manners: Key
    slots: tuple[time, ...]
    working_from: time
    working_until: time
    most_a_day: Annotated[int, Field(ge=1, le=1000)] | None = None
    most_a_run: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    law_opens: Annotated[int, Field(ge=0, le=60)] | None = None
    longest_mute: Annotated[int, Field(ge=1, le=366)] = 31

    @model_validator(mode="after")
    def _slots_within_hours(self) -> "MannersDefinition":
        if list(self.slots) != sorted(set(self.slots)) or not self.slots:
            raise misfit("slots", at=("slots",))
        if outside := [str(slot) for slot in self.slots if not self.working_from <= slot <= self.working_until]:
            raise misfit("slots_outside", at=("slots",), slots=outside)
        return self
