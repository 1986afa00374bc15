"""Tables as departments send them: the two codes of the cast, and CSV and XLSX made of rows."""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tests.builders_store import uscc

ONE, TWO = uscc(1), uscc(2)
HEADER = ("统一社会信用代码", "企业名称", "电话")
ROWS = (HEADER, (ONE, "日照海通水产有限公司", "0633-8281234"), (TWO, "青岛啤酒屋有限公司", "13800001111"))
Arrange = Callable[[Worksheet], object]


def csv(rows: Iterable[Iterable[str]] = ROWS, *, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    """A CSV file with the line ends of Windows."""
    return "".join(delimiter.join(row) + "\r\n" for row in rows).encode(encoding)


def xlsx(*sheets: Sequence[Sequence[Any]], arrange: Arrange = lambda sheet: None, hidden: int | None = None) -> bytes:
    """A workbook of these sheets; ``arrange`` may do more to the last one, ``hidden`` is the place of a hidden one."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        dates = book.add_format({"num_format": "yyyy-mm-dd"})
        book.add_format()
        for place, rows in enumerate(sheets or (ROWS,)):
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    sheet.write(number, column, value, dates if hasattr(value, "isoformat") else None)
            if place == hidden:
                sheet.hide()
        if hidden is not None:
            book.worksheets()[hidden - 1].activate()
        arrange(sheet)
    return target.getvalue()


def repacked(content: bytes, **parts: bytes) -> bytes:
    """The archive with some parts replaced, named by their file names without the ending."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            stem = name.rsplit("/", 1)[-1].removesuffix(".xml")
            new.writestr(name, parts.get(stem, old.read(name)))
    return target.getvalue()
