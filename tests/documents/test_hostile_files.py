"""Files nobody should be able to hurt us with: refused whole, quickly, with a reason."""

import io
import zipfile

import pytest

from documents import roster, spreadsheet
from models.refusals import Invalid
from tests.documents.tables import HEADER, ONE, ROWS, csv, repacked, xlsx

SHEET = b"""<?xml version="1.0"?>%s<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<sheetData>%s</sheetData></worksheet>"""


def refused(content: bytes) -> list[str]:
    """The codes a file is refused with."""
    with pytest.raises(Invalid) as refusal:
        roster.read(content)
    return [reason.code for reason in refusal.value.reasons]


def archive(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize("content", [b"", b"  \r\n\t ", b"\xef\xbb\xbf", b",,,\r\n,,\r\n"])
def test_a_file_of_nothing_is_empty(content: bytes) -> None:
    assert refused(content) == ["file_empty"]


def test_a_workbook_of_nothing_is_empty() -> None:
    assert refused(xlsx([])) == ["file_empty"]


@pytest.mark.parametrize("stray", [b"\0", b"\x07", b"\x1b"])
def test_a_stray_control_character_spoils_its_row_and_not_the_file(stray: bytes) -> None:
    read = roster.read(csv().replace("海通".encode(), "海".encode() + stray + "通".encode(), 1))

    assert [(column, reason.code) for one in read.rejected for column, reason in one.why] == [
        ("企业名称", "text_unusable")
    ]


def test_text_full_of_control_characters_is_none() -> None:
    assert refused(csv() + b"\x07" * 200) == ["file_encoding"]


def test_a_program_is_no_table_whatever_its_name() -> None:
    assert refused(b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + bytes(range(256)) * 8) == [
        "file_binary"
    ]


def test_a_picture_is_no_table() -> None:
    assert refused(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64)) == ["file_binary"]


def test_old_or_encrypted_office_files_say_so() -> None:
    assert refused(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512)) == ["file_old_office"]


def test_bytes_of_no_encoding_are_refused() -> None:
    assert refused(b"\xff\xff\xfe\xfa,\x81\x20\r\n") == ["file_encoding"]


def test_an_archive_of_something_else_is_no_workbook() -> None:
    assert refused(archive(readme=b"hello")) == ["file_not_xlsx"]


def test_a_truncated_workbook_is_broken() -> None:
    assert refused(xlsx()[:-100]) == ["file_broken"]


def test_a_spoilt_sheet_is_broken() -> None:
    assert refused(repacked(xlsx(), sheet1=b"<worksheet><sheetData><row><c")) in (["file_broken"], ["file_empty"])


def test_a_bomb_is_not_unpacked() -> None:
    bomb = repacked(xlsx(), sharedStrings=bytes(200 * 2**20))

    assert len(bomb) < 2**20
    assert refused(bomb) == ["file_bomb"]


def test_a_bomb_outside_the_parts_that_are_read_does_no_harm() -> None:
    assert len(roster.read(repacked(xlsx(), theme1=bytes(200 * 2**20))).entries) == 2


def test_an_archive_of_too_many_parts_is_refused() -> None:
    parts = {"xl/workbook.xml": b"", **{f"xl/part{number}.xml": b"" for number in range(1_001)}}

    assert refused(archive(**parts)) == ["file_bomb"]


def test_entities_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "%s"><!ENTITY b "%s"><!ENTITY c "%s">]>' % (
        b"x" * 1000,
        b"&a;" * 1000,
        b"&b;" * 1000,
    )
    sheet = SHEET % (bomb, b'<row r="1"><c r="A1" t="inlineStr"><is><t>&c;</t></is></c></row>')

    assert refused(repacked(xlsx(), sheet1=sheet)) in (["file_broken"], ["column_missing", "column_missing"])


def test_no_file_of_the_machine_is_read_through_an_entity() -> None:
    outside = b'<!DOCTYPE x [<!ENTITY e SYSTEM "/etc/passwd">]>'
    sheet = SHEET % (outside, b'<row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row>')
    with pytest.raises(Invalid) as refusal:
        roster.read(repacked(xlsx(), sheet1=sheet))

    assert "root" not in str(refusal.value)


def test_a_csv_of_a_million_columns_is_refused() -> None:
    assert refused(b"," * 999_998 + b"x\r\n") == ["file_too_many"]


def test_a_line_without_end_is_refused() -> None:
    assert refused(b"x" * (spreadsheet.MAX_LINE + 1)) == ["file_too_many"]


def test_a_workbook_reaching_far_is_refused_before_it_is_laid_out() -> None:
    sheet = SHEET % (
        b"",
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    )

    assert refused(repacked(xlsx(), sheet1=sheet)) == ["file_too_many"]


def test_too_many_rows_are_refused() -> None:
    rows = csv([HEADER]) + f"{ONE},甲\n".encode() * spreadsheet.MAX_ROWS

    assert refused(rows) == ["file_too_many"]


def test_a_file_too_large_is_not_looked_at() -> None:
    assert refused(bytes(spreadsheet.MAX_BYTES + 1)) == ["table_too_large"]


def test_a_quote_never_closed_is_refused_with_its_line() -> None:
    with pytest.raises(Invalid) as refusal:
        roster.read(csv([*ROWS, (ONE, '"海通')]))

    assert [(reason.code, reason.values["line"]) for reason in refusal.value.reasons] == [("file_csv", 4)]


def test_a_header_as_long_as_a_book_is_told_shortly() -> None:
    with pytest.raises(Invalid) as refusal:
        roster.read(csv([["很长的标题" * 100] * 200]))

    assert len(str(refusal.value)) < 5_000
