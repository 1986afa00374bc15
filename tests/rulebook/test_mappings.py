"""Mappings: nothing of the old side is without a fate, and every slip is found where it stands."""

import shutil
from pathlib import Path

import pytest

from cases.assessing.clauses import everywhere
from jobs.check_rulebook import check_rulebook
from models.definitions.mapping import ClauseFate, Strength
from models.refusals import Invalid
from tests.shipped import RULEBOOK

FILE = "mappings/cn-251-to-282.yaml"
SHIPPED = RULEBOOK.mappings["cn-251-to-282"]


def told(directory: Path, old: str, new: str) -> list[tuple[str, str]]:
    """Each reason's code and place after ``old`` was written as ``new`` in the shipped mapping."""
    copy = directory / "rulebook"
    shutil.copytree(Path(__file__).parents[2] / "rulebook", copy)
    text = (copy / FILE).read_text()
    assert text.count(old) == 1
    (copy / FILE).write_text(text.replace(old, new))
    with pytest.raises(Invalid) as caught:
        check_rulebook(copy)
    return [(reason.code, reason.where) for reason in caught.value.reasons]


def line(words: str) -> str:
    """Where these words stand in the shipped mapping."""
    text = (Path(__file__).parents[2] / "rulebook" / FILE).read_text().splitlines()
    return f"{FILE}:{next(number for number, one in enumerate(text, start=1) if words in one)}"


def test_every_clause_of_the_old_standard_has_a_fate() -> None:
    old = {one.key for one in everywhere(RULEBOOK.standards["CN-ADV-2022-106"])}

    assert set(SHIPPED.standards["CN-ADV-2022-106"].clauses) == old


def test_the_strongest_target_comes_first() -> None:
    fate = ClauseFate(related=("3",), equal=("7",))

    assert list(fate.targets) == [("7", Strength.EQUAL), ("3", Strength.RELATED)]


@pytest.mark.parametrize(
    ("old", "new", "code", "at"),
    [
        ("      34: {none", "      20: {none", "lint.unknown", "      34: {none"),
        ('11: {equal: ["10"]}', '11: {equal: ["99"]}', "lint.unknown", "      11: {equal"),
        ("debt-ratio: finance-indicators", "debt-ratio: finance-indicator", "lint.unknown", "debt-ratio:"),
        ("debt-ratio: finance-indicators", "debts: finance-indicators", "lint.no_fate", "    steps:"),
        ("regime: CN-251", "regime: CN-252", "lint.unknown", "regime: CN-251"),
        ("to: aeo-advanced\n", "to: aeo-advance\n", "lint.unknown", "    to: aeo-advanced"),
        ("score_sheet]", "score_sheets]", "lint.unknown", "reissue:"),
        ("{accepted: 2026", "{acceptd: 2026", "lint.unknown", "milestone_before"),
        ("15: {equal:", "15: {same:", "rulebook.unknown_field", "      15: {equal"),
        ('15: {equal: ["17"]}', "15: {}", "rulebook.fate", "      15: {equal"),
    ],
)
def test_a_slip_is_found_where_it_stands(tmp_path: Path, old: str, new: str, code: str, at: str) -> None:
    found = told(tmp_path, old, new)

    places = {place for one, place in found if one == code}
    assert places
    if code != "lint.no_fate":
        assert line(at) in places


def test_a_clause_that_is_left_out_is_named(tmp_path: Path) -> None:
    assert ("lint.no_fate", line("    clauses:")) in told(tmp_path, '      15: {equal: ["17"]}\n', "")
