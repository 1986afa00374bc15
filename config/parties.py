"""Who has the ball, by name: customs, the enterprise and nobody in the program's words, everybody else in the rulebook's."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType

from sqlalchemy import Connection

from config import words
from config.i18n import language
from models.definitions import Text
from store import definitions

Parties = Mapping[str, Text]
_KNOWN: ContextVar[Parties] = ContextVar("parties", default=MappingProxyType({}))


def know(tx: Connection) -> None:
    """Call parties from now on as the rulebook in force does."""
    _KNOWN.set(definitions.parties(tx))


@contextmanager
def known(parties: Parties) -> Iterator[None]:
    """Call parties so until the end."""
    token = _KNOWN.set(parties)
    try:
        yield
    finally:
        _KNOWN.reset(token)


def holder(code: str | None, speaking: str | None = None) -> str:
    """What a holder is called, in the language in use; one that nobody named stays its code, none is empty."""
    title = _KNOWN.get().get(code or "")
    return title.in_language(speaking or language()) if title else words.name(words.HOLDERS, code, speaking)
