"""Lists of running cases and certificates to take over."""

from datetime import date, datetime

import pytest

from documents import takeover
from models.refusals import Invalid
from tests.documents.tables import ONE, csv, xlsx

HEADER = ("统一社会信用代码", "流程", "阶段", "进入阶段日期", "协调员")
GOOD = (ONE, "aeo-advanced", "guidance", "2026-03-01", "lin")


def complaints(content: bytes) -> list[tuple[int, str, str]]:
    """Row, column and code of everything that is wrong."""
    return [(row.row, column, reason.code) for row in takeover.read(content) for column, reason in row.problems]


def with_cell(column: str, cell: str) -> bytes:
    place = HEADER.index(column)
    return csv([HEADER, (*GOOD[:place], cell, *GOOD[place + 1 :])])


def test_a_list_with_only_what_is_required_is_read() -> None:
    (row,) = takeover.read(csv([HEADER, GOOD]))

    assert (row.process, row.stage, row.since, row.problems) == ("aeo-advanced", "guidance", date(2026, 3, 1), ())


def test_what_the_process_asks_for_stands_under_its_own_titles() -> None:
    more = ("证书编号", "认证日期", "立案日期", "联络员", "主管", "企业名称")
    rest = ("AEOCN001", "2025-06-30", "2024/11/1", "wen", "zhao", "海通")
    (row,) = takeover.read(csv([(*HEADER, *more), (*GOOD, *rest)]))

    assert row.told == {"证书编号": "AEOCN001", "认证日期": "2025-06-30"}
    assert (row.opened_on, row.liaison) == (date(2024, 11, 1), "wen")


@pytest.mark.parametrize(
    "typed", ["2026-03-01", "2026/3/1", "2026.3.1", "2026年3月1日", "2026-03-01 00:00:00", "２０２６－３－１"]
)
def test_a_date_is_read_as_people_type_it(typed: str) -> None:
    (row,) = takeover.read(with_cell("进入阶段日期", typed))

    assert row.since == date(2026, 3, 1)


@pytest.mark.parametrize("kept", [date(2026, 3, 1), datetime.fromisoformat("2026-03-01T00:00")])
def test_a_date_of_a_spreadsheet_is_a_date(kept: date) -> None:
    (row,) = takeover.read(xlsx([HEADER, (*GOOD[:3], kept, "lin")]))

    assert row.since == date(2026, 3, 1)


@pytest.mark.parametrize("typed", ["2026-02-30", "3月1日", "20260301", "去年", "01/03/2026"])
def test_what_is_no_date_is_refused_by_row_and_column(typed: str) -> None:
    assert complaints(with_cell("进入阶段日期", typed)) == [(2, "进入阶段日期", "bad_date")]


@pytest.mark.parametrize("column", HEADER)
def test_a_required_cell_left_blank_is_named(column: str) -> None:
    assert complaints(with_cell(column, "")) == [(2, column, "cell_missing")]


def test_a_wrong_check_digit_is_named() -> None:
    wrong = ONE[:-1] + ("0" if ONE[-1] != "0" else "1")

    assert complaints(with_cell("统一社会信用代码", wrong)) == [(2, "统一社会信用代码", "code_check_digit")]


def test_every_problem_of_a_row_is_told() -> None:
    assert len(complaints(csv([HEADER, (ONE, "", "", "x", "")]))) == 4


def test_the_header_may_be_english() -> None:
    (row,) = takeover.read(csv([("USCC", "process", "stage", "since", "coordinator"), GOOD]))

    assert row.coordinator == "lin"


def test_a_roster_is_not_taken_for_a_list_of_cases() -> None:
    with pytest.raises(Invalid) as refusal:
        takeover.read(csv())

    assert [reason.values["column"] for reason in refusal.value.reasons] == ["流程", "阶段", "进入阶段日期", "协调员"]
