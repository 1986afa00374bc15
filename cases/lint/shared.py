"""What several checks share: names that must exist, arguments that must fit, conditions beside no process."""

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import TypeAdapter, ValidationError

from cases.conditions import CONDITIONS
from cases.survey import Found, Path, unknown
from models.definitions import Condition
from models.refusals import Reason


def must_exist(path: Path, what: str, names: Iterable[str], known: Iterable[str]) -> Iterator[Found]:
    """Every one of ``names`` that is not among those known."""
    allowed = list(known)
    yield from ((path, unknown(what, name, allowed)) for name in names if name not in allowed)


def fits(argument: TypeAdapter[Any] | None, value: Any) -> bool:
    """Whether what is written is what a rule takes."""
    if argument is None:
        return value is None
    try:
        argument.validate_python(value)
    except ValidationError:
        return False
    return True


def when(path: Path, listed: Iterable[Condition]) -> Iterator[Found]:
    """Every condition below ``path`` that nobody knows, or whose argument does not fit."""
    for number, one in enumerate(listed):
        rule, where = CONDITIONS.get(one.name), (*path, "when", number)
        if rule is None:
            yield where, unknown("condition", one.name, CONDITIONS)
        elif not fits(rule.argument, one.argument):
            yield where, Reason("lint.argument", {"condition": one.name, "claim": rule.claim})
