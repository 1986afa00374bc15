"""Ratings worked out of figures: solvency, profitability, fines, findings; and what is open while some are missing."""

from typing import Any

import pytest

from cases.assessing.clauses import PlacedClause, everywhere
from cases.assessing.figures import needed, value, worked
from models.definitions import StandardDefinition
from tests.rulebook.test_standards import ADVANCED, CERTIFIED

SOUND = {
    "total_assets": 1000, "total_assets_opening": 1000, "total_liabilities": 800, "current_assets": 300,
    "current_liabilities": 200, "cash": 100, "net_operating_cash": 120, "revenue": 2000, "operating_cost": 1500,
    "operating_profit": 100, "total_profit": 100, "interest_expense": 20, "net_profit": 80,
}  # fmt: skip


def clause(key: str, standard: StandardDefinition = ADVANCED) -> PlacedClause:
    return next(one for one in everywhere(standard) if one.key == key)


def rating(
    key: str, figures: dict[str, Any], *, producer: bool | None = True, standard: StandardDefinition = ADVANCED
) -> str | None:
    found = worked(standard, clause(key, standard), figures, producer=producer)
    assert found
    return found.rating


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("debt_to_assets", 0.8),
        ("cash_ratio", 0.5),
        ("current_ratio", 1.5),
        ("operating_cash_to_total_liabilities", 0.15),
        ("gross_margin", 0.25),
        ("operating_margin", 0.05),
        ("return_on_total_assets", 0.12),
    ],
)
def test_an_indicator_is_worked_out_as_it_says(name: str, expected: float) -> None:
    assert value(ADVANCED, SOUND, name) == pytest.approx(expected)


def test_a_mean_is_taken_of_the_start_and_the_end_of_the_year() -> None:
    assert value(ADVANCED, {**SOUND, "total_assets_opening": 200}, "return_on_total_assets") == pytest.approx(0.2)


def test_nothing_is_divided_by_nothing() -> None:
    assert value(ADVANCED, {**SOUND, "current_liabilities": 0}, "current_ratio") is None


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, "met"),
        ({"cash": 10, "net_operating_cash": 10}, "met"),
        ({"cash": 10, "net_operating_cash": 10, "total_liabilities": 900}, "basically_met"),
        ({"cash": 10, "net_operating_cash": 10, "total_liabilities": 900, "current_assets": 100}, "not_met"),
    ],
)
def test_two_of_four_make_solvency_one_nearly(changed: dict[str, int], expected: str) -> None:
    assert rating("13", {**SOUND, **changed}) == expected


@pytest.mark.parametrize(("producer", "expected"), [(True, "basically_met"), (False, "not_met"), (None, None)])
def test_the_debt_of_a_producer_may_be_higher(producer: bool | None, expected: str | None) -> None:
    alone = {**SOUND, "cash": 10, "net_operating_cash": 10, "current_assets": 100}

    assert rating("13", alone, producer=producer) == expected


def test_a_figure_that_is_missing_leaves_open_only_what_it_could_change() -> None:
    without = {name: one for name, one in SOUND.items() if name != "net_profit"}

    assert rating("14", without) == "met"
    assert rating("14", {}) is None


def test_a_margin_counts_only_with_a_profit() -> None:
    found = worked(ADVANCED, clause("14"), {**SOUND, "operating_profit": -1, "revenue": -2000}, producer=True)

    assert found
    margins = [one.holds for one in found.held if one.limit.figure in {"operating_margin", "operating_profit"}]
    assert margins == [False, False]


@pytest.mark.parametrize(
    ("fine", "trade", "expected"),
    [
        (50_000, None, "met"),
        (50_001, 1_000_000_000, "met"),
        (50_001, 500_000_000, "not_met"),
        (50_001, None, None),
    ],
)
def test_one_fine_may_be_large_or_tiny_beside_the_trade(fine: int, trade: int | None, expected: str | None) -> None:
    figures = {"largest_fine": fine} | ({"prior_year_trade": trade} if trade else {})

    assert rating("18", figures) == expected


@pytest.mark.parametrize(
    ("inspected", "findings", "serious", "expected"),
    [(50, 5, 1, "met"), (50, 6, 1, "not_met"), (51, 5, 1, "met"), (100, 10, 2, "met"), (100, 11, 2, "not_met")],
)
def test_findings_are_counted_up_to_fifty_and_rated_above(
    inspected: int, findings: int, serious: int, expected: str
) -> None:
    figures = {"inspected": inspected, "findings": findings, "serious_findings": serious}

    assert rating("23", figures) == expected


@pytest.mark.parametrize(
    ("opinion", "expected"), [("unqualified", "met"), ("qualified", "basically_met"), ("adverse", "not_met")]
)
def test_the_auditor_decides_by_the_opinion(opinion: str, expected: str) -> None:
    assert rating("12", {"auditor_opinion": opinion}) == expected


def test_the_certified_standard_is_lighter() -> None:
    weak = {**SOUND, "total_liabilities": 940, "cash": 10, "net_operating_cash": -5, "current_assets": 160}

    assert rating("13", weak) == "not_met"
    assert rating("12", weak, standard=CERTIFIED) == "met"


def test_it_is_told_which_figures_have_to_be_recorded() -> None:
    assert needed(ADVANCED, [clause("13")]) == (
        "total_assets", "total_liabilities", "current_assets", "current_liabilities", "cash", "net_operating_cash",
    )  # fmt: skip


def test_a_clause_without_figures_is_not_worked_out() -> None:
    assert worked(ADVANCED, clause("1"), SOUND, producer=True) is None
