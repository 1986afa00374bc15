"""Tables as people send them: CSV in the encodings of this world, or XLSX, read into numbered rows of text.

A file that cannot be read is refused whole, with the reason; what the rows mean is not known here.
Row numbers are those a spreadsheet program shows, so that people find the row.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from typing import Any

from documents import formulas, workbook
from models.refusals import Invalid, Reason

MAX_BYTES = 20 * 2**20
MAX_ROWS = 200_000
MAX_COLUMNS = 200
MAX_CELLS = 3_000_000
MAX_LINE = 1_000_000
_WORKBOOKS = (".xlsx", ".xlsm", ".xls")
_DELIMITERS = ",\t;"
_OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_STRAY = 20  # of so many characters one may be a control character by mistake; where there are more it is no text
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not blank: its number and its cells as text, blanks around them removed."""

    number: int
    cells: tuple[str, ...]


def read(content: bytes, *, name: str = "") -> list[Row]:
    """The rows of a CSV or XLSX file; which of the two it is, its content says, and must not belie its ``name``. Raises Invalid."""
    if len(content) > MAX_BYTES:
        raise Invalid(Reason("table_too_large", {"megabytes": MAX_BYTES >> 20}))
    if not content.strip():
        raise Invalid(Reason("file_empty"))
    if content.startswith(_OLD_OFFICE):
        raise Invalid(Reason("file_old_office"))
    if name.lower().endswith(_WORKBOOKS) and not content.startswith(b"PK"):
        raise Invalid(Reason("file_no_workbook", {"name": name}, "file"))
    rows = _workbook(content) if content.startswith(b"PK") else _csv(_decoded(content))
    if found := list(_within_limits(rows)):
        return found
    raise Invalid(Reason("file_empty"))


def _within_limits(rows: Iterable[Iterable[Any]]) -> Iterator[Row]:
    cells = 0
    for number, values in enumerate(rows, start=1):
        row = _trimmed([_text(value) for value in values])
        cells += len(row)
        if number > MAX_ROWS or len(row) > MAX_COLUMNS or cells > MAX_CELLS:
            raise _too_many(number)
        if row:
            yield Row(number, row)


def _too_many(number: int) -> Invalid:
    limits = {"rows": MAX_ROWS, "columns": MAX_COLUMNS, "cells": MAX_CELLS}
    return Invalid(Reason("file_too_many", limits, where=str(number)))


def _trimmed(cells: list[str]) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _text(value: Any) -> str:
    """A cell as a person would write it: whole numbers without ``.0``, dates as dates."""
    if isinstance(value, str):
        return formulas.restored(value.strip(" \t\r\n\u3000\xa0\ufeff\u200b"))
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ") if value.time() != value.min.time() else value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _workbook(content: bytes) -> Iterator[list[Any]]:
    return workbook.rows(content, max_rows=MAX_ROWS, max_columns=MAX_COLUMNS, max_cells=MAX_CELLS)


def is_clean(text: str) -> bool:
    """Whether a cell holds no control character."""
    return not _CONTROL.search(text)


def _is_stray(text: str) -> bool:
    return len(_CONTROL.findall(text)) * _STRAY <= len(text)


def _decoded(content: bytes) -> str:
    """UTF-8 and UTF-16 by their marks, UTF-16 by its zeros, UTF-8 if it is, GB18030 otherwise.

    A stray control character spoils its row, not the file: what is text but for a few of them is read as that.
    """
    named = next((name for mark, name in _BOMS.items() if content.startswith(mark)), None)
    zeros = b"\0" in content
    candidates = [named] if named else ["utf-16-le", "utf-16-be"] if zeros else ["utf-8", "gb18030"]
    texts = (_as(content, candidate) for candidate in candidates)
    readable = next((text for text in texts if text is not None and is_clean(text)), None)
    if readable is not None:
        return readable
    spoilt = (_as(content, candidate) for candidate in ([named] if named else ["utf-8", "gb18030"]))
    readable = next((text for text in spoilt if text is not None and _is_stray(text)), None)
    if readable is not None:
        return readable
    raise Invalid(Reason("file_binary" if zeros and not named else "file_encoding"))


def _as(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeError:
        return None
    # Any pairs of bytes are some characters of UTF-16: without its mark, a table must also look like one.
    return text if not encoding.startswith("utf-16-") or any(mark in text for mark in "\n\r,\t;") else None


def _csv(text: str) -> Iterator[list[str]]:
    delimiter, lines = _delimiter(text)
    reader = csv.reader(_of_bearable_length(lines), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise Invalid(Reason(_csv_code(error), {"line": reader.line_num})) from error


def _csv_code(error: csv.Error) -> str:
    """The csv module tells its errors apart by their English sentences only."""
    return "file_csv_cell" if "field limit" in str(error) else "file_csv"


def _delimiter(text: str) -> tuple[str, Iterator[str]]:
    """The most frequent of the delimiters in the first lines that have any; a line ``sep=;`` decides and is blanked."""
    lines = iter(io.StringIO(text, newline=""))
    first = list(islice(lines, 20))
    if first and (found := re.fullmatch(r"sep=(.)\s*", first[0])):
        return found[1], chain(["\n"], first[1:], lines)
    counts = {mark: max((line.count(mark) for line in first), default=0) for mark in _DELIMITERS}
    return max(counts, key=lambda mark: counts[mark]), chain(first, lines)


def _of_bearable_length(lines: Iterator[str]) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        if len(line) > MAX_LINE:
            raise _too_many(number)
        yield line
