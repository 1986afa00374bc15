"""Reasons as sentences. A `Reason` carries a code and values; here, and only here, they become words."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from config import words
from config.i18n import N_, language, translator
from config.sentences import SENTENCES
from models.refusals import Reason

_LENGTH = re.compile(r"(?P<number>\d{1,4}) (?P<unit>workday|day|month|year)s?")


def sentence(reason: Reason, speaking: str | None = None) -> str:
    """What stands in the way, in words; a value nobody gave is shown as ``?``, a code nobody worded as itself."""
    spoken = speaking or language()
    template = SENTENCES.get(reason.code)
    if template is None:
        return " ".join([reason.code, *(f"{name}={_said(value, spoken)}" for name, value in reason.values.items())])
    act = str(reason.values.get("act", ""))
    values = {name: _said(value, spoken, _known(name, act)) for name, value in reason.values.items()}
    values |= {name[:-3]: text for name, text in values.items() if name.endswith(f"_{spoken}")}  # title_zh is the title
    values |= {"nearest": _perhaps(values["nearest"], spoken)} if "nearest" in values else {}
    return translator(spoken).gettext(template).format_map(_Forgiving(values))


def sentences(reasons: Iterable[Reason], speaking: str | None = None) -> str:
    """Several reasons in one line."""
    return ("; " if (speaking or language()) == "en" else "；").join(sentence(one, speaking) for one in reasons)


def as_document(one: Reason) -> dict[str, Any]:
    """A reason for programs: code and values, and the sentence people read."""
    return {"code": one.code, "text": sentence(one), "where": one.where, "values": one.values}


class _Forgiving(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "?"


def _perhaps(nearest: str, spoken: str) -> str:
    """What was probably meant, empty if nothing is like it."""
    return translator(spoken).gettext(N_("（也许是 {nearest}）")).format(nearest=nearest) if nearest else ""


def _known(name: str, act: str) -> dict[str, str] | None:
    """Which list a named value is a word of, if of any."""
    known = words.BY_VALUE.get(name)
    return words.inputs_of(act) if known is words.INPUTS else known


def _said(value: Any, spoken: str, known: dict[str, str] | None = None) -> str:
    """A value as it stands in a sentence: ``known`` words by their names, dates as dates, lists joined."""
    if isinstance(value, bool):
        return words.name(words.YES_NO, "yes" if value else "no", spoken)
    if isinstance(value, str):
        return _in_words(value, spoken, known or {})
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return _joined((f"{name}={_said(one, spoken)}" for name, one in value.items()), spoken)
    if isinstance(value, list | tuple | set | frozenset):
        ordered = sorted(value, key=str) if isinstance(value, set | frozenset) else value
        return _joined((_said(one, spoken, known) for one in ordered), spoken)
    return str(value)


def _in_words(text: str, spoken: str, known: dict[str, str]) -> str:
    """A word, several of them with commas, or a length such as ``10 workdays``, as far as anybody named them."""
    if text in known:
        return words.name(known, text, spoken)
    if found := _LENGTH.fullmatch(text):
        return words.length(int(found["number"]), f"{found['unit']}s", spoken)
    parts = text.split(", ")
    return _joined((words.name(known, one, spoken) for one in parts), spoken) if set(parts) <= known.keys() else text


def _joined(parts: Any, spoken: str) -> str:
    return (", " if spoken == "en" else "、").join(parts)
