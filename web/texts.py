"""What a request may say: text that can be written down. No NUL, which PostgreSQL refuses, and no half of a surrogate pair, which
no encoding has. Checked once at the door, wherever in a request it stands.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from fastapi import Request

from models.refusals import Invalid, Reason

JSON = "application/json"


async def require_texts(request: Request) -> None:
    """Path, query and JSON body. Raises Invalid, naming every field whose text cannot be kept."""
    said = [
        *request.path_params.items(),
        *request.query_params.multi_items(),
        *_texts(await _document(request), "body"),
    ]
    require_fields(said)


def require_fields(said: Iterable[tuple[str, str]]) -> None:
    """Fields with their texts. Raises Invalid, naming every one whose text cannot be kept."""
    if wrong := list(dict.fromkeys(field for field, text in said if not is_text(text))):
        raise Invalid(*(Reason("text_unusable", {"field": field}, field) for field in wrong))


def is_text(text: str) -> bool:
    """Whether ``text`` can be written down."""
    return not any(char == "\0" or "\ud800" <= char <= "\udfff" for char in text)


async def _document(request: Request) -> Any:
    if not request.headers.get("content-type", "").startswith(JSON):
        return None
    try:
        return json.loads(await request.body())
    except (ValueError, RecursionError):
        return None  # no JSON at all: whoever reads it into a model says so


def _texts(value: Any, field: str) -> Iterator[tuple[str, str]]:
    """Every text of a document with the field it stands in; what fields are called stands in the one around them."""
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield field, name
            yield from _texts(one, name if is_text(name) else field)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one, field)
