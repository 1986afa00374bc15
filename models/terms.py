"""Terms (期限) as people write them: ``20 workdays after stage entered``, ``each year on 06-30``.

A *term* is a length between an anchor and a deadline; this module reads the sentence, `cases.deadlines` computes.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer

from models.misfit import misfit
from models.vocabulary import Unit


class Event(StrEnum):
    """What a term can count from."""

    CASE_OPENED = "case opened"
    STAGE_ENTERED = "stage entered"
    STEP_OPENED = "step opened"
    ASKED = "asked"
    OCCURRENCE = "occurrence"  # the day of a duty that recurs by rule
    DONE = "done"  # of a named step
    MILESTONE = "milestone"  # a named date of the case, e.g. certified


@dataclass(frozen=True, slots=True)
class Anchor:
    """The event a term counts from; ``key`` names the step or the milestone where the event needs one."""

    event: Event
    key: str = ""

    def __str__(self) -> str:
        return {Event.DONE: f"{self.key} done", Event.MILESTONE: self.key}.get(self.event, str(self.event))


@dataclass(frozen=True, slots=True)
class Length:
    """A number of units, at least 1 (0 would be the anchor itself), and never more than a hundred years."""

    number: int
    unit: Unit

    def __str__(self) -> str:
        unit = str(self.unit)
        return f"{self.number} {unit[:-1] if self.number == 1 else unit}"


@dataclass(frozen=True, slots=True)
class Term:
    """``length`` after (or before) ``anchor``; with ``each_year_on`` the next such month and day after it; with neither that very
    day."""

    anchor: Anchor
    length: Length | None = None
    before: bool = False
    each_year_on: tuple[int, int] | None = None

    def __str__(self) -> str:
        if self.each_year_on:
            month, day = self.each_year_on
            return f"each year on {month:02}-{day:02}"
        if self.length is None:
            return f"on {self.anchor}"
        return f"{self.length} {'before' if self.before else 'after'} {self.anchor}"


_KEY = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
_LENGTH = re.compile(r"(?P<number>\d{1,4}) (?P<unit>workday|day|month|year)s?")
_TERM = re.compile(rf"(?P<length>{_LENGTH.pattern}) (?P<side>after|before) (?P<anchor>.+)")
_YEARLY = re.compile(r"each year on (?P<month>\d\d)-(?P<day>\d\d)")
_FIXED = {
    "case opened": Event.CASE_OPENED,
    "stage entered": Event.STAGE_ENTERED,
    "step opened": Event.STEP_OPENED,
    "asked": Event.ASKED,
    "occurrence": Event.OCCURRENCE,
}
_LONGEST = {Unit.WORKDAYS: 9999, Unit.DAYS: 9999, Unit.MONTHS: 1200, Unit.YEARS: 100}
_DAYS_IN = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def parse_anchor(text: str) -> Anchor:
    """Read ``stage entered``, ``case opened``, ``step opened``, ``asked``, ``<step> done`` or a milestone's name."""
    if text in _FIXED:
        return Anchor(_FIXED[text])
    if found := re.fullmatch(rf"({_KEY}) done", text):
        return Anchor(Event.DONE, found[1])
    if re.fullmatch(_KEY, text):
        return Anchor(Event.MILESTONE, text)
    raise misfit("anchor_word", value=text)


def parse_length(text: str) -> Length:
    """Read ``30 days``. Raises ValueError."""
    found = _LENGTH.fullmatch(text)
    if not found or int(found["number"]) < 1:
        raise misfit("length", value=text)
    length = Length(int(found["number"]), Unit(found["unit"] + "s"))
    if length.number > _LONGEST[length.unit]:
        raise misfit("length_limit", value=text)
    return length


def parse_term(text: str) -> Term:
    """Read a term. Raises ValueError."""
    if found := _YEARLY.fullmatch(text):
        month, day = int(found["month"]), int(found["day"])
        if not (1 <= month <= 12 and 1 <= day <= _DAYS_IN[month - 1]):
            raise misfit("day_of_year", value=text)
        return Term(Anchor(Event.STEP_OPENED), each_year_on=(month, day))
    if text == f"on {Event.OCCURRENCE}":
        return Term(Anchor(Event.OCCURRENCE))
    if found := _TERM.fullmatch(text):
        return Term(parse_anchor(found["anchor"]), parse_length(found["length"]), before=found["side"] == "before")
    raise misfit("term", value=text)


def _reader(parse: Any) -> BeforeValidator:
    return BeforeValidator(lambda value: parse(value) if isinstance(value, str) else value)


WrittenTerm = Annotated[Term, _reader(parse_term), PlainSerializer(str)]
WrittenLength = Annotated[Length, _reader(parse_length), PlainSerializer(str)]
WrittenAnchor = Annotated[Anchor, _reader(parse_anchor), PlainSerializer(str)]
