"""A misfit (不合之处): what a definition says contradicts itself, told as a code and values, worded where people read it."""

from typing import Any, cast

from pydantic_core import PydanticCustomError

PREFIX = "misfit."


def misfit(code: str, *, at: tuple[str | int, ...] = (), **values: Any) -> ValueError:
    """To be raised while a definition is read: the reason ``rulebook.<code>``; ``at``: where below the value that is looked at."""
    kind: Any = PREFIX + code
    return cast(ValueError, PydanticCustomError(kind, kind, {"at": list(at), **values}))
