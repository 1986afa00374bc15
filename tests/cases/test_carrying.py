"""Answers carried to another standard: a rating only where it follows, nothing lost, and what has no place is listed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.assessing.clauses import everywhere, general
from cases.moving.carrying import Carriage, between_versions, carry, follows
from models.assessment import Carried, ClauseAnswer, Sheet
from models.definitions.mapping import ClauseFate, Strength
from tests.cases.moving import MAPPING, NEW, OLD

FATES = MAPPING.standards[OLD.standard].clauses
CLAUSES = general(NEW, "consignee_consignor")
ASKED = tuple(one.key for one in everywhere(OLD))
PLACED = {one.key: one for one in CLAUSES}


def carried(answers: dict[str, ClauseAnswer], fates: dict[str, ClauseFate] = FATES) -> Carriage:
    return carry(Sheet("self-1", ASKED, answers), OLD, NEW, CLAUSES, fates)


def rated(**ratings: str) -> dict[str, ClauseAnswer]:
    return {key[1:]: ClauseAnswer(key[1:], rating, f"note {key[1:]}") for key, rating in ratings.items()}


def rating(clause: str, carriage: Carriage) -> str | None:
    return next((one.rating for one in carriage.answers if one.clause == clause), None)


@pytest.mark.parametrize(
    ("was", "strength", "does"),
    [
        ("met", Strength.EQUAL, True),
        ("not_met", Strength.EQUAL, True),
        ("met", Strength.SUBSET, True),
        ("basically_met", Strength.SUBSET, False),
        ("not_applicable", Strength.SUBSET, False),
        ("met", Strength.SUPERSET, False),
        ("not_met", Strength.SUPERSET, True),
        ("not_met", Strength.RELATED, False),
        ("met", Strength.RELATED, False),
    ],
)
def test_a_rating_is_carried_only_where_it_follows(was: str, strength: Strength, does: bool) -> None:
    assert follows(was, strength, NEW, PLACED["56"]) is does


def test_a_rating_that_the_new_clause_does_not_know_is_not_carried() -> None:
    assert rating("17", carried(rated(c15="basically_met"))) == ""


def test_note_and_old_rating_stand_beside_a_clause_that_is_looked_at_anew() -> None:
    (found,) = carried(rated(c1="met")).answers

    assert (found.clause, found.rating, found.note) == ("1", "", "note 1")
    assert found.carried == Carried(("1",), ("met",), (Strength.SUPERSET,))


def test_of_several_clauses_the_worst_counts() -> None:
    fates = {key: ClauseFate(equal=("56",)) for key in ("45", "46")}

    assert rating("56", carried(rated(c45="met", c46="not_met"), fates)) == "not_met"


def test_of_several_clauses_all_must_follow() -> None:
    fates = {key: ClauseFate(equal=("56",)) for key in ("45", "46")}

    assert rating("56", carried(rated(c45="met"), fates)) == ""


def test_a_related_clause_neither_proves_nor_hinders() -> None:
    assert rating("10", carried(rated(c11="met"))) == "met"
    assert rating("10", carried(rated(c10="met"))) == ""


def test_an_answer_without_a_place_is_stranded_with_the_reason() -> None:
    (found,) = carried(rated(c34="met")).stranded

    assert found.key == "self-1/34"
    assert found.why == FATES["34"].none


def test_an_answer_whose_targets_do_not_apply_is_stranded() -> None:
    fates = {"46": ClauseFate(equal=("health_quarantine.1",))}

    (found,) = carried(rated(c46="met"), fates).stranded
    assert found.why is None


def test_another_version_of_a_standard_keeps_what_reads_the_same() -> None:
    fates = between_versions(NEW, NEW)

    assert all(fate.equal == (key,) for key, fate in fates.items())


answers = st.dictionaries(
    st.sampled_from(ASKED),
    st.tuples(st.sampled_from(["", *OLD.scale]), st.sampled_from(["", "看过"])),
)


@given(answers)
def test_no_answer_is_lost(given_answers: dict[str, tuple[str, str]]) -> None:
    told = {key: ClauseAnswer(key, *said) for key, said in given_answers.items()}
    found = carried(told)

    placed = {key for one in found.answers if one.carried for key in one.carried.clauses}
    stranded = {one.clause for one in found.stranded}
    assert placed | stranded == {key for key, one in told.items() if one.rating or one.note}
    assert not placed & stranded


@given(answers)
def test_no_rating_comes_from_nowhere(given_answers: dict[str, tuple[str, str]]) -> None:
    found = carried({key: ClauseAnswer(key, *said) for key, said in given_answers.items()})

    assert all(one.rating in ("", *(one.carried.ratings if one.carried else ())) for one in found.answers)
