"""Inputs (填写项): from what a door received to typed values, or to every reason why not, naming field and what is allowed."""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from cases.naming import titles
from models.acts import Input
from models.refusals import Reason

Values = Mapping[str, Any]

LONGEST_TEXT = 4000
EARLIEST, LATEST = date(1949, 10, 1), date(2199, 12, 31)  # a date outside was mistyped
_BETWEEN_NAMES = re.compile(r"[,，、;；\n]+")
_WITHIN_NAMES = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_YES, _NO = {"yes", "true", "1", "on", "是"}, {"no", "false", "0", "off", "否"}


class _Unreadable(Exception):
    """A value does not fit; carries the code and what its sentence needs."""

    def __init__(self, code: str, **values: Any) -> None:
        self.code, self.values = code, values


def read(asked: Iterable[Input], given: Mapping[str, Any]) -> tuple[dict[str, Any], list[Reason]]:
    """The values by name, those left empty missing, and what is wrong: unknown names, missing ones, values that do not fit."""
    known = {one.name: one for one in asked}
    rest = {name: value for name, value in _with_file(known, given).items() if not _is_empty(value)}
    allowed = ", ".join(known) or "-"
    reasons = [Reason("input.unknown", {"name": str(n), "allowed": allowed}, str(n)) for n in rest if n not in known]
    values: dict[str, Any] = {}
    for name, one in known.items():
        if name not in rest:
            if one.required:
                reasons.append(_reason("input.missing", one))
            continue
        try:
            values[name] = _READERS[one.type](rest[name], one)
        except _Unreadable as error:
            reasons.append(_reason(error.code, one, **error.values))
    return values, reasons


def is_sayable(text: str) -> bool:
    """Whether ``text`` can be kept: not too long, and of characters that can be written down."""
    return len(text) <= LONGEST_TEXT and not any(char == "\0" or "\ud800" <= char <= "\udfff" for char in text)


def day_of(value: Any) -> date | None:
    """The day somebody wrote, None if it is none that can be."""
    try:
        day = value if type(value) is date else date.fromisoformat(str(value).strip())
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


def out_of_range(name: str, day: date, *, first: date | None = None, last: date | None = None) -> Iterable[Reason]:
    """The reason why ``day`` cannot be, if it lies before ``first`` or after ``last`` (both still allowed)."""
    if first and day < first:
        yield Reason(
            "date.too_early", {"name": name, **titles(None, name), "value": str(day), "first": str(first)}, name
        )
    if last and day > last:
        yield Reason("date.too_late", {"name": name, **titles(None, name), "value": str(day), "last": str(last)}, name)


def named(reasons: Iterable[Reason], asked: Iterable[Input]) -> list[Reason]:
    """The same reasons, those about a date under its title in the rulebook where it has one."""
    known = {one.name: titles(one.title, one.name) for one in asked if one.title}
    return [
        replace(one, values=one.values | known[one.where])
        if one.code.startswith("date.") and one.where in known
        else one
        for one in reasons
    ]


def _with_file(known: Mapping[str, Input], given: Mapping[str, Any]) -> dict[str, Any]:
    """A door that stored a file may name it flatly, by ``sha256`` and ``name``."""
    if "file" in known and "sha256" in given:
        flat = {key: value for key, value in given.items() if key not in {"sha256", "name"}}
        return {**flat, "file": {"sha256": given["sha256"], "name": given.get("name", "")}}
    return dict(given)


def _reason(code: str, one: Input, **values: Any) -> Reason:
    return Reason(code, {"name": one.name, **titles(one.title, one.name), **values}, one.name)


def _is_empty(value: Any) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _text(value: Any, one: Input) -> str:
    if not isinstance(value, str):
        raise _Unreadable("input.no_text")
    text = value.strip()
    if len(text) > LONGEST_TEXT:
        raise _Unreadable("input.too_long", longest=LONGEST_TEXT)
    if any(char == "\0" or "\ud800" <= char <= "\udfff" for char in text):
        raise _Unreadable("input.no_text")
    return text


def _number(value: Any, one: Input) -> int | float:
    try:
        number = float(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else math.nan
    except (ValueError, OverflowError):
        number = math.nan
    if not math.isfinite(number) or abs(number) > 1e15:
        raise _Unreadable("input.no_number")
    return int(number) if number == int(number) else number


def _integer(value: Any, one: Input) -> int:
    number = _number(value, one)
    if not isinstance(number, int):
        raise _Unreadable("input.not_whole")
    return number


def _yes_no(value: Any, one: Input) -> bool:
    word = str(value).strip().lower()
    if word not in _YES | _NO:
        raise _Unreadable("input.no_choice", allowed="yes, no")
    return word in _YES


def _date(value: Any, one: Input) -> date:
    try:
        day = value if type(value) is date else date.fromisoformat(_text(value, one))
    except ValueError:
        raise _Unreadable("input.no_date") from None
    if not EARLIEST <= day <= LATEST:
        raise _Unreadable("input.impossible_date", first=str(EARLIEST), last=str(LATEST))
    return day


def _choice(value: Any, one: Input) -> str:
    word = _text(value, one)
    if word not in one.choices:
        raise _Unreadable("input.no_choice", allowed=", ".join(one.choices))
    return word


def _choices(value: Any, one: Input) -> list[str]:
    words = value if isinstance(value, list | tuple) else _text(value, one).split(",")
    return list(dict.fromkeys(_choice(word, one) for word in words))


def _names(value: Any, one: Input) -> list[str]:
    """People write them with commas of either kind, or one to a line; a space within a Chinese name is none of it."""
    words = value if isinstance(value, list | tuple) else _BETWEEN_NAMES.split(_text(value, one))
    names = [_WITHIN_NAMES.sub("", _text(word, one).strip()) for word in words if str(word).strip()]
    return list(dict.fromkeys(names))


def _file(value: Any, one: Input) -> dict[str, str]:
    if not isinstance(value, Mapping) or len(str(value.get("sha256", ""))) != 64:
        raise _Unreadable("input.no_file")
    return {"sha256": str(value["sha256"]), "name": _text(value.get("name") or "file", one)}


def _pairs(value: Any, one: Input) -> dict[str, Any]:
    """A mapping, or its text: ``12=met, 13=not_met``."""
    if isinstance(value, Mapping):
        return {str(key): entry for key, entry in value.items()}
    found = [part.partition("=") for part in _text(value, one).split(",") if part.strip()]
    if any(not key.strip() or not sign for key, sign, _ in found):
        raise _Unreadable("input.no_pairs")
    return {key.strip(): entry.strip() for key, _, entry in found}


_READERS: Mapping[str, Callable[[Any, Input], Any]] = {
    "text": _text,
    "number": _number,
    "integer": _integer,
    "yes_no": _yes_no,
    "date": _date,
    "choice": _choice,
    "choices": _choices,
    "names": _names,
    "person": _text,
    "file": _file,
    "pairs": _pairs,
}
