"""Mappings one behind the other: the weakest hop counts, and nothing on the way is left without a fate."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.moving.chain import chained, closed, weakest
from models.definitions import MappingDefinition
from models.definitions.mapping import Strength
from tests.builders import text

EQUAL, SUBSET, SUPERSET, RELATED = Strength


def mapping(regime: str, to: str, clauses: dict[str, Any], **process: Any) -> MappingDefinition:
    """From one order to the next, the standard and the process called after them."""
    return MappingDefinition.model_validate(
        {
            "mapping": f"{regime}-to-{to}".lower(),
            "title": text(f"{regime}-{to}"),
            "regime": regime,
            "to": to,
            "standards": {f"CN-{regime}": {"to": f"CN-{to}", "clauses": clauses}},
            "processes": {f"p-{regime}".lower(): {"to": f"p-{to}".lower(), **process}},
        }
    )


FIRST = mapping(
    "A", "B", {"1": {"equal": ["1"]}, "2": {"subset": ["2"]}, "3": {"none": text("一")}}, steps={"old": "middle"}
)
THEN = mapping(
    "B",
    "C",
    {"1": {"superset": ["7"]}, "2": {"superset": ["8"], "related": ["7"]}, "9": {"equal": ["9"]}},
    steps={"middle": "new", "other": "another"},
    gone={"left": text("不再要求")},
    reissue=["form"],
)


@pytest.mark.parametrize(
    ("one", "other", "left"),
    [
        (EQUAL, SUBSET, SUBSET),
        (SUPERSET, EQUAL, SUPERSET),
        (SUBSET, SUBSET, SUBSET),
        (SUBSET, SUPERSET, RELATED),
        (SUPERSET, RELATED, RELATED),
    ],
)
def test_the_weakest_hop_counts(one: Strength, other: Strength, left: Strength) -> None:
    assert weakest(one, other) is left


@given(st.sampled_from(Strength), st.sampled_from(Strength), st.sampled_from(Strength))
def test_it_does_not_matter_where_one_begins(one: Strength, other: Strength, third: Strength) -> None:
    assert weakest(weakest(one, other), third) is weakest(one, weakest(other, third))


def test_a_clause_goes_where_its_targets_go() -> None:
    fates = chained(FIRST, THEN).standards["CN-A"].clauses

    assert list(fates["1"].targets) == [("7", SUPERSET)]
    assert list(fates["2"].targets) == [("8", RELATED), ("7", RELATED)]


def test_a_clause_that_ended_on_the_way_says_why() -> None:
    assert chained(FIRST, THEN).standards["CN-A"].clauses["3"].none == FIRST.standards["CN-A"].clauses["3"].none


def test_a_step_is_called_what_it_is_called_in_the_end() -> None:
    process = chained(FIRST, THEN).processes["p-a"]

    assert process.steps == {"old": "new", "other": "another"}
    assert (process.to, list(process.gone), process.reissue) == ("p-c", ["left"], ("form",))


def test_a_way_is_found_over_several_orders() -> None:
    last = mapping("C", "D", {"7": {"equal": ["1"]}})
    ways = {(one.regime, one.to) for one in closed([last, THEN, FIRST])}

    assert ways == {("A", "B"), ("B", "C"), ("C", "D"), ("A", "C"), ("B", "D"), ("A", "D")}


def test_what_leads_there_directly_is_not_replaced() -> None:
    direct = mapping("A", "C", {"1": {"equal": ["1"]}})
    found = [one for one in closed([FIRST, THEN, direct]) if (one.regime, one.to) == ("A", "C")]

    assert found == [direct]


def test_orders_that_lead_back_to_each_other_end() -> None:
    assert len(closed([FIRST, mapping("B", "A", {"1": {"equal": ["1"]}})])) == 2
