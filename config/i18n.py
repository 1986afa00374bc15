"""Two languages: texts are written in Chinese where they are used, `_()` says them in the reader's language.

English stands in ``config/locale/en/LC_MESSAGES/*.po`` and is read from there directly; nothing has to be compiled.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # Babel is imported where it is used: it would double the start of a command that speaks Chinese
    from babel.messages.catalog import Catalog

LANGUAGES = ("zh", "en")
LOCALE = Path(__file__).with_name("locale")
_language: ContextVar[str] = ContextVar("language", default="zh")


@cache
def translator(language: str) -> NullTranslations:
    """The translations of ``language``; for Chinese, and for a language nobody wrote, the texts as they are."""
    return GNUTranslations(_compiled(catalogue(language))) if _files(language) else NullTranslations()


def language() -> str:
    """The language in use here and now."""
    return _language.get()


def speak(language: str) -> None:
    """From now on, in this context, ``language``."""
    _language.set(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """``language`` inside the block: one request, one letter."""
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def _(msgid: str) -> str:
    """The text in the language in use."""
    return translator(_language.get()).gettext(msgid)


def n_(one: str, many: str, n: int) -> str:
    """The text for ``n`` of something, in the language in use."""
    return translator(_language.get()).ngettext(one, many, n)


def N_(msgid: str) -> str:
    """Marks a text that is translated later, where the language is known."""
    return msgid


def catalogue(language: str) -> "Catalog":
    """Every translated text of ``language``."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    merged = Catalog(locale=language)
    for file in _files(language):
        with file.open("rb") as opened:
            for message in read_po(opened, locale=language):
                merged[message.id] = message
    return merged


def _files(language: str) -> list[Path]:
    return sorted((LOCALE / language / "LC_MESSAGES").glob("*.po")) if language in LANGUAGES else []


def _compiled(catalog: "Catalog") -> BytesIO:
    from babel.messages.mofile import write_mo

    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return compiled
