"""Lists to take along (清单): the same rows as CSV or XLSX, in constant memory. No text is ever a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import IO, Any
from unicodedata import east_asian_width
from zoneinfo import ZoneInfo

import xlsxwriter

from documents.formulas import defused

Cell = str | int | Decimal | date | datetime | None
MAX_ROWS = 2**20 - 1  # of one sheet, beside its header
LONGEST = 32_767  # characters a cell of XLSX holds
_CUT = "…"
_MEASURED = 200  # rows by which the columns are made wide enough
_NARROWEST, _WIDEST = 8, 60
_SHEET_NAME = 28  # leaves room for the number of a further sheet


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: what it is called, its columns, its rows one by one. Moments are told by the clock of ``zone``."""

    title: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    zone: ZoneInfo


def write_csv(to: IO[bytes], listing: Listing) -> None:
    """UTF-8 with the mark Excel needs to see that it is."""
    text = io.TextIOWrapper(to, encoding="utf-8-sig", newline="", write_through=True)
    out = csv.writer(text)
    out.writerow(listing.heads)
    out.writerows([_written(cell, listing.zone) for cell in row] for row in listing.rows)
    text.detach()


def write_xlsx(to: IO[bytes], listing: Listing, *, max_rows: int = MAX_ROWS) -> None:
    """One sheet with a header that stays, and a further one wherever a sheet is full."""
    rows = iter(listing.rows)
    with xlsxwriter.Workbook(to, {"constant_memory": True}) as book:
        head = book.add_format({"bold": True, "bg_color": "#E8F0FA", "border": 1})
        formats: dict[type, Any] = {
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        }
        begun, first = 0, next(rows, None)
        while first is not None or not begun:
            begun += 1
            here = chain([first] if first is not None else [], islice(rows, max_rows - 1))
            sheet = book.add_worksheet(_sheet_name(listing.title, begun))
            _fill(sheet, listing, here, head, formats)
            first = next(rows, None)


def _fill(sheet: Any, listing: Listing, rows: Iterator[Sequence[Cell]], head: Any, formats: dict[type, Any]) -> None:
    measured = list(islice(rows, _MEASURED))
    for place, title in enumerate(listing.heads):
        sheet.set_column(place, place, _width(title, *(_written(row[place], listing.zone) for row in measured)))
        sheet.write_string(0, place, title, head)
    sheet.freeze_panes(1, 0)
    number = 0
    for number, row in enumerate(chain(measured, rows), start=1):
        for place, cell in enumerate(row):
            _put(sheet, number, place, cell, listing.zone, formats)
    sheet.autofilter(0, 0, number, len(listing.heads) - 1)


def _put(sheet: Any, row: int, place: int, cell: Cell, zone: ZoneInfo, formats: dict[type, Any]) -> None:
    """Each kind as what it is: written by its kind, text cannot become a formula or a link."""
    match cell:
        case None | "":
            return
        case str():
            sheet.write_string(row, place, cell if len(cell) <= LONGEST else cell[: LONGEST - 1] + _CUT)
        case datetime():
            sheet.write_datetime(row, place, cell.astimezone(zone).replace(tzinfo=None), formats[datetime])
        case date():
            sheet.write_datetime(row, place, datetime(cell.year, cell.month, cell.day), formats[date])  # noqa: DTZ001
        case _:
            sheet.write_number(row, place, cell)


def _written(cell: Cell, zone: ZoneInfo) -> str:
    match cell:
        case None:
            return ""
        case str():
            return defused(cell)
        case datetime():
            return cell.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        case Decimal():
            return f"{cell:f}"
    return str(cell)


def _width(*texts: str) -> int:
    """Wide enough for the longest; a Chinese character takes the place of two letters."""
    longest = max(sum(2 if east_asian_width(char) in "WF" else 1 for char in text) for text in texts)
    return min(max(longest + 2, _NARROWEST), _WIDEST)


def _sheet_name(title: str, number: int) -> str:
    """Without the characters a sheet's name must not have."""
    plain = "".join(char for char in title if char not in r"[]:*?/\'")[:_SHEET_NAME] or "-"
    return plain if number == 1 else f"{plain} {number}"
