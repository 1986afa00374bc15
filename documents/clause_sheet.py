"""An assessment as a spreadsheet (评估底稿): taken along to be filled in offline, and read back row by row.

The first row says which assessment of which case it is, so that no sheet is read into another. What is left empty says nothing.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import xlsxwriter

from cases.assessing.review import Review, Row
from documents import headers, spreadsheet
from documents.headers import Column, Header
from documents.spreadsheet import Row as SheetRow
from models.definitions import StandardDefinition, Text
from models.refusals import Invalid, Reason

COLUMNS = (
    Column("clause", ("条", "Clause no."), required=True),
    Column("item", ("类别", "Section")),
    Column("title", ("条款", "Clause")),
    Column("look_for", ("看什么", "What is looked for")),
    Column("rating", ("评定", "Rating"), required=True),
    Column("note", ("说明", "Note")),
)
_WIDTHS = {"clause": 12, "item": 14, "title": 26, "look_for": 60, "rating": 14, "note": 50}
_ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Rejected:
    """One row that cannot be taken: its number in the sheet, the column's title, and why."""

    row: int
    column: str
    why: Reason


@dataclass(frozen=True, slots=True)
class Filled:
    """A sheet read: what was said of each clause, in which row each stands, and the rows that say what cannot be."""

    answers: Mapping[str, Mapping[str, str]]
    rows: Mapping[str, int]
    rejected: tuple[Rejected, ...]


def write(no: str, found: Review, language: str) -> bytes:
    """The sheet as XLSX, with what was answered so far; ratings are chosen from a list."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("assessment")
        head = book.add_format({"bold": True, "bg_color": "#E8F0FA", "border": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet.write(0, 0, _name(no, found.head.key), book.add_format({"bold": True}))
        sheet.write(0, 3, _said(found.standard.title, language))
        for place, column in enumerate(COLUMNS):
            sheet.write(1, place, column.titles[language == _ENGLISH], head)
            sheet.set_column(place, place, _WIDTHS[column.field])
        rows = [(part.title, row) for part in found.parts for row in part.rows]
        for number, (title, row) in enumerate(rows, start=2):
            for place, text in enumerate(_cells(found.standard, title, row, language)):
                sheet.write_string(number, place, text, wrapped)
            choices = [_said(found.standard.scale[rating].title, language) for rating in row.ratings]
            sheet.data_validation(number, 4, number, 4, {"validate": "list", "source": choices})
        sheet.freeze_panes(2, 3)
    return out.getvalue()


def read(content: bytes, no: str, found: Review, *, name: str = "") -> Filled:
    """What the sheet says. Raises Invalid when it cannot be read, or belongs to another assessment."""
    rows = spreadsheet.read(content, name=name)
    header = headers.find(rows, COLUMNS)
    above = {cell for row in rows if row.number < header.row for cell in row.cells}
    if _name(no, found.head.key) not in above:
        raise Invalid(Reason("sheet_of_another", {"expected": _name(no, found.head.key)}, "file"))
    return _filled(found, header, [row for row in rows if row.number > header.row])


def _filled(found: Review, header: Header, rows: list[SheetRow]) -> Filled:
    known = {row.clause.key: row for part in found.parts for row in part.rows}
    answers: dict[str, dict[str, str]] = {}
    places: dict[str, int] = {}
    rejected: list[Rejected] = []
    for row in rows:
        key = header.cell(row, "clause")
        wrong = list(_wrong(found.standard, known, places, header, row))
        rejected += wrong
        if not wrong and (said := _answer(found.standard, known[key], header, row)):
            answers[key], places[key] = said, row.number
    return Filled(answers, places, tuple(rejected))


def _wrong(
    standard: StandardDefinition, known: Mapping[str, Row], seen: Mapping[str, int], header: Header, row: SheetRow
) -> Iterator[Rejected]:
    key, rating = header.cell(row, "clause"), header.cell(row, "rating")
    if key not in known:
        yield Rejected(
            row.number, COLUMNS[0].titles[0], Reason("sheet_clause", {"clause": key or "-"}, str(row.number))
        )
        return
    if key in seen:
        yield Rejected(row.number, COLUMNS[0].titles[0], Reason("duplicate_row", {"row": seen[key]}, str(row.number)))
    if rating and _rating(standard, known[key], rating) is None:
        allowed = [standard.scale[one].title.zh for one in known[key].ratings]
        named = {"clause": key, "rating": rating, "allowed": allowed}
        yield Rejected(row.number, COLUMNS[4].titles[0], Reason("assessment.no_rating", named, str(row.number)))


def _answer(standard: StandardDefinition, row: Row, header: Header, cells: SheetRow) -> dict[str, str]:
    """What the row says beyond what stands already; nothing for a row left empty."""
    rating, note = header.cell(cells, "rating"), header.cell(cells, "note")
    said = {"rating": _rating(standard, row, rating) or "", "note": note}
    return {name: value for name, value in said.items() if value}


def _rating(standard: StandardDefinition, row: Row, written: str) -> str | None:
    """The rating a cell names: by its code, or by its title in either language."""
    for one in row.ratings:
        title = standard.scale[one].title
        if written.strip().casefold() in {one, title.zh.casefold(), title.en.casefold()}:
            return one
    return None


def _cells(standard: StandardDefinition, section: Text, row: Row, language: str) -> tuple[str, ...]:
    clause, rating = row.clause.clause, row.answer.rating
    return (
        row.clause.key,
        _said(section, language),
        _said(clause.title, language),
        _said(clause.look_for, language),
        _said(standard.scale[rating].title, language) if rating else "",
        row.answer.note,
    )


def _name(no: str, key: str) -> str:
    return f"{no} {key}"


def _said(text: Text, language: str) -> str:
    return text.in_language(language)
