"""What ratings come to: points, bonus and its cap, the predicates one by one, and what no further answer can change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.assessing.clauses import general, single
from cases.assessing.predicates import PREDICATES, judge
from cases.assessing.tally import Tally, allowed
from cases.assessing.verdict import Verdict, verdict
from models.definitions import Condition, StandardDefinition
from tests.cases.assessments import standard
from tests.rulebook.test_standards import ADVANCED, OLDER

SMALL = standard()
CLAUSES = (*general(SMALL, "trader"), *single(SMALL, "food"))


def tally(ratings: dict[str, str], one: StandardDefinition = SMALL) -> Tally:
    """The small standard with these ratings."""
    return Tally(one, CLAUSES, ratings)


def advanced(**ratings: int) -> Verdict:
    """The advanced standard with so many clauses of each rating, from the first clause that allows it on; the rest is met."""
    return _scored(ADVANCED, "consignee_consignor", ratings)


def _scored(one: StandardDefinition, variant: str, counts: dict[str, int]) -> Verdict:
    clauses = general(one, variant)
    given_out: dict[str, str] = {}
    for rating, count in counts.items():
        free = [c for c in clauses if c.key not in given_out and rating in allowed(one, c) and not c.clause.bonus]
        given_out |= {c.key: rating for c in free[:count]}
    rest = {c.key: "met" for c in clauses if not c.clause.bonus and c.key not in given_out}
    return verdict(Tally(one, clauses, {**rest, **given_out}, is_final=True), variant)


def with_bonus(claimed: int) -> int:
    """The total of the advanced standard, all met, with so many bonus clauses."""
    clauses = general(ADVANCED, "consignee_consignor")
    bonus = [c.key for c in clauses if c.clause.bonus][:claimed]
    rest = {c.key: "met" for c in clauses if not c.clause.bonus}
    return Tally(ADVANCED, clauses, {**rest, **dict.fromkeys(bonus, "met")}).total


# points -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ratings", "total"),
    [
        ({}, 100),
        ({"1": "met", "2": "basically_met"}, 99),
        ({"1": "not_met", "2": "basically_met"}, 97),
        ({"1": "not_applicable"}, 100),
        ({"1": "basically_met", "5": "met"}, 100),
        ({"5": "not_applicable"}, 100),
    ],
)
def test_the_total_is_the_full_score_less_what_was_taken_off(ratings: dict[str, str], total: int) -> None:
    assert tally(ratings).total == total


@pytest.mark.parametrize(("claimed", "total"), [(0, 100), (1, 101), (2, 102), (6, 102)])
def test_the_bonus_is_capped(claimed: int, total: int) -> None:
    assert with_bonus(claimed) == total


# the shipped rules ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ratings", "passed"),
    [
        ({}, True),
        ({"basically_met": 3}, True),
        ({"basically_met": 4}, False),
        ({"not_met": 1}, False),
        ({"basically_met": 3, "not_applicable": 5}, True),
    ],
)
def test_the_advanced_standard_is_passed_by_its_three_conditions(ratings: dict[str, int], passed: bool) -> None:
    assert advanced(**ratings).passed is passed


def test_a_verdict_says_of_every_condition_by_how_much() -> None:
    found = advanced(basically_met=4, not_met=1)
    values = [(one.reason.code, one.met, one.reason.values.get("count")) for one in found.judged]

    assert values == [("pass.none_rated", False, 1), ("pass.at_most", False, 4), ("pass.total", False, None)]
    assert found.judged[2].reason.values["total"] == 94
    assert found.judged[1].clauses == ("1", "2", "3", "4")


def test_a_verdict_by_a_rule_nobody_has_read_is_unconfirmed() -> None:
    assert advanced().unconfirmed


def test_of_the_older_standard_the_verdict_names_what_was_not_asked() -> None:
    assert _scored(OLDER, "all", {}).unseen == tuple(range(20, 31))


@pytest.mark.parametrize(("clauses", "met"), [(("31", "32", "33"), True), (("31", "32", "33", "34"), False)])
def test_the_older_standard_counts_within_each_item(clauses: tuple[str, ...], met: bool) -> None:
    everything = general(OLDER, "all")
    ratings = {one.key: "met" for one in everything} | dict.fromkeys(clauses, "basically_met")
    rule = OLDER.pass_rule

    assert rule
    assert judge(rule.all_of[1], Tally(OLDER, everything, ratings)).met is met


# what is open -----------------------------------------------------------------------------------------------------------


def test_nothing_is_passed_before_all_is_answered() -> None:
    assert verdict(tally({"1": "met"}), "trader").passed is None


def test_a_bonus_may_still_save_the_total_until_no_answer_follows() -> None:
    nearly = {"1": "not_met", "2": "not_met", "3": "met", "food.1": "not_met"}
    rule = Condition(name="total_at_least", argument=95)

    assert judge(rule, tally(nearly)).met is None
    assert judge(rule, Tally(SMALL, CLAUSES, nearly, is_final=True)).met is False


def test_a_bonus_nobody_claims_keeps_nothing_open() -> None:
    assert tally(dict.fromkeys(("1", "2", "3", "food.1"), "met")).is_complete


RATINGS = {one.key: st.sampled_from(allowed(SMALL, one)) for one in CLAUSES}
RULES = (
    Condition(name="none_rated", argument="not_met"),
    Condition(name="at_most_rated", argument={"rating": "basically_met", "count": 1}),
    Condition(name="at_most_rated_per_item", argument={"rating": "basically_met", "count": 1, "within": ["control"]}),
    Condition(name="total_at_least", argument=98),
)


@given(st.fixed_dictionaries(RATINGS), st.sets(st.sampled_from([one.key for one in CLAUSES])))
def test_what_is_judged_early_no_further_answer_changes(ratings: dict[str, str], answered: set[str]) -> None:
    early = tally({key: rating for key, rating in ratings.items() if key in answered})

    for rule in RULES:
        before, after = judge(rule, early).met, judge(rule, tally(ratings)).met
        assert before in (None, after), rule


@given(st.fixed_dictionaries(RATINGS), st.sets(st.sampled_from([one.key for one in CLAUSES])))
def test_the_total_stays_between_its_bounds(ratings: dict[str, str], answered: set[str]) -> None:
    early = tally({key: rating for key, rating in ratings.items() if key in answered})

    assert early.lowest <= tally(ratings).total <= early.highest


@given(st.fixed_dictionaries(RATINGS))
def test_everything_answered_everything_is_judged(ratings: dict[str, str]) -> None:
    assert [rule.name for rule in RULES if judge(rule, tally(ratings)).met is None] == []


def test_every_predicate_says_what_it_claims() -> None:
    assert {name for name, one in PREDICATES.items() if not one.claim} == set()


def test_every_predicate_is_tried_here() -> None:
    assert {one.name for one in RULES} == set(PREDICATES)
