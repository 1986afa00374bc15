"""YAML with marks (行列): plain data, and for every place in it the line and column where it stands in the file.

A small, strict part of YAML: no anchors, tags, tabs or second documents, keys are words and come once. Only ``true``
and ``false`` are truth values, so ``no`` and ``on`` stay words; dates stay ISO text. Knows nothing of the rulebook.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from models.refusals import Reason

Place = tuple[str | int, ...]
LARGEST = 1_000_000  # bytes; the largest file shipped has 60,000
DEEPEST = 32  # a process needs about twelve

_INTEGER = re.compile(r"-?(0|[1-9]\d{0,15})")
_DECIMAL = re.compile(r"-?(0|[1-9]\d{0,15})\.\d{1,15}")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file, counted from 1 as editors do."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Marked:
    """The data of one file. ``keys`` tells where the key of a place stands, ``values`` where its content begins.

    ``empty`` are the keys after which nothing is written.
    """

    data: Any = None
    keys: Mapping[Place, Mark] = field(default_factory=dict)
    values: Mapping[Place, Mark] = field(default_factory=dict)
    empty: tuple[Place, ...] = ()
    reasons: tuple[tuple[Mark, Reason], ...] = ()


def read(content: bytes) -> Marked:
    """Read one file; whatever is wrong with it stands in ``reasons``, all of it as far as it can be told apart."""
    if len(content) > LARGEST:
        return _only(Mark(1, 1), Reason("rulebook.too_big", {"bytes": len(content), "largest": LARGEST}))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return _only(Mark(line, 1), Reason("rulebook.encoding"))
    if tab := _tab(text):
        return _only(tab, Reason("rulebook.tab"))
    return _composed(text)


def _composed(text: str) -> Marked:
    composer = _Composer(yaml.parse(text, Loader=_LOADER))
    try:
        data = composer.document()
    except yaml.MarkedYAMLError as error:
        at = error.context_mark if _IS_OPEN.search(error.context or "") else error.problem_mark or error.context_mark
        composer.note(_mark(at) if at else Mark(1, 1), "rulebook.syntax", problem=error.problem or str(error))
        data = None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, int(error.position)) + 1
        composer.note(Mark(line, 1), "rulebook.character", character=repr(error.character))
        data = None
    except _GivenUp:
        data = None
    return Marked(data, composer.keys, composer.values, tuple(composer.empty), tuple(composer.reasons))


_IS_OPEN = re.compile(
    "quoted|flow"
)  # what was opened and never closed: where it begins tells more than where it was missed


class _GivenUp(Exception):
    """What follows cannot be told apart from what went wrong."""


class _Composer:
    """Turns parse events into data; marks and misuse are noted on the way, misuse as a reason, not as an exception."""

    def __init__(self, events: Iterator[Any]) -> None:
        self._events = events
        self.keys: dict[Place, Mark] = {}
        self.values: dict[Place, Mark] = {}
        self.empty: list[Place] = []
        self.reasons: list[tuple[Mark, Reason]] = []

    def note(self, mark: Mark, code: str, **values: Any) -> None:
        self.reasons.append((mark, Reason(code, values)))

    def document(self) -> Any:
        """The data of the first document; None for an empty file. A second document is refused."""
        next(self._events)  # the stream starts
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return None
        data = self._value(next(self._events), ())
        next(self._events)  # the document ends
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            self.note(_mark(after.start_mark), "rulebook.documents")
        return data

    def _value(self, event: Any, path: Place) -> Any:
        mark = _mark(event.start_mark)
        self.values[path] = mark
        self._refuse_extras(event, mark)
        if len(path) > DEEPEST:
            self.note(mark, "rulebook.depth", deepest=DEEPEST)
            raise _GivenUp
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._scalar(event, path)

    def _refuse_extras(self, event: Any, mark: Mark) -> None:
        if isinstance(event, yaml.AliasEvent):
            self.note(mark, "rulebook.alias", name=event.anchor)
            raise _GivenUp
        if event.anchor:
            self.note(mark, "rulebook.anchor", name=event.anchor)
        if event.tag and event.tag != "!":
            self.note(mark, "rulebook.tag", tag=event.tag)

    def _mapping(self, path: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            mark = _mark(event.start_mark)
            if not isinstance(event, yaml.ScalarEvent):
                self.note(mark, "rulebook.key")
                raise _GivenUp
            self._refuse_extras(event, mark)
            key, place = event.value, (*path, event.value)
            if first := self.keys.get(place):
                self.note(mark, "rulebook.duplicate", key=key, first=first.line)
            self.keys[place] = mark
            found[key] = self._value(next(self._events), place)
        return found

    def _sequence(self, path: Place) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            found.append(self._value(event, (*path, len(found))))
        return found

    def _scalar(self, event: Any, path: Place) -> Any:
        text: str = event.value
        if event.style in {"'", '"', "|", ">"}:  # a plain word has none, or an empty one
            return text
        if text == "":
            self.empty.append(path)
            return None
        return _plain(text)


def _plain(text: str) -> Any:
    """What an unquoted word means."""
    match text:
        case "true":
            return True
        case "false":
            return False
        case "null" | "~":
            return None
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


def _tab(text: str) -> Mark | None:
    """Where the first line is indented with a tab."""
    for number, line in enumerate(text.splitlines(), start=1):
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent and line.strip():
            return Mark(number, indent.index("\t") + 1)
    return None


def _only(mark: Mark, reason: Reason) -> Marked:
    return Marked(reasons=((mark, reason),))


def _mark(mark: Any) -> Mark:
    return Mark(mark.line + 1, mark.column + 1)
