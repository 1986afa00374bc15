"""Misfits (不合格式之处): from pydantic's errors to reasons an expert understands, each with the path it concerns."""

import types
from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from models.misfit import PREFIX
from models.nearest import nearest
from models.refusals import Reason
from store.marked_yaml import Place

_WANTED = {
    "string_type": "text",
    "int_type": "number",
    "int_parsing": "number",
    "int_from_float": "number",
    "float_type": "number",
    "bool_type": "true_false",
    "bool_parsing": "true_false",
    "date_type": "date",
    "date_parsing": "date",
    "date_from_datetime_parsing": "date",
    "date_from_datetime_inexact": "date",
    "tuple_type": "list",
    "list_type": "list",
    "dict_type": "mapping",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
}
_LIMITS = ("ge", "gt", "le", "lt", "min_length", "max_length")
KEY = "[key]"


def misfits(error: ValidationError, model: type[BaseModel], data: Any) -> Iterator[tuple[Place, Reason]]:
    """One reason for each thing wrong in ``data``, which was to become a ``model``."""
    for one in error.errors(include_url=False, include_context=True):
        path = tuple(part for part in one["loc"] if part != KEY) + tuple(one.get("ctx", {}).get("at", ()))
        yield path, _reason(one, path, model, data)


def _reason(one: ErrorDetails, path: Place, model: type[BaseModel], data: Any) -> Reason:
    field = str(path[-1]) if path else ""
    kind, context = one["type"], one.get("ctx", {})
    match kind:
        case "extra_forbidden":
            return _unknown(field, path, model, one["input"])
        case "missing":
            return Reason("rulebook.missing", {"field": field})
        case "string_pattern_mismatch":
            code = "rulebook.bad_key" if one["loc"][-1] == KEY else "rulebook.bad_name"
            return Reason(code, {"field": field, "value": _short(one["input"])})
        case "enum":
            return _no_choice(field, one["input"], path, model)
    if kind.startswith(PREFIX):
        values = {name: value for name, value in context.items() if name != "at"}
        return Reason(f"rulebook.{kind.removeprefix(PREFIX)}", {"field": field, **values})
    if kind in _WANTED:
        values = {"field": field, "value": _short(one["input"]), "wanted": _WANTED[kind]}
        return Reason("rulebook.wrong_type", values)
    limit = next((f"{name} {context[name]}" for name in _LIMITS if name in context), one["msg"])
    return Reason("rulebook.limit", {"field": field, "value": _short(one["input"]), "limit": limit})


def _unknown(field: str, path: Place, model: type[BaseModel], value: Any) -> Reason:
    """A field nobody knows; one with nothing after it is often the rest of a sentence with a comma inside ``{...}``."""
    allowed = sorted(_at(model, path[:-1]) or ())
    if value is None and "zh" in allowed:
        return Reason("rulebook.comma", {"field": field})
    return Reason(
        "rulebook.unknown_field", {"field": field, "nearest": nearest(field, allowed), "allowed": ", ".join(allowed)}
    )


def _no_choice(field: str, value: Any, path: Place, model: type[BaseModel]) -> Reason:
    allowed = sorted(_choices(_type_at(model, path)))
    said = {"field": field, "value": _short(value), "nearest": nearest(str(value), allowed)}
    return Reason("rulebook.no_choice", {**said, "allowed": ", ".join(allowed)})


def _at(model: type[BaseModel], path: Place) -> Mapping[str, Any] | None:
    """The fields that may stand at ``path``."""
    found = _type_at(model, path)
    return found.model_fields if isinstance(found, type) and issubclass(found, BaseModel) else None


def _type_at(kind: Any, path: Place) -> Any:
    """The declared type at ``path`` below ``kind``, None where it cannot be told."""
    for part in path:
        kind = _below(_bare(kind), part)
    return _bare(kind)


def _below(kind: Any, part: str | int) -> Any:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        found = kind.model_fields.get(str(part))
        return found.annotation if found else None
    arguments = get_args(kind)
    if get_origin(kind) is dict:
        return arguments[1]
    return arguments[0] if get_origin(kind) in (tuple, list) else None


def _bare(kind: Any) -> Any:
    """Without annotations and without ``| None``."""
    while get_origin(kind) in (Annotated, Union, types.UnionType):
        inside = [one for one in get_args(kind) if one is not type(None)]
        kind = inside[0]
    return kind


def _choices(kind: Any) -> list[str]:
    return [str(one) for one in kind] if isinstance(kind, type) and issubclass(kind, Enum) else []


def _short(value: Any) -> str:
    """The value as the file has it, cut where it would fill the page."""
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return "null"
    text = value.isoformat() if isinstance(value, date) else str(value)
    return text if len(text) <= 60 else text[:57] + "..."
