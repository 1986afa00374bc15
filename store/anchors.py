"""Anchors (锚点): how far each case's journal has come, noted outside the database every quarter of an hour.

A chain of hashes cannot show that its tail was cut off, that a case was dropped, that everything was computed anew, or that the
database is an older copy of itself. A head noted elsewhere does. The file is chained too: each line hashes the one before it.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, select

from models.moments import in_utc
from store.files import sync_directory
from store.journal import GENESIS, Break
from store.tables import case, journal

NAME = "anchors.jsonl"
_AT_ONCE = 500

Head = tuple[int, str]  # the number of a case's last record, and that record's hash
Heads = Mapping[str, Head]  # by case number


@dataclass(frozen=True, slots=True)
class Line:
    """One anchor: the heads that had moved by then; with ``anew`` what was noted before holds no more."""

    at: datetime
    heads: dict[str, Head]
    anew: bool
    previous: str
    hash: str = ""


_LINE = TypeAdapter(Line)
_RECORDS = select(case.c.no, journal.c.seq, journal.c.hash).join(journal, journal.c.case_id == case.c.id)


@dataclass(frozen=True, slots=True)
class Anchored:
    """What the file tells: the newest head of each case, the heads of its last line, the hash of that line, and the numbers of the
    lines that do not continue the one before."""

    heads: dict[str, Head] = field(default_factory=dict)
    newest: dict[str, Head] = field(default_factory=dict)
    last: str = GENESIS
    broken: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Anchors:
    """The file at ``path``; it begins with the first anchor."""

    path: Path

    @classmethod
    def of(cls, home: Path) -> "Anchors":
        """The one that lies in ``home``."""
        return cls(home / NAME)

    def cast(self, tx: Connection, now: datetime) -> int:
        """Note every head that has moved since the last time, on the disk when this returns. Returns how many there were."""
        known = self.read()
        moved = {no: head for no, head in _heads(tx).items() if known.heads.get(no) != head}
        if moved:
            self._write(Line(in_utc(now), moved, False, known.last))
        return len(moved)

    def begin_anew(self, now: datetime) -> None:
        """Whoever runs the program stands for the database as it is: what was noted before holds no more, and stays in the file."""
        if self.path.exists():
            self._write(Line(in_utc(now), {}, True, self.read().last))

    def lost(self, tx: Connection) -> list[str]:
        """The cases whose head of the newest anchor is not in the database. An older copy of the database has lost them."""
        return sorted({one.case for one in _missing(tx, self.read().newest)})

    def verify(self, tx: Connection) -> list[Break]:
        """Every head that the database does not have, and every line of the file that was changed, taken out or put in."""
        known = self.read()
        return [*(Break(NAME, line, "anchors") for line in known.broken), *_missing(tx, known.heads)]

    def read(self) -> Anchored:
        """What was noted. A line cut off by a crash says nothing."""
        found, broken = Anchored(), []
        for number, text in enumerate(self._lines(), start=1):
            if line := _parsed(text):
                if line.previous != found.last or line.hash != _hash(line):
                    broken.append(number)
                heads = line.heads if line.anew else found.heads | line.heads
                found = Anchored(heads, line.heads, line.hash)
        return replace(found, broken=tuple(broken))

    def _lines(self) -> Iterator[str]:
        if self.path.exists():
            with self.path.open(encoding="utf-8", errors="replace") as lines:
                yield from (line for line in lines if line.strip())

    def _write(self, line: Line) -> None:
        fresh = not self.path.exists()
        whole = _LINE.dump_json(replace(line, hash=_hash(line)))
        with self.path.open("ab") as file:
            file.write(b"\n%s\n" % whole)  # a line of its own, even after one that was cut off
            file.flush()
            os.fsync(file.fileno())
        if fresh:
            sync_directory(self.path.parent)


def _heads(tx: Connection) -> dict[str, Head]:
    return {no: (seq, digest) for no, seq, digest in tx.execute(_RECORDS.where(journal.c.seq == case.c.version))}


def _missing(tx: Connection, heads: Heads) -> Iterator[Break]:
    numbers = sorted(heads)
    for first in range(0, len(numbers), _AT_ONCE):
        some = numbers[first : first + _AT_ONCE]
        there = _records_of(tx, some)
        yield from (Break(no, heads[no][0], "anchored") for no in some if heads[no] not in there[no])


def _records_of(tx: Connection, numbers: Iterable[str]) -> dict[str, set[Head]]:
    there: dict[str, set[Head]] = {no: set() for no in numbers}
    for no, seq, digest in tx.execute(_RECORDS.where(case.c.no.in_(there))):
        there[no].add((seq, digest))
    return there


def _parsed(text: str) -> Line | None:
    try:
        return _LINE.validate_json(text)
    except ValidationError:
        return None


def _hash(line: Line) -> str:
    return sha256(_LINE.dump_json(replace(line, hash=""))).hexdigest()
