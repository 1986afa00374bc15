"""Conditions on a rung (梯级条件): names experts may write under ``when``, each a typed pure function of what waits.

To add one, write a function under ``@rung_condition("name")``; its second parameter, if any, is the argument and gives its type.
The lint knows it at once. No expression language, nothing is evaluated from text.
"""

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from cases.shares import held_workdays
from cases.workdays import WorkCalendar
from models.definitions import Condition
from models.vocabulary import CUSTOMS, NOBODY, Priority
from models.waiting import Waiting

HELD_FOR = "held_for"
OUTSIDE = "outside"  # whoever has the ball, as long as it is not us


@dataclass(frozen=True, slots=True)
class Situation:
    """What a condition may look at: what waits, and the day on which it is looked at."""

    waiting: Waiting
    today: date
    calendar: WorkCalendar


@dataclass(frozen=True, slots=True)
class RungCondition:
    """One name. ``claim`` is the first line of its docstring; ``argument`` checks what is written, None if it takes none."""

    name: str
    function: Callable[..., bool]
    argument: TypeAdapter[Any] | None
    claim: str


RUNG_CONDITIONS: dict[str, RungCondition] = {}
Function = Callable[..., bool]


def rung_condition(name: str) -> Callable[[Function], Function]:
    """Register the function below under ``name``."""

    def register(function: Function) -> Function:
        parameters = list(inspect.signature(function, eval_str=True).parameters.values())
        argument = TypeAdapter(parameters[1].annotation) if len(parameters) > 1 else None
        claim = (function.__doc__ or "").strip().splitlines()[0]
        RUNG_CONDITIONS[name] = RungCondition(name, function, argument, claim)
        return function

    return register


def all_hold(asked: Iterable[Condition], situation: Situation) -> bool:
    """Whether all hold; a name nobody registered never does."""
    return all(_holds(one, situation) for one in asked)


def ripe_on(asked: Iterable[Condition], waiting: Waiting, calendar: WorkCalendar) -> date | None:
    """The day before which the conditions cannot hold while the ball stays where it is; None where none counts days."""
    days = (
        calendar.add(waiting.held_since, one.argument) for one in asked if one.name == HELD_FOR and waiting.held_since
    )
    return max(days, default=None)


def _holds(asked: Condition, situation: Situation) -> bool:
    rule = RUNG_CONDITIONS.get(asked.name)
    if rule is None:
        return False
    return rule.function(situation) if rule.argument is None else rule.function(situation, asked.argument)


@rung_condition("holder")
def _holder(situation: Situation, holder: str) -> bool:
    """The ball is with customs, with the party named, or with anybody outside."""
    has_it = situation.waiting.holder
    return has_it not in {CUSTOMS, NOBODY} if holder == OUTSIDE else has_it == holder


@rung_condition("not_acknowledged")
def _not_acknowledged(situation: Situation) -> bool:
    """Whoever does the step has not acknowledged it."""
    return situation.waiting.acknowledged_on is None


@rung_condition("priority")
def _priority(situation: Situation, priority: Priority) -> bool:
    """The case has this priority."""
    return situation.waiting.priority == priority


@rung_condition("answers_stranded")
def _answers_stranded(situation: Situation) -> bool:
    """A move left answers without a place, and nobody has decided yet."""
    return situation.waiting.move is not None and situation.waiting.count > 0


@rung_condition(HELD_FOR)
def _held_for(situation: Situation, workdays: Annotated[int, Field(ge=1, le=250)]) -> bool:
    """Whoever has the ball has had it for so many working days; the rung falls no earlier than the last of them."""
    return held_workdays(situation.waiting.held_since, situation.calendar, situation.today) >= workdays
