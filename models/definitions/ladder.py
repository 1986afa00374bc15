"""Ladders (催办阶梯): who hears what, how many working days before or after a date, and what else happens then.

A ladder may extend another: it keeps its rungs, replaces those at the same offsets, and leaves some out. One of a ``site`` is the
ladder of the same name there. What comes of it all is told by `cases.ladders`.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field, PlainSerializer, StringConstraints, model_validator

from models.definitions.base import Definition, Key, Name, Strict
from models.definitions.condition import WrittenCondition
from models.misfit import misfit
from models.vocabulary import Consequence

SiteCode = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]{0,9}$")]


class Recipient(StrEnum):
    """A place on the reporting line or an office of the site, resolved when a rung is owed. Nobody there: the next one up."""

    DOER = "doer"  # the step's assignee, or whoever fills its role on the case
    COORDINATOR = "coordinator"
    LIAISON = "liaison"
    SUPERVISOR = "supervisor"
    SUPERVISORS_SUPERVISOR = "supervisors_supervisor"
    ONE_ABOVE = "doer+1"  # whom the doer reports to
    TWO_ABOVE = "doer+2"
    THREE_ABOVE = "doer+3"
    SECRETARY = "secretary"  # of the joint meeting
    SITE_LEAD = "site_lead"
    DEPARTMENT = "department"  # those who speak for the department that has the ball
    DEPARTMENT_LEAD = "department_lead"  # whom they report to
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
    """One rung. ``every`` working days it comes again, ``times`` in all (the first included).

    It is climbed only ``when`` all its conditions hold (`cases.rung_conditions`); ``then`` is what else happens.
    """

    at: WrittenOffset
    to: Annotated[tuple[Recipient, ...], Field(min_length=1)]
    wording: Name
    every: Annotated[int, Field(ge=1, le=60)] | None = None
    times: Annotated[int, Field(ge=1, le=60)] = 1
    when: tuple[WrittenCondition, ...] = ()
    then: tuple[Consequence, ...] = ()

    @model_validator(mode="after")
    def _repeats_with_a_rhythm(self) -> "RungDefinition":
        if (self.times > 1) != (self.every is not None):
            raise misfit("rhythm")
        return self


class LadderDefinition(Definition):
    """Rungs in the order of their offsets, its own and those of the ladder it ``extends`` except for ``without``.

    Of a ``site`` it extends the ladder of the same name, unless it says otherwise.
    """

    ladder: Key
    site: SiteCode | None = None
    extends: Key | None = None
    without: tuple[WrittenOffset, ...] = ()
    rungs: tuple[RungDefinition, ...] = ()

    @property
    def key(self) -> str:
        """``default``, or ``default@RZ`` of a site."""
        return f"{self.ladder}@{self.site}" if self.site else self.ladder

    @property
    def base(self) -> str | None:
        """The name of the ladder whose rungs it keeps."""
        return self.extends or (self.ladder if self.site else None)

    @model_validator(mode="after")
    def _climbs(self) -> "LadderDefinition":
        offsets = [rung.at.workdays for rung in self.rungs]
        if offsets != sorted(set(offsets)):
            raise misfit("climb", at=("rungs",))
        if not self.base and (not self.rungs or self.without):
            raise misfit("no_base", at=("without",) if self.without else ())
        return self
