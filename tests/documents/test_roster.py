"""Rosters as departments really send them."""

from datetime import date
from decimal import Decimal

import pytest
from xlsxwriter.worksheet import Worksheet

from documents import roster
from documents.roster import Roster
from models.refusals import Invalid
from tests.documents.tables import HEADER, ONE, ROWS, TWO, csv, xlsx

NAMES = ["日照海通水产有限公司", "青岛啤酒屋有限公司"]
FULL_WIDTH = {ord(char): ord(char) + 0xFEE0 for char in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def names(content: bytes) -> list[str]:
    return [entry.name for entry in roster.read(content).entries]


def one(read: Roster) -> roster.Entry:
    (entry,) = read.entries
    return entry


def only(code: str, name: str = "海通") -> bytes:
    return csv([HEADER, (code, name)])


def complaints(content: bytes) -> list[tuple[int, str, str]]:
    """Row, column and code of everything that is wrong."""
    return [(row.row, column, reason.code) for row in roster.read(content).rejected for column, reason in row.why]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le"])
def test_a_csv_is_read_in_every_encoding_of_this_world(encoding: str) -> None:
    assert names(csv(encoding=encoding)) == NAMES


def test_a_rare_character_of_gb18030_is_kept() -> None:
    assert names(csv([HEADER, (ONE, "㐀𠮷水产")], encoding="gb18030")) == ["㐀𠮷水产"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_is_read_with_every_usual_delimiter(delimiter: str) -> None:
    assert names(csv(delimiter=delimiter)) == NAMES


def test_a_first_line_naming_the_delimiter_is_obeyed() -> None:
    assert names(b"sep=|\r\n" + csv(delimiter="|")) == NAMES


def test_a_full_width_comma_belongs_to_the_name() -> None:
    assert names(csv([HEADER, (ONE, "海通，水产")])) == ["海通，水产"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_one(end: str) -> None:
    assert names(csv().replace(b"\r\n", end.encode())) == NAMES


def test_a_quoted_cell_may_hold_delimiters_and_line_breaks() -> None:
    assert names(csv([HEADER, (ONE, '"海通,\n水产"')])) == ["海通,\n水产"]


def test_rows_are_numbered_as_a_spreadsheet_program_shows_them() -> None:
    assert [entry.row for entry in roster.read(csv([(), HEADER, (), *ROWS[1:]])).entries] == [4, 5]


def test_an_xlsx_is_read() -> None:
    assert names(xlsx()) == NAMES


def test_the_first_sheet_with_content_is_read() -> None:
    assert names(xlsx([], ROWS, [HEADER, (TWO, "别的")])) == NAMES


def test_a_hidden_sheet_is_passed_over() -> None:
    assert names(xlsx([HEADER, (TWO, "旧表")], ROWS, hidden=0)) == NAMES


def test_a_title_and_remarks_may_stand_above_the_header() -> None:
    read = roster.read(xlsx([("2026年重点培育企业名单",), ("填报单位：商务局", "", "2026-07-01"), *ROWS]))

    assert [entry.row for entry in read.entries] == [4, 5]


def test_a_merged_title_above_the_header_does_not_disturb() -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_range("A1:C1", "重点企业名单")

    assert names(xlsx([("",), *ROWS], arrange=merge)) == NAMES


def test_the_blank_cells_of_a_merged_one_are_missing_and_named() -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_range("B2:B3", "海通集团")

    assert complaints(xlsx([HEADER, (ONE,), (TWO,)], arrange=merge)) == [(3, "企业名称", "cell_missing")]


def test_trailing_blank_rows_are_nothing() -> None:
    read = roster.read(xlsx([*ROWS, ("", " ", ""), ("\u3000",), ("",)]))

    assert (len(read.entries), read.rejected) == (2, ())


def test_a_number_kept_as_a_float_has_no_decimals() -> None:
    assert one(roster.read(xlsx([HEADER, (ONE, "海通", 13800001111.0)]))).phone == "13800001111"


def test_a_numeric_volume_is_a_number() -> None:
    read = roster.read(xlsx([(*HEADER, "进出口额（亿元）"), (ONE, "海通", "", 1.25)]))

    assert one(read).trade_volume == Decimal("1.25")


@pytest.mark.parametrize("text", ["12,500", "１２５００", "12 500", "12500.00"])
def test_a_volume_in_ten_thousands_is_converted(text: str) -> None:
    read = roster.read(csv([(*HEADER, "进出口额(万元)"), (ONE, "海通", "", f'"{text}"')]))

    assert one(read).trade_volume == Decimal("1.25")


def test_a_formula_counts_by_its_result() -> None:
    def calculate(sheet: Worksheet) -> None:
        sheet.write_formula("B2", '="海"&"通"', None, "海通")

    assert names(xlsx([HEADER, (ONE,)], arrange=calculate)) == ["海通"]


def test_text_that_looks_like_a_formula_stays_text() -> None:
    assert names(csv([HEADER, (ONE, '"=HYPERLINK(""http://x"")"')])) == ['=HYPERLINK("http://x")']


@pytest.mark.parametrize(
    "typed",
    [
        ONE.lower(),
        f" {ONE} ",
        f"{ONE[:6]} {ONE[6:]}",
        ONE.translate(FULL_WIDTH),
        ONE.lower().translate(FULL_WIDTH),
        f"\u3000{ONE}\xa0",
    ],
)
def test_a_code_is_put_right_where_only_the_typing_was_off(typed: str) -> None:
    assert one(roster.read(only(typed))).uscc == ONE


@pytest.mark.parametrize(
    "header",
    [
        "统一社会信用代码*",
        " 统一 社会 信用 代码 ",
        "统一社会\u3000信用代码：",
        '"统一社会\n信用代码"',
        "ＵＳＣＣ",
        "uscc",
        "信用代码",
    ],
)
def test_a_header_is_known_however_it_was_written(header: str) -> None:
    assert one(roster.read(csv([(header, "单 位 名 称"), (ONE, "海通")]))).name == "海通"


def test_the_columns_may_stand_in_any_order() -> None:
    assert one(roster.read(csv([HEADER[::-1], ("1", "海通", ONE)]))).uscc == ONE


def test_unknown_columns_are_kept_and_reported() -> None:
    read = roster.read(csv([(*HEADER, "备注", "年份"), (ONE, "海通", "", "重点", "")]))

    assert (read.unknown_columns, one(read).extra) == (("备注", "年份"), {"备注": "重点"})


def test_two_unknown_columns_of_one_title_are_both_kept() -> None:
    read = roster.read(csv([(*HEADER, "备注", "备注"), (ONE, "海通", "", "甲", "乙")]))

    assert one(read).extra == {"备注": "甲", "备注 (5)": "乙"}


def test_a_serial_number_is_not_worth_reporting() -> None:
    assert roster.read(csv([("序号", *HEADER), ("1", ONE, "海通")])).unknown_columns == ()


def test_a_date_in_an_unknown_column_is_kept_as_a_date() -> None:
    read = roster.read(xlsx([(*HEADER, "成立日期"), (ONE, "海通", "", date(2015, 3, 1))]))

    assert one(read).extra == {"成立日期": "2015-03-01"}


@pytest.mark.parametrize("nothing", ["-", "—", "/", "无", "N/A"])
def test_a_dash_says_nothing(nothing: str) -> None:
    assert one(roster.read(csv([HEADER, (ONE, "海通", nothing)]))).phone == ""


def test_the_second_row_of_an_enterprise_is_refused_naming_the_first() -> None:
    (rejected,) = roster.read(csv([*ROWS, (ONE.lower(), "海通")])).rejected

    assert [(column, reason.code, reason.values) for column, reason in rejected.why] == [
        ("统一社会信用代码", "duplicate_row", {"row": 2})
    ]


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("", "cell_missing"),
        (ONE[:-1], "code_length"),
        (ONE + "0", "code_length"),
        (ONE[:-1] + ("0" if ONE[-1] != "0" else "1"), "code_check_digit"),
        ("I" + ONE[1:], "code_characters"),
        ("9.1371E+17", "code_spoilt"),
    ],
)
def test_a_wrong_code_is_refused_by_row_and_column(code: str, why: str) -> None:
    assert complaints(only(code)) == [(2, "统一社会信用代码", why)]


def test_a_code_the_spreadsheet_took_for_a_number_is_refused() -> None:
    content = xlsx([HEADER, (913711000000000012, "海通")])

    assert complaints(content) == [(2, "统一社会信用代码", "code_spoilt")]


@pytest.mark.parametrize(
    ("title", "cell", "why"),
    [
        ("进出口额（亿元）", "很多", "bad_number"),
        ("进出口额（亿元）", "-3", "bad_number"),
        ("进出口额（亿元）", "NaN", "bad_number"),
        ("进出口额（亿元）", "1e99", "bad_number"),
        ("邮箱", "zhang at example", "bad_email"),
        ("联系人", "长" * 501, "text_too_long"),
    ],
)
def test_a_wrong_cell_is_refused_by_row_and_column(title: str, cell: str, why: str) -> None:
    assert complaints(csv([(*HEADER[:2], title), (ONE, "海通", cell)])) == [(2, title, why)]


def test_every_reason_of_a_row_is_told() -> None:
    bad = csv([(*HEADER, "邮箱"), ("123", "", "", "x")])

    assert [why for _row, _column, why in complaints(bad)] == ["code_length", "cell_missing", "bad_email"]


def test_a_row_longer_than_its_header_is_refused() -> None:
    assert [why for *_rest, why in complaints(csv([HEADER, (ONE, "海通", "1", "2")]))] == ["row_too_long"]


def test_a_good_row_is_taken_beside_a_bad_one() -> None:
    assert names(csv([*ROWS, ("123", "坏")])) == NAMES


def test_a_roster_of_a_header_only_has_nobody() -> None:
    assert roster.read(csv([HEADER])) == Roster((), (), ())


def test_a_header_without_its_columns_says_what_is_missing_and_what_was_found() -> None:
    with pytest.raises(Invalid) as refusal:
        roster.read(csv([("代码", "企业名称", "电话"), (ONE, "海通", "")]))

    assert [reason.values for reason in refusal.value.reasons] == [
        {"column": "统一社会信用代码", "found": ["代码", "企业名称", "电话"]}
    ]


def test_a_column_given_twice_is_refused() -> None:
    with pytest.raises(Invalid) as refusal:
        roster.read(csv([(*HEADER, "单位名称"), (ONE, "海通", "", "海通二")]))

    assert [(reason.code, reason.where) for reason in refusal.value.reasons] == [("column_twice", "1")]


def test_the_trade_volume_is_known_without_its_unit_in_the_title() -> None:
    found = roster.read(csv([(*HEADER[:2], "进出口额"), (ONE, "日照海通水产有限公司", "1.26")]))

    assert str(found.entries[0].trade_volume) == "1.2600"


@pytest.mark.parametrize("name", ["名单.xlsx", "名单.XLS"])
def test_what_is_called_a_workbook_and_is_none_is_refused_as_such(name: str) -> None:
    with pytest.raises(Invalid) as refused:
        roster.read(b"hello", name=name)

    assert refused.value.reasons[0].code == "file_no_workbook"
