"""Long lists in pages: a cursor names the last row seen, so that rows added meanwhile move nothing."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from models.refusals import Invalid, Reason

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some items, and the cursor of the next page; None on the last."""

    items: tuple[Item, ...]
    next: str | None = None


def page(items: Iterable[Item], limit: int, key: Callable[[Item], tuple[Any, ...]]) -> Page[Item]:
    """The first ``limit`` of ``items``, of which one more was asked for; ``key`` is what they are sorted by."""
    found = tuple(items)
    if len(found) <= limit:
        return Page(found)
    return Page(found[:limit], _cursor(key(found[limit - 1])))


def every(fetch: Callable[[str | None], Page[Item]]) -> Iterator[Item]:
    """All items of a list, one page after the other; ``fetch`` gives the page that begins at a cursor."""
    found = fetch(None)
    yield from found.items
    while found.next is not None:
        found = fetch(found.next)
        yield from found.items


def read_cursor(cursor: str, *kinds: type) -> tuple[Any, ...]:
    """What the cursor says, of these kinds. Raises Invalid."""
    try:
        told = json.loads(urlsafe_b64decode(cursor.encode("ascii")))
        key = tuple(_as(kind, value) for kind, value in zip(kinds, told, strict=True))
    except (ValueError, TypeError) as error:
        raise Invalid(Reason("cursor_invalid", where="cursor")) from error
    if tuple(map(type, key)) != kinds:
        raise Invalid(Reason("cursor_invalid", where="cursor"))
    return key


def _as(kind: type, value: Any) -> Any:
    return date.fromisoformat(value) if kind is date else value


def _cursor(key: tuple[Any, ...]) -> str:
    return urlsafe_b64encode(json.dumps(key, default=date.isoformat).encode()).decode("ascii")
