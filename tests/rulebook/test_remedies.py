"""Remedy libraries: every name in them leads somewhere, what is shipped fits its standard, and none of it claims to be the law."""

from pathlib import Path

import pytest

from cases.assessing.clauses import everywhere
from cases.lint import lint
from models.vocabulary import Standing
from store.rulebook import read
from tests.rulebook.small import REMEDIES, place, rulebook, spoilt
from tests.rulebook.test_lint import codes, meant

SHIPPED = read(Path(__file__).parents[2] / "rulebook")
LIBRARY = SHIPPED.remedies["CN-ADV-2026-34"]
BARS = {str(number) for number in (17, 20, 21, *range(28, 33), *range(36, 40))}
"""Clauses of conduct in the past: nothing an enterprise does now undoes them, so only the usual is proposed."""


@pytest.mark.parametrize(
    ("old", "new", "what", "nearest"),
    [
        ("remedies: XX-FIRST", "remedies: XX-FRIST", "standard", "XX-FIRST"),
        ("  2:\n", "  22:\n", "clause", "2"),
        ('5: "2"', '5: "7"', "clause", ""),
        ("owner: clerk, evidence: [letter], term: 10", "owner: clark, evidence: [letter], term: 10", "owner", "clerk"),
        ("evidence: [letter], term: 10", "evidence: [leter], term: 10", "evidence", "letter"),
        ("when: [producer]", "when: [produser]", "condition", "producer"),
    ],
)
def test_a_name_that_leads_nowhere_is_told_with_the_nearest(old: str, new: str, what: str, nearest: str) -> None:
    assert (what, nearest) in set(meant(REMEDIES, (old, new)).values())


@pytest.mark.parametrize(
    ("old", "new", "where", "code"),
    [
        ("by: liaison", "by: policy", "clauses.2.factory.by", "lint.nobody"),
        ("when: [producer]", "when: [{producer: x}]", "clauses.2.factory.when.0", "lint.argument"),
        ('5: "2"', '2: "2"', "same.2", "lint.twice"),
    ],
)
def test_what_cannot_be_meant_is_found_where_it_stands(old: str, new: str, where: str, code: str) -> None:
    assert codes(REMEDIES, (old, new))[f"remedies XX-FIRST {where}"] == code


def test_a_mistake_is_told_once() -> None:
    told = [place(one) for one in lint(rulebook(spoilt(REMEDIES, ("when: [producer]", "when: [produser]"))))]

    assert told == ["remedies XX-FIRST clauses.2.factory.when.0"]


def test_of_the_advanced_standard_every_clause_that_work_can_mend_has_remedies_of_its_own() -> None:
    general = {
        one.key for one in everywhere(SHIPPED.standards["CN-ADV-2026-34"]) if not one.line and not one.clause.bonus
    }

    assert {key for key in general if not LIBRARY.of(key)} == BARS


def test_what_is_shipped_is_our_own_summary_and_says_so() -> None:
    assert LIBRARY.status is Standing.UNCONFIRMED


def test_no_two_remedies_of_a_clause_are_called_alike() -> None:
    assert all(
        len({one.title.zh for one in remedies.values()}) == len(remedies) for remedies in LIBRARY.clauses.values()
    )
