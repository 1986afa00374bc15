"""What doors receive: strings, JSON, nonsense. Each wrong value is named with what is allowed."""

import math
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.inputs import read
from models.acts import Input

ASKED = (
    Input("text", required=False),
    Input("number", "number", required=False),
    Input("integer", "integer", required=False),
    Input("yes_no", "yes_no", required=False),
    Input("date", "date", required=False),
    Input("choice", "choice", required=False, choices=("a", "b")),
    Input("choices", "choices", required=False, choices=("a", "b")),
    Input("person", "person", required=False),
    Input("file", "file", required=False),
)
HASH = "0" * 64


@pytest.mark.parametrize(
    ("name", "given_value", "value"),
    [
        ("text", "  三 ", "三"),
        ("number", "95", 95),
        ("number", "0.5", 0.5),
        ("number", 3, 3),
        ("integer", "-3", -3),
        ("integer", 2.0, 2),
        ("yes_no", "yes", True),
        ("yes_no", False, False),
        ("yes_no", "否", False),
        ("date", "2026-02-28", date(2026, 2, 28)),
        ("date", date(2026, 2, 28), date(2026, 2, 28)),
        ("choice", "a", "a"),
        ("choices", "b, a,b", ["b", "a"]),
        ("choices", ["a"], ["a"]),
        ("file", {"sha256": HASH, "name": "x.pdf"}, {"sha256": HASH, "name": "x.pdf"}),
    ],
)
def test_a_value_is_read_as_its_type(name: str, given_value: Any, value: Any) -> None:
    values, reasons = read(ASKED, {name: given_value})

    assert (values, reasons) == ({name: value}, [])
    assert type(values[name]) is type(value)


@pytest.mark.parametrize(
    ("name", "given_value", "code"),
    [
        ("text", 5, "input.no_text"),
        ("text", "\ud800", "input.no_text"),
        ("text", "a\0b", "input.no_text"),
        ("text", "长" * 4001, "input.too_long"),
        ("number", "NaN", "input.no_number"),
        ("number", math.inf, "input.no_number"),
        ("number", True, "input.no_number"),
        ("number", "1e400", "input.no_number"),
        ("integer", "1.5", "input.not_whole"),
        ("yes_no", "perhaps", "input.no_choice"),
        ("date", "2026-02-30", "input.no_date"),
        ("date", "30.6.2026", "input.no_date"),
        ("date", 20260630, "input.no_text"),
        ("date", "9999-12-31", "input.impossible_date"),
        ("choice", "c", "input.no_choice"),
        ("choices", ["a", "c"], "input.no_choice"),
        ("choices", {"a": 1}, "input.no_text"),
        ("file", "x.pdf", "input.no_file"),
        ("nonsense", "x", "input.unknown"),
    ],
)
def test_a_value_that_does_not_fit_is_named(name: str, given_value: Any, code: str) -> None:
    values, reasons = read(ASKED, {name: given_value})

    assert values == {}
    assert [(one.code, one.where) for one in reasons] == [(code, name)]


@pytest.mark.parametrize("empty", [None, "", "  ", []])
def test_what_is_left_empty_is_missing_if_required(empty: Any) -> None:
    assert read([Input("text", required=False)], {"text": empty}) == ({}, [])
    assert [one.code for one in read([Input("text")], {"text": empty})[1]] == ["input.missing"]


def test_a_stored_file_may_be_named_flatly() -> None:
    values, _ = read(ASKED, {"sha256": HASH, "name": "x.pdf"})

    assert values == {"file": {"sha256": HASH, "name": "x.pdf"}}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([one.name for one in ASKED]), JSON))
def test_nothing_a_door_can_receive_breaks_the_reading(given_values: dict[str, Any]) -> None:
    values, reasons = read(ASKED, given_values)

    assert set(values).isdisjoint(reason.where for reason in reasons)
