"""XLSX workbooks: the rows of the first sheet that has any, behind a check that no archive can get around.

The reader makes a full grid of what a sheet spans and trusts the archive's own sizes. So the parts it needs are first
copied into an archive of our own, counting what really comes out and how far the cells reach.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from models.refusals import Invalid, Reason

MAX_UNPACKED = 160 * 2**20
MAX_PARTS = 1_000
_PART = re.compile(
    r"(\[Content_Types\]|_rels/\.rels|xl/.*?(workbook|sharedStrings|styles|sheet\w*)\.xml(\.rels)?)", re.I
)
_CHUNK = 2**20
_OVERLAP = 512  # longer than a cell's opening tag
# A cell with content. Bounded, so that hostile text costs no more than its length.
_CELL = re.compile(rb'<(?:\w{1,8}:)?c\s[^<>]{0,200}?\br="([A-Z]{1,3})(\d{1,7})"[^<>]{0,200}?(?<!/)>')


def rows(content: bytes, *, max_rows: int, max_columns: int, max_cells: int) -> Iterator[list[Any]]:
    """The rows of the first visible sheet with content, the first one at row 1. Raises Invalid."""
    limits = {"rows": max_rows, "columns": max_columns, "cells": max_cells}
    checked = _copied(content, limits)
    try:
        book = CalamineWorkbook.from_filelike(checked)
        visible = [sheet.name for sheet in book.sheets_metadata if sheet.visible is SheetVisibleEnum.Visible]
        sheets = (book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in visible)
        yield from next((sheet for sheet in sheets if sheet), [])
    except GeneratorExit:
        raise
    except BaseException as error:  # the reader is native code: its panics are no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit | Invalid):
            raise
        raise Invalid(Reason("file_broken", {"why": type(error).__name__})) from None


def _copied(content: bytes, limits: dict[str, int]) -> io.BytesIO:
    copy = io.BytesIO()
    try:
        with (
            zipfile.ZipFile(io.BytesIO(content)) as archive,
            zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as checked,
        ):
            _copy_parts(archive, checked, limits)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise Invalid(Reason("file_broken", {"why": type(error).__name__})) from error
    copy.seek(0)
    return copy


def _copy_parts(archive: zipfile.ZipFile, checked: zipfile.ZipFile, limits: dict[str, int]) -> None:
    parts = {part.filename: part for part in archive.infolist()}
    if len(archive.infolist()) > MAX_PARTS or len(parts) < len(archive.infolist()):
        raise Invalid(Reason("file_bomb", {"megabytes": MAX_UNPACKED >> 20}))
    if "xl/workbook.xml" not in parts:
        raise Invalid(Reason("file_not_xlsx"))
    unpacked = 0
    for name in filter(_PART.match, parts):
        with archive.open(parts[name]) as source, checked.open(name, "w") as target:
            reach = _Reach(limits)
            while chunk := source.read(_CHUNK):
                unpacked += len(chunk)
                if unpacked > MAX_UNPACKED:
                    raise Invalid(Reason("file_bomb", {"megabytes": MAX_UNPACKED >> 20}))
                if "worksheets/" in name:
                    reach.look(chunk)
                target.write(chunk)


class _Reach:
    """How far the cells of one sheet reach, seen chunk by chunk."""

    def __init__(self, limits: dict[str, int]) -> None:
        self._limits = limits
        self._rows = self._columns = 0
        self._tail = b""

    def look(self, chunk: bytes) -> None:
        """Refuse the sheet as soon as its cells span more than the limits."""
        text = self._tail + chunk
        for column, row in _CELL.findall(text):
            self._rows = max(self._rows, int(row))
            self._columns = max(self._columns, _number(column))
        self._tail = text[-_OVERLAP:]
        limits = self._limits
        if (
            self._rows > limits["rows"]
            or self._columns > limits["columns"]
            or self._rows * self._columns > limits["cells"]
        ):
            raise Invalid(Reason("file_too_many", limits))


def _number(column: bytes) -> int:
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return number
