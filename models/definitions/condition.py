"""Conditions as experts write them: a name, perhaps with an argument. What they mean stands in ``cases``."""

from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer

from models.definitions.base import Name, Strict
from models.misfit import misfit


class Condition(Strict):
    """The name of a pure function with its argument: ``producer`` or ``{step_done: intent}``."""

    name: Name
    argument: Any = None


def _read_condition(value: Any) -> Any:
    if isinstance(value, str):
        return {"name": value}
    if isinstance(value, dict) and len(value) == 1 and "name" not in value:
        ((name, argument),) = value.items()
        return {"name": name, "argument": argument}
    if isinstance(value, dict) and set(value) <= {"name", "argument"}:
        return value
    raise misfit("condition")


def _write_condition(condition: Condition) -> Any:
    return condition.name if condition.argument is None else {condition.name: condition.argument}


WrittenCondition = Annotated[Condition, BeforeValidator(_read_condition), PlainSerializer(_write_condition)]
