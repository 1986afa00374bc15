"""Extensions (延期): what a grant counts in, how much of what was granted can be taken back, and what is left then.

A grant is a length of its own, added to the unrolled end whatever the term counts in (docs/decisions/0007).
"""

from collections.abc import Iterable
from dataclasses import replace

from cases.blueprint import Clock
from cases.deadlines import unit_of
from models.casefile import Deadline, Grant
from models.definitions.process import Extension
from models.terms import Length
from models.vocabulary import Unit

Granted = tuple[Grant, ...]


def unit_for(clock: Clock) -> Unit:
    """What a number of days means here: working days where the rulebook's ``by``, or without one the term, counts in them;
    otherwise calendar days. A term of months is never moved by months unless its ``by`` says so."""
    unit = clock.extension.by.unit if clock.extension else unit_of(clock.term)
    return Unit.WORKDAYS if unit is Unit.WORKDAYS else Unit.DAYS


def asked_for(clock: Clock, days: int | None) -> Length | None:
    """The length somebody asks for: so many days, or, without a number, all that the rulebook grants at once."""
    if days:
        return Length(days, unit_for(clock))
    return clock.extension.by if days is None and clock.extension else None


def granted(deadline: Deadline, clock: Clock) -> Granted:
    """Every extension of the date; those of older journals in equal parts, as nobody kept how much was granted when."""
    if deadline.granted or not deadline.extended:
        return deadline.granted
    count = max(deadline.extensions, 1)
    first = deadline.extended - deadline.extended // count * (count - 1)
    parts = (first, *[deadline.extended // count] * (count - 1))
    return tuple(Grant(Length(part, unit_of(clock.term))) for part in parts if part)


def its_own(grants: Granted) -> Granted:
    """Those that were granted to this date alone, and not with the stage."""
    return tuple(one for one in grants if not one.with_stage)


def used_up(grants: Granted, cap: Extension | None) -> bool:
    """Whether the rulebook lets it be extended no more."""
    return cap is not None and len(its_own(grants)) >= cap.times


def returnable(grants: Granted, unit: Unit) -> int:
    """How much in ``unit`` can be taken back by number: of the last of its own grants, as far as they count in it."""
    total = 0
    for one in reversed(its_own(grants)):
        if one.length.unit is not unit:
            break
        total += one.length.number
    return total


def without(grants: Granted, number: int | None, *, with_stage: bool = False) -> Granted:
    """What is left when ``number`` is taken back from the last of one sort, or, with None, the whole last grant of it."""
    left: list[Grant] = []
    rest = number
    for one in reversed(grants):
        taken = 0
        if one.with_stage is with_stage and rest != 0:
            taken = one.length.number if rest is None else min(rest, one.length.number)
            rest = 0 if rest is None else rest - taken
        left += _less(one, taken)
    return tuple(reversed(left))


def _less(one: Grant, taken: int) -> Iterable[Grant]:
    rest = one.length.number - taken
    return (replace(one, length=Length(rest, one.length.unit)),) if rest else ()
