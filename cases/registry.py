"""The registry of conditions (条件): names experts may write, each a typed pure function of the case.

A verdict has three values: met, not met, and unknown yet. No expression language, nothing is evaluated from text.
"""

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from models.casefile import CaseFile
from models.definitions import Condition
from models.refusals import Reason


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether something holds: True, False, or None while it cannot be known; ``reasons`` say what stands against it."""

    met: bool | None
    reasons: tuple[Reason, ...] = ()


MET = Verdict(True)


@dataclass(frozen=True, slots=True)
class ConditionRule:
    """One name of the registry. ``refers`` is what its argument names: step, fact, milestone, stage, role or nothing.

    ``claim`` is the first line of its docstring; ``argument`` checks what is written in the rulebook, None if it takes none.
    """

    name: str
    function: Callable[..., Verdict]
    argument: TypeAdapter[Any] | None
    refers: str
    claim: str


CONDITIONS: dict[str, ConditionRule] = {}

Function = Callable[..., Verdict]


def condition(name: str, *, refers: str = "") -> Callable[[Function], Function]:
    """Register the function below under ``name``; its second parameter, if any, is the argument and gives its type."""

    def register(function: Function) -> Function:
        parameters = list(inspect.signature(function, eval_str=True).parameters.values())
        argument = TypeAdapter(parameters[1].annotation) if len(parameters) > 1 else None
        claim = (function.__doc__ or "").strip().splitlines()[0]
        CONDITIONS[name] = ConditionRule(name, function, argument, refers, claim)
        return function

    return register


def judge(asked: Condition, casefile: CaseFile) -> Verdict:
    """Whether one condition holds for the case; a name nobody registered stays unknown for ever and says so."""
    rule = CONDITIONS.get(asked.name)
    if rule is None:
        return Verdict(None, (Reason("condition.no_such", {"name": asked.name}),))
    return rule.function(casefile) if rule.argument is None else rule.function(casefile, asked.argument)


def judge_all(asked: Iterable[Condition], casefile: CaseFile) -> Verdict:
    """Whether all hold: one that does not settles it, otherwise one that is unknown leaves it open."""
    verdicts = [judge(one, casefile) for one in asked]
    for met in (False, None):
        if against := [verdict for verdict in verdicts if verdict.met is met]:
            return Verdict(met, tuple(reason for verdict in against for reason in verdict.reasons))
    return MET
