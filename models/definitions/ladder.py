"""Ladders (催办阶梯): who hears what, how many working days before or after a date."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field, PlainSerializer, model_validator

from models.definitions.base import Definition, Key, Name, Strict
from models.misfit import misfit


class Recipient(StrEnum):
    """A place on the reporting line, resolved when a rung is owed. Nobody there: the next one up hears it."""

    DOER = "doer"  # the step's assignee, or whoever fills its role on the case
    COORDINATOR = "coordinator"
    LIAISON = "liaison"
    SUPERVISOR = "supervisor"
    SUPERVISORS_SUPERVISOR = "supervisors_supervisor"
    ABSENT = "absent"  # of an absence: whoever is away, and hears it all the same
    SUBSTITUTE = "substitute"  # of an absence: whoever stands in
    ADMINISTRATORS = "administrators"  # of an alarm: all who run the program


@dataclass(frozen=True, slots=True)
class Offset:
    """Working days from the due date: negative before, 0 on it, positive after. Written T-3, T, T+1."""

    workdays: int

    def __str__(self) -> str:
        return f"T{self.workdays:+d}" if self.workdays else "T"


def parse_offset(text: str) -> Offset:
    """Read ``T-3``, ``T`` or ``T+1``. Raises ValueError."""
    found = re.fullmatch(r"T([+-]\d{1,3})?", text)
    if not found:
        raise misfit("offset", value=text)
    return Offset(int(found[1] or 0))


WrittenOffset = Annotated[
    Offset,
    BeforeValidator(lambda value: parse_offset(value) if isinstance(value, str) else value),
    PlainSerializer(str),
]


class RungDefinition(Strict):
    """One rung. ``every`` working days it comes again, ``times`` in all (the first included)."""

    at: WrittenOffset
    to: Annotated[tuple[Recipient, ...], Field(min_length=1)]
    wording: Name
    every: Annotated[int, Field(ge=1, le=60)] | None = None
    times: Annotated[int, Field(ge=1, le=60)] = 1

    @model_validator(mode="after")
    def _repeats_with_a_rhythm(self) -> "RungDefinition":
        if (self.times > 1) != (self.every is not None):
            raise misfit("rhythm")
        return self


class LadderDefinition(Definition):
    """Rungs in the order of their offsets."""

    ladder: Key
    rungs: Annotated[tuple[RungDefinition, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _climbs(self) -> "LadderDefinition":
        offsets = [rung.at.workdays for rung in self.rungs]
        if offsets != sorted(set(offsets)):
            raise misfit("climb", at=("rungs",))
        return self
