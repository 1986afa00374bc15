"""Lists to take along: what a cell becomes in CSV and XLSX, however many rows there are."""

import io
import tracemalloc
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any
from zoneinfo import ZoneInfo

import pytest
from python_calamine import CalamineWorkbook

from documents import spreadsheet
from documents.listing import LONGEST, Cell, Listing, write_csv, write_xlsx

ZONE = ZoneInfo("Asia/Shanghai")
HEADS = ("企业", "数", "日期", "时间")
ROW = ("日照海通水产有限公司", 3, date(2026, 11, 2), datetime(2026, 11, 2, 23, 30, tzinfo=UTC))


def listing(*rows: Sequence[Cell], heads: Sequence[str] = HEADS, title: str = "案件") -> Listing:
    return Listing(title, heads, rows, ZONE)


def csv(*rows: Sequence[Cell], heads: Sequence[str] = HEADS) -> bytes:
    out = io.BytesIO()
    write_csv(out, listing(*rows, heads=heads))
    return out.getvalue()


def xlsx(*rows: Sequence[Cell], heads: Sequence[str] = HEADS, title: str = "案件", max_rows: int = 1000) -> bytes:
    out = io.BytesIO()
    write_xlsx(out, listing(*rows, heads=heads, title=title), max_rows=max_rows)
    return out.getvalue()


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_csv_is_marked_as_utf_8_so_that_excel_reads_it() -> None:
    assert csv(ROW).decode("utf-8") == (
        "\ufeff企业,数,日期,时间\r\n日照海通水产有限公司,3,2026-11-02,2026-11-03 07:30\r\n"
    )


def test_xlsx_keeps_numbers_dates_and_moments_by_the_sites_clock() -> None:
    assert sheets(xlsx(ROW)) == {
        "案件": [list(HEADS), ["日照海通水产有限公司", 3, date(2026, 11, 2), datetime(2026, 11, 3, 7, 30)]]  # noqa: DTZ001
    }


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x","y")', "http://example.com", "{=A1}", "@x"])
def test_text_in_xlsx_is_text(text: str) -> None:
    content = xlsx((text,), heads=("说明",))
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")

    assert sheets(content)["案件"][1] == [text]
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet


def test_text_in_csv_is_never_a_formula() -> None:
    assert csv(("=1+1",), heads=("说明",)).decode("utf-8-sig") == "说明\r\n'=1+1\r\n"


def test_a_negative_number_is_still_a_number() -> None:
    assert csv((-5,), heads=("总分",)).decode("utf-8-sig") == "总分\r\n-5\r\n"


def test_what_is_written_is_read_back() -> None:
    rows = (("-5", "a,b", 'say "x"', Decimal("1.50")), ("", "line\nbreak", "+86 1", None))
    read = [row.cells for row in spreadsheet.read(csv(*rows))]

    assert read == [HEADS, ("-5", "a,b", 'say "x"', "1.50"), ("", "line\nbreak", "+86 1")]


def test_an_empty_list_has_its_header() -> None:
    assert sheets(xlsx()) == {"案件": [list(HEADS)]}


@pytest.mark.parametrize(("rows", "lengths"), [(3, [4]), (4, [4, 2]), (7, [4, 4, 2])])
def test_a_full_sheet_is_followed_by_another(rows: int, lengths: list[int]) -> None:
    found = sheets(xlsx(*([str(number)] for number in range(rows)), heads=("数",), max_rows=3))

    assert list(map(len, found.values())) == lengths
    assert [row[0] for sheet in found.values() for row in sheet[1:]] == [str(number) for number in range(rows)]


def test_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    text = str(sheets(xlsx(("长" * (LONGEST + 1),), heads=("说明",)))["案件"][1][0])

    assert (len(text), text[-1]) == (LONGEST, "…")


def test_control_characters_break_no_sheet() -> None:
    assert sheets(xlsx(("a\x01b",), heads=("说明",)))["案件"][1][0] in ("a\x01b", "a_x0001_b")


def test_a_sheet_may_be_called_after_anything() -> None:
    assert list(sheets(xlsx(ROW, title="[a]:*?/\\" + "长" * 40))) == ["a" + "长" * 27]


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_memory_does_not_grow_with_the_rows(write: Callable[[IO[bytes], Listing], None], tmp_path: Path) -> None:
    def peak(rows: int) -> int:
        many: Iterable[Sequence[Cell]] = (
            (f"企业 {number}", number, date(2026, 1, 1), "x" * 50) for number in range(rows)
        )
        tracemalloc.start()
        with (tmp_path / "out").open("wb") as out:
            write(out, Listing("案件", HEADS, many, ZONE))
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    few = peak(500)
    assert peak(10_000) < few * 2
