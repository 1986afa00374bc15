"""Axes: round numbers, and the months between two days."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.pictures.scale import months, thinned, ticks


@pytest.mark.parametrize(
    ("most", "values"),
    [
        (0, (0, 1)),
        (1, (0, 1)),
        (3, (0, 1, 2, 3)),
        (4, (0, 1, 2, 3, 4)),
        (5, (0, 2, 4, 6)),
        (34, (0, 10, 20, 30, 40)),
        (676, (0, 200, 400, 600, 800)),
    ],
)
def test_an_axis_goes_in_round_steps_to_the_largest_value(most: int, values: tuple[int, ...]) -> None:
    assert ticks(most) == values


@given(st.integers(0, 10**9))
def test_an_axis_covers_its_values_in_few_equal_steps(most: int) -> None:
    values = ticks(most)
    steps = {after - before for before, after in pairwise(values)}

    assert values[0] == 0
    assert values[-1] >= most
    assert len(steps) == 1
    assert 2 <= len(values) <= 6


def test_months_are_those_that_begin_between_two_days() -> None:
    assert months(date(2026, 12, 1), date(2027, 2, 1)) == (date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1))
    assert months(date(2026, 12, 2), date(2026, 12, 31)) == ()


def test_where_there_are_too_many_every_so_manyth_is_left() -> None:
    days = months(date(2026, 1, 1), date(2027, 12, 31))

    assert thinned(days, 12) == days[::2]
    assert thinned(days, 24) == days
