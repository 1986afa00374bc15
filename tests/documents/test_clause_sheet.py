"""The sheet of an assessment: what is written comes back the same; a row that cannot be taken is told with row and column."""

import io

import pytest
import xlsxwriter

from cases.assessing.review import Review, review
from documents import clause_sheet
from models.refusals import Invalid
from tests.cases.assessments import DAY, assessed

NO = "RZ-2026-0031"


@pytest.fixture
def found() -> Review:
    """An assessment with one clause answered."""
    walk = assessed().do("answer-clauses", at=DAY, answers={"1": {"rating": "met", "note": "有任命"}})
    return review(walk.casefile, walk.shelf, "self-1")


def filled(*rows: tuple[str, ...], name: str = f"{NO} self-1") -> bytes:
    """A sheet as somebody filled it in."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([(name,), ("条", "评定", "说明"), *rows]):
            sheet.write_row(number, 0, row)
    return out.getvalue()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_written_comes_back_the_same(found: Review, language: str) -> None:
    read = clause_sheet.read(clause_sheet.write(NO, found, language), NO, found)

    assert read.answers == {"1": {"rating": "met", "note": "有任命"}}
    assert read.rejected == ()


@pytest.mark.parametrize("rating", ["基本达标", "basically_met", "Basically met"])
def test_a_rating_may_be_written_in_either_language_or_as_its_code(found: Review, rating: str) -> None:
    assert clause_sheet.read(filled(("2", rating)), NO, found).answers == {"2": {"rating": "basically_met"}}


def test_what_is_left_empty_says_nothing(found: Review) -> None:
    read = clause_sheet.read(filled(("1", "", ""), ("2", "", "再看")), NO, found)

    assert read.answers == {"2": {"note": "再看"}}


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (("99", "达标"), "条", "sheet_clause"),
        (("", "达标"), "条", "sheet_clause"),
        (("2", "很好"), "评定", "assessment.no_rating"),
        (("5", "不达标"), "评定", "assessment.no_rating"),
        (("1", "不达标"), "条", "duplicate_row"),
    ],
)
def test_a_row_that_cannot_be_taken_is_told_and_the_others_are_taken(
    found: Review, row: tuple[str, str], column: str, code: str
) -> None:
    read = clause_sheet.read(filled(("1", "达标"), row), NO, found)

    assert [(one.row, one.column, one.why.code) for one in read.rejected] == [(4, column, code)]
    assert read.answers == {"1": {"rating": "met"}}


def test_a_sheet_of_another_assessment_is_refused_whole(found: Review) -> None:
    with pytest.raises(Invalid, match="sheet_of_another"):
        clause_sheet.read(filled(("1", "达标"), name="QD-2026-0001 self-1"), NO, found)


def test_nothing_in_a_sheet_is_a_formula(found: Review) -> None:
    walk = assessed().do("answer-clauses", at=DAY, answers={"1": {"rating": "met", "note": "=1+1"}})
    laid_out = review(walk.casefile, walk.shelf, "self-1")

    assert clause_sheet.read(clause_sheet.write(NO, laid_out, "zh"), NO, laid_out).answers["1"]["note"] == "=1+1"
