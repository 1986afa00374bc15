"""Answers that do not go together are pointed out; and what changed since the last assessment is told."""

from datetime import date
from typing import Any

import pytest

from cases.assessing.clauses import general
from cases.assessing.comparison import Turn, compared
from cases.assessing.contradictions import contradictions
from models.assessment import ClauseAnswer, Sheet
from models.casefile import Evidence
from tests.rulebook.test_standards import ADVANCED, CERTIFIED

CLAUSES = general(ADVANCED, "consignee_consignor")
HASH = "a" * 64


def found(clause: str, figures: dict[str, Any] | None = None, **answer: Any) -> list[str]:
    """The contradictions of one answer."""
    sheet = Sheet("self-1", (clause,), {clause: ClauseAnswer(clause, **answer)}, figures or {})
    return [one.code for one in contradictions(ADVANCED, CLAUSES, sheet, producer=True)]


@pytest.mark.parametrize(
    ("clause", "answer", "code"),
    [
        ("1", {"rating": "met"}, "contradiction.no_evidence"),
        ("1", {"rating": "not_met"}, "contradiction.no_finding"),
        ("1", {"rating": "not_applicable"}, "contradiction.no_reason"),
        ("1", {"rating": "not_applicable", "note": "无", "evidence": (HASH,)}, "contradiction.evidence_of_nothing"),
    ],
)
def test_an_answer_that_lacks_what_it_claims_is_pointed_out(clause: str, answer: dict[str, Any], code: str) -> None:
    assert found(clause, **answer) == [code]


@pytest.mark.parametrize(
    ("clause", "answer"),
    [
        ("1", {"rating": "met", "evidence": (HASH,)}),
        ("1", {"rating": "met", "note": "任命书第 3 页"}),
        ("2", {"rating": "met"}),
        ("1", {"rating": "not_met", "note": "没有任命"}),
        ("69", {"rating": "not_applicable"}),
        ("1", {"note": "再看"}),
    ],
)
def test_an_answer_that_goes_together_is_left_in_peace(clause: str, answer: dict[str, Any]) -> None:
    assert found(clause, **answer) == []


def test_a_rating_that_the_figures_belie_is_pointed_out() -> None:
    assert found("18", {"largest_fine": 90_000, "prior_year_trade": 1}, rating="met", note="x") == [
        "contradiction.figures"
    ]
    assert found("18", {"largest_fine": 10_000}, rating="met", note="x") == []


def turns(before: dict[str, str], now: dict[str, str]) -> dict[str, Turn]:
    """What became of each clause."""
    then, today = ({key: ClauseAnswer(key, one) for key, one in told.items()} for told in (before, now))
    return {one.clause.key: one.turn for one in compared(ADVANCED, CLAUSES, today, then, ADVANCED)}


def test_it_is_told_what_got_better_and_what_got_worse() -> None:
    before = {"1": "not_met", "2": "met", "3": "met"}
    now = {"1": "basically_met", "2": "not_met", "3": "met", "4": "met"}

    assert turns(before, now) == {"1": Turn.BETTER, "2": Turn.WORSE, "4": Turn.FRESH}


def test_what_does_not_apply_any_more_got_neither_better_nor_worse() -> None:
    assert turns({"1": "met"}, {"1": "not_applicable"}) == {}


def test_another_standard_is_compared_by_the_clause_that_is_like_it() -> None:
    clauses = general(CERTIFIED, "consignee_consignor")
    advanced, certified = {"10": ClauseAnswer("10", "not_met")}, {"9": ClauseAnswer("9", "met")}

    (one,) = compared(CERTIFIED, clauses, certified, advanced, ADVANCED)
    assert (one.clause.key, one.before, one.turn) == ("9", "not_met", Turn.BETTER)


def leant_on(*papers: Evidence) -> list[str]:
    """What is pointed out of a clause answered on 1 July that leans on the first of these papers."""
    answer = ClauseAnswer("1", "met", evidence=(HASH,), answered_on=date(2026, 7, 1))
    sheet = Sheet("self-1", ("1",), {"1": answer}, {})
    return [one.code for one in contradictions(ADVANCED, CLAUSES, sheet, producer=True, papers=papers)]


def paper(digest: str = HASH, **more: Any) -> Evidence:
    return Evidence(digest, "任命书.pdf", "appointment", date(2026, 1, 1), "lin", **more)


def test_evidence_good_until_the_day_of_the_answer_is_left_in_peace() -> None:
    assert leant_on(paper(valid_until=date(2026, 7, 1))) == []


def test_evidence_that_had_run_out_on_the_day_of_the_answer_is_pointed_out() -> None:
    assert leant_on(paper(valid_until=date(2026, 6, 30))) == ["contradiction.evidence_ran_out"]


def test_evidence_of_which_there_is_a_newer_revision_is_pointed_out() -> None:
    assert leant_on(paper(), paper("b" * 64, replaces=HASH)) == ["contradiction.evidence_replaced"]
