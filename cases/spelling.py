"""Spelling (写法): a value of a definition as one line, the way the rulebook writes it."""

from collections.abc import Mapping
from typing import Any

from models.definitions import Condition, Text


def spelled(value: Any) -> str:
    """A value as the rulebook writes it; ``-`` for none."""
    if value is None or value in ((), {}, ""):
        return "-"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Text):
        return f"{value.zh} / {value.en}"
    if isinstance(value, tuple):
        return ", ".join(spelled(one) for one in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {spelled(one)}" for key, one in value.items())
    if isinstance(value, Condition):
        return value.name if value.argument is None else f"{value.name}: {spelled(value.argument)}"
    return _structured(value)


def _structured(value: Any) -> str:
    """A statutory date or the like, field by field, as far as something is written there."""
    if not hasattr(value, "model_dump"):
        return str(value)
    content = value.model_dump(mode="json", exclude_defaults=True)
    return "; ".join(f"{key} {spelled(one)}" for key, one in content.items())
