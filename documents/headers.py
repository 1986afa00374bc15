"""Finding the header of a table and telling its columns apart, however people wrote them.

Blanks, line breaks, full-width letters, required marks and colons do not matter; a column may go by several titles.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from documents.spreadsheet import Row
from models.refusals import Invalid, Reason

SEARCHED_ROWS = 15  # a title and remarks may stand above the header
TOLD_TITLES = 20  # of a header that lacks a column
LONGEST_TITLE = 30


@dataclass(frozen=True, slots=True)
class Column:
    """A known column: ``titles[0]`` is its name, the others are what else it is called."""

    field: str
    titles: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """Which column stands where: ``known`` by field, ``unknown`` by title as written."""

    row: int
    known: Mapping[str, int]
    unknown: Mapping[str, int]
    width: int

    def cell(self, row: Row, field: str) -> str:
        """The text of ``field`` in ``row``, empty if the column is not there."""
        place = self.known.get(field)
        return row.cells[place] if place is not None and place < len(row.cells) else ""

    def extra(self, row: Row) -> dict[str, str]:
        """What ``row`` says in columns nobody knows, by title."""
        return {
            title: row.cells[place]
            for title, place in self.unknown.items()
            if place < len(row.cells) and row.cells[place]
        }


def find(rows: Sequence[Row], columns: Sequence[Column]) -> Header:
    """The header: the first row naming every required column. Raises Invalid, naming those missing and those found."""
    nearest, best = rows[:1], set[str]()
    required = {column.field for column in columns if column.required}
    for row in rows[:SEARCHED_ROWS]:
        header = _header(row, columns)
        if len(named := required & header.known.keys()) > len(best):
            nearest, best = [row], named
        if required <= header.known.keys():
            _refuse_twins(row, columns)
            return header
    missing = [column.titles[0] for column in columns if column.field in required - best]
    found = [title[:LONGEST_TITLE] for row in nearest for title in row.cells if title][:TOLD_TITLES]
    raise Invalid(*(Reason("column_missing", {"column": title, "found": found}) for title in missing))


def plain(title: str) -> str:
    """A title without what does not matter."""
    return re.sub(r"[\s*:_\-\u200b\ufeff]", "", unicodedata.normalize("NFKC", title)).casefold()


def _header(row: Row, columns: Sequence[Column]) -> Header:
    fields = {plain(title): column.field for column in columns for title in column.titles}
    known: dict[str, int] = {}
    unknown: dict[str, int] = {}
    for place, title in enumerate(row.cells):
        if field := fields.get(plain(title)):
            known.setdefault(field, place)
        elif title:
            unknown.setdefault(title if title not in unknown else f"{title} ({place + 1})", place)
    return Header(row.number, known, unknown, len(row.cells))


def _refuse_twins(row: Row, columns: Sequence[Column]) -> None:
    titles = [plain(title) for title in row.cells]
    twins = [
        column.titles[0]
        for column in columns
        if sum(title in {plain(one) for one in column.titles} for title in titles) > 1
    ]
    if twins:
        raise Invalid(*(Reason("column_twice", {"column": title}, where=str(row.number)) for title in twins))
