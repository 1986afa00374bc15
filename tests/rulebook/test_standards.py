"""Standards: what is shipped comes to the published counts, what is not known says so, and every slip is found where it stands."""

from pathlib import Path
from typing import Any

import pytest

from cases.assessing.clauses import everywhere, general, single
from cases.difference import difference
from cases.lint.standards import check, counted
from models.definitions import StandardDefinition, Text
from models.definitions.standard import Grade
from models.vocabulary import Standing
from store.rulebook import read
from tests.rulebook.small import FILES, STANDARD, rulebook, spoilt, write
from tests.rulebook.test_lint import codes, findings, meant
from tests.rulebook.test_loader_errors import told

RULEBOOK = read(Path(__file__).parents[2] / "rulebook")
SHIPPED = {key: one for key, one in RULEBOOK.standards.items() if not one.survey}
ADVANCED, CERTIFIED, OLDER = SHIPPED["CN-ADV-2026-34"], SHIPPED["CN-CERT-2026-34"], SHIPPED["CN-ADV-2022-106"]


ITEMS = "variants.trader.categories.control.items"
CLAUSE = f"{ITEMS}.2.clauses.3"
_BARRED = "rectification: {{without: [{{reason: {{zh: 不, en: No}}, {}}}]}}\nfigures:\n"
GRADED = ("look_for: {zh: 算", "thresholds: {met: [[{figure: debts, above: 1}]]}\n                look_for: {zh: 算")


# what is shipped --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "categories", "items", "clauses", "bonus", "single_clauses", "lines"),
    [
        ("CN-ADV-2026-34", 5, 24, 68, 6, 22, 4),
        ("CN-CERT-2026-34", 5, 24, 56, 6, 0, 0),
        ("CN-ADV-2022-106", 4, 16, 62, 0, 0, 10),
        ("CN-ADV-2021-88", 4, 25, 0, 0, 0, 0),
        ("CN-2018-177", 4, 25, 0, 0, 0, 0),
    ],
)
def test_a_standard_has_as_many_clauses_as_the_catalogue_counts(
    key: str, categories: int, items: int, clauses: int, bonus: int, single_clauses: int, lines: int
) -> None:
    assert counted(SHIPPED[key]) == {
        "categories": categories,
        "items": items,
        "general_clauses": clauses,
        "bonus_clauses": bonus,
        "single_clauses": single_clauses,
        "lines": lines,
    }


def test_the_advanced_standard_has_ninety_six_clauses_in_all() -> None:
    assert len(everywhere(ADVANCED)) == 96


@pytest.mark.parametrize(
    ("line", "clauses"),
    [("health_quarantine", 5), ("animal_plant_quarantine", 7), ("import_export_food", 6), ("commodity_inspection", 4)],
)
def test_a_line_of_business_has_its_single_standard(line: str, clauses: int) -> None:
    assert len(single(ADVANCED, line)) == clauses


def test_of_the_older_standard_fifty_one_clauses_were_seen_and_eleven_are_said_not_to_be() -> None:
    compliance = OLDER.variants["all"].categories["compliance"]

    assert len(general(OLDER, "all")) == 51
    assert compliance.unseen == tuple(range(20, 31))


def test_every_clause_of_the_certified_standard_names_its_like_in_the_advanced_one() -> None:
    likes = [one.clause.like["CN-ADV-2026-34"] for one in everywhere(CERTIFIED)]
    dropped = {"9", "14", "47", "48", "50", "52", "54", "56", "57", "60", "63", "65"}

    assert set(likes) == {one.key for one in general(ADVANCED, "consignee_consignor")} - dropped
    assert len(likes) == len(set(likes))


@pytest.mark.parametrize("key", [key for key, one in SHIPPED.items() if one.pass_rule])
def test_a_pass_rule_nobody_has_read_in_the_original_is_unconfirmed(key: str) -> None:
    rule = SHIPPED[key].pass_rule

    assert rule
    assert rule.status is Standing.UNCONFIRMED
    assert rule.source


@pytest.mark.parametrize("key", SHIPPED)
def test_a_standard_of_which_a_part_was_never_seen_says_so(key: str) -> None:
    standard = SHIPPED[key]
    empty = [one for one in standard.variants.values() if not one.categories]

    assert bool(empty) == (key in {"CN-ADV-2026-34", "CN-CERT-2026-34"})


# what the check finds ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "where", "code"),
    [
        ("general_clauses: 4", "general_clauses: 5", "counts.general_clauses", "lint.count"),
        ("unseen: [4]", "unseen: [3]", "variants.trader.categories.control.unseen", "lint.twice"),
        ("total_at_least: 95", "total_at_least: 102", "pass_rule.all_of.2", "lint.never_passes"),
        ("{none_rated: not_met}", "none_rated", "pass_rule.all_of.0", "lint.argument"),
        ("count: 1, within", "count: -1, within", "pass_rule.all_of.1", "lint.argument"),
        ("one_of: [clean]", "at_most: 1", f"{CLAUSE}.indicators.opinion.0", "lint.comparison"),
        ("passes: {met: 2,", "passes: {met: 3,", f"{CLAUSE}.passes.met", "lint.too_many"),
        ("when: [producer]", "when: [{producer: x}]", f"{ITEMS}.1.clauses.2.when.0", "lint.argument"),
        ("effective_from: 2026-04-01", "effective_from: 2026-04-01\neffective_to: 2025-01-01", "effective_to", "lint.ends_early"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_found_where_it_stands(old: str, new: str, where: str, code: str) -> None:
    assert codes(STANDARD, (old, new))[f"standard XX-FIRST {where}"] == code


@pytest.mark.parametrize(
    ("old", "new", "what", "nearest"),
    [
        ("levels: [certified]", "levels: [certifid]", "level", "certified"),
        ("{none_rated: not_met}", "{none_rated: not_mett}", "rating", "not_met"),
        ("{none_rated: not_met}", "{non_rated: not_met}", "predicate", "none_rated"),
        ("within: [control]", "within: [controll]", "category", "control"),
        ("of: [debts]", "of: [debst]", "figure", "debts"),
        ("of: [debts]", "of: [ratio]", "figure", ""),
        ("one_of: [clean]", "one_of: [cleann]", "choice", "clean"),
        ("{figure: debts, at_most: 100}", "{figure: dets, at_most: 100}", "figure", "debts"),
        ("trades: [trader]", "trades: [traders]", "variant", "trader"),
        ("ratings: [met, not_met]", "ratings: [met, notmet]", "rating", "not_met"),
        ("when: [producer]", "when: [produser]", "condition", "producer"),
        ("when: [producer]", 'like: {XX-OTHER: "1"}', "standard", ""),
        ("when: [producer]", 'like: {XX-FIRST: "7"}', "clause", ""),
        ("figures:\n", _BARRED.format("categories: [controll]"), "category", "control"),
        ("figures:\n", _BARRED.format("ratings: [not_mett]"), "rating", "not_met"),
        ("figures:\n", _BARRED.format('clauses: ["food.9"]'), "clause", "food.1"),
    ],
)
def test_a_name_that_leads_nowhere_is_told_with_the_nearest(old: str, new: str, what: str, nearest: str) -> None:
    assert set(meant(STANDARD, (old, new)).values()) == {(what, nearest)}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"base": 100}, "lint.survey_scale"),
        ({"scale": {"weak": Grade(title=Text(zh="弱", en="weak"), points=-1)}}, "lint.survey_scale"),
        ({"pass_rule": SHIPPED["CN-CERT-2026-34"].pass_rule}, "lint.survey_passes"),
    ],
)
def test_a_survey_adds_up_and_passes_nothing(changes: dict[str, Any], code: str) -> None:
    survey = RULEBOOK.standards["CN-SITE-SURVEY"].model_copy(update=changes)

    assert code in {reason.code for _, reason in check(survey, RULEBOOK)}


def test_a_number_left_out_is_named() -> None:
    found = findings(STANDARD, ("unseen: [4]", "unseen: [6]"))

    assert found["standard XX-FIRST variants.trader.categories"].values["numbers"] == "4"


def test_a_regime_names_standards_that_exist() -> None:
    found = findings("regimes/ORDER.yaml", ("source: invented", "source: invented\nstandards: [XX-FIRTS]"))

    assert found["regime ORDER standards.0"].values["nearest"] == "XX-FIRST"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{figure: debts, at_most: 100}", "{figure: debts}", "rulebook.one_comparison"),
        ("{figure: debts, at_most: 100}", "{figure: debts, at_most: 100, above: 3}", "rulebook.one_comparison"),
        ("                passes: {met: 2, basically_met: 1}\n", "", "rulebook.indicators"),
        ("measure: choice, choices", "measure: cny, choices", "rulebook.figure_choices"),
        (*GRADED, "rulebook.graded_twice"),
        ("standard: XX-FIRST", "standard: first", "rulebook.bad_name"),
    ],
)  # fmt: skip
def test_a_shape_that_contradicts_itself_is_told(tmp_path: Path, old: str, new: str, code: str) -> None:
    assert code in {reason.code for reason in told(write(tmp_path, spoilt(STANDARD, (old, new))))}


# what changes -----------------------------------------------------------------------------------------------------------


def standard(*changes: tuple[str, str]) -> StandardDefinition:
    """The small standard, changed."""
    return rulebook(spoilt(STANDARD, *changes) if changes else FILES).standards["XX-FIRST"]


def test_a_standard_differs_not_from_itself() -> None:
    assert difference(standard(), standard()) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "where"),
    [
        ("at_most: 100", "at_most: 200", "difference.changed", "food.1"),
        ("zh: 联系人", "zh: 联络人", "difference.changed", "1"),
        ("total_at_least: 95", "total_at_least: 96", "difference.changed", "XX-FIRST"),
        ("zh: 合作", "zh: 沟通", "difference.changed", "trader/1"),
        ("  debts: {title: {zh: 负债,", "  debts: {title: {zh: 负债合计,", "difference.changed", "debts"),
    ],
)
def test_what_a_new_version_changes_is_told_clause_by_clause(old: str, new: str, code: str, where: str) -> None:
    assert [(one.code, one.where) for one in difference(standard(), standard((old, new)))] == [(code, where)]
