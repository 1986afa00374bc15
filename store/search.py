"""What people search in: names, their pinyin and initials, and codes, all in one text looked through with LIKE.

Full-text search finds nothing for the one or two characters people type in Chinese. A character with several readings
(单, 行, 曾) is found under each: per reading one variant of the whole name, not every combination of all readings.
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, and_, false

_themselves: Any = list  # how pypinyin is told that letters and digits read as themselves, one by one
_BETWEEN = " "  # never part of a normalised text, so nothing is found across two of them


def normalised(text: str) -> str:
    """Letters and digits alone, half width, lower case."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def searchable(name: str, codes: Iterable[str] = ()) -> str:
    """Everything a name and its codes can be found by."""
    plain = normalised(name)
    found = [plain, *_spellings(plain), *map(normalised, codes)]
    return _BETWEEN.join(dict.fromkeys(filter(None, found)))


def matches(column: ColumnElement[str], text: str) -> ColumnElement[bool]:
    """Whether the searchable column holds every word of ``text``; nothing holds a text without letters or digits."""
    words = [word for word in map(normalised, text.split()) if word]
    if not words:
        return false()
    return and_(*(column.contains(word, autoescape=True) for word in words))


def _spellings(name: str) -> list[str]:
    """The name in pinyin and in initials: as usually read, and once more for every other reading of a character."""
    from pypinyin import lazy_pinyin  # its tables take long to read, and only new names need them

    usual = lazy_pinyin(name, errors=_themselves)
    variants = [usual]
    for place, char in enumerate(name):
        others = _readings(char)
        variants += [[*usual[:place], other, *usual[place + 1 :]] for other in others if other != usual[place]]
    full = ["".join(variant) for variant in variants]
    initials = ["".join(reading[0] for reading in variant) for variant in variants]
    return [*full, *initials]


@lru_cache(maxsize=30_000)  # more characters than names are written with: each is looked up once
def _readings(char: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin

    return tuple(pinyin(char, style=Style.NORMAL, heteronym=True)[0])
