"""How a site takes problems (问题需求) in: topics, who usually answers them, by when, and when they make a pattern."""

from typing import Annotated

from pydantic import Field, model_validator

from models.definitions.base import Definition, Key, Strict, Text
from models.misfit import misfit
from models.terms import WrittenLength
from models.vocabulary import CUSTOMS, Standing, Unit


class Topic(Strict):
    """What a problem can be about: the ``department`` that usually answers, and how long it has; otherwise as long as for all."""

    title: Text
    department: str = CUSTOMS
    term: WrittenLength | None = None


class Recurring(Strict):
    """So many problems of one department, topic and HS chapter ``within`` a time are one pattern."""

    at: Annotated[int, Field(ge=2, le=50)]
    within: WrittenLength

    @model_validator(mode="after")
    def _calendar_time(self) -> "Recurring":
        if self.within.unit is Unit.WORKDAYS:
            raise misfit("within", at=("within",))
        return self


class ProblemsDefinition(Definition):
    """The rules of the register. ``term`` is how long an answer may take, ``confirm`` how long the enterprise's word on it;
    ``ladder`` and ``confirm_ladder`` chase the two."""

    problems: Key
    term: WrittenLength
    confirm: WrittenLength
    ladder: Key
    confirm_ladder: Key
    recurring: Recurring
    topics: Annotated[dict[Key, Topic], Field(min_length=1)]
    status: Standing = Standing.CONFIRMED
    source: str = ""
