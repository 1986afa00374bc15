"""`oneplan assessment`: an assessment from the terminal, taken along as a sheet and brought back."""

from tests.cli.conftest import NO
from tests.cli.terminal import Terminal


def begun(oneplan: Terminal) -> Terminal:
    """A self-assessment with two clauses answered by Lin."""
    oneplan.json("case", "do", NO, "open-assessment", "--set", "kind=self", "--as", "lin")
    oneplan.json("case", "do", NO, "answer-clauses", "--set", "answers=1=met, 9=not_met", "--as", "lin")
    return oneplan


def test_an_assessment_is_shown_with_its_verdict_condition_by_condition(oneplan: Terminal) -> None:
    shown = begun(oneplan).json("assessment", "show", NO, "self-1", "--as", "lin")

    assert (shown["total"], shown["passed"]) == (98, False)
    assert [one["met"] for one in shown["verdict"]] == [False, None, None]
    assert shown["verdict"][0]["clauses"] == ["9"]


def test_the_list_tells_how_it_went(oneplan: Terminal) -> None:
    (one,) = begun(oneplan).json("assessment", "list", NO)["items"]

    assert (one["key"], one["standard"], one["state"], one["total"]) == ("self-1", "CN-ADV-2026-34", "open", None)


def test_a_sheet_is_taken_along_and_brought_back(oneplan: Terminal) -> None:
    sheet = str(oneplan.home.parent / "self-1.xlsx")
    begun(oneplan).json("assessment", "export", NO, "self-1", sheet)
    told = oneplan.json("assessment", "import", NO, "self-1", sheet, "--as", "lin")

    assert (told["kept"], told["rejected"]) == (2, 0)


def test_answers_that_name_no_clause_are_refused_with_what_is_allowed(oneplan: Terminal) -> None:
    said = begun(oneplan)("case", "do", NO, "answer-clauses", "--set", "answers=1=splendid", "--as", "lin")

    assert said.code == 1
    assert "不能评为 splendid" in said.err


def test_nobody_is_weak_before_anything_is_closed(oneplan: Terminal) -> None:
    assert begun(oneplan).json("assessment", "weak", "CN-ADV-2026-34", "--site", "RZ")["items"] == []


def test_a_survey_is_shown_dimension_by_dimension(oneplan: Terminal) -> None:
    oneplan.json("case", "do", NO, "open-assessment", "--set", "kind=survey", "--as", "lin")
    oneplan.json("case", "do", NO, "answer-clauses", "--set", "answers=1=sound, 2=weak", "--as", "lin")
    profile = oneplan.json("assessment", "show", NO, "survey-1", "--as", "lin")["profile"]

    assert (profile["score"], len(profile["dimensions"])) == (67, 7)
    assert profile["dimensions"][0]["score"] == 67
    assert "制度建设   67" in oneplan("assessment", "show", NO, "survey-1", "--as", "lin").out


def test_no_other_assessment_has_a_profile(oneplan: Terminal) -> None:
    assert begun(oneplan).json("assessment", "show", NO, "self-1", "--as", "lin")["profile"] is None
