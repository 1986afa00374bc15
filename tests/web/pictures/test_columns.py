"""Stacked columns: every piece as high as its value, on top of the one before."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.pictures.columns import BOTTOM, HEIGHT, LEFT, RIGHT, WIDTH, columns

DAY = date(2026, 11, 2)
KEYS = ("screening", "guidance")
VALUES = st.dictionaries(st.sampled_from(KEYS), st.integers(0, 500))


def test_pieces_stand_on_each_other_in_the_order_of_the_keys() -> None:
    (_, total, (below, above)), *_rest = columns([(DAY, {"guidance": 1, "screening": 3})], KEYS).columns

    assert (total, below.key, above.key) == (4, "screening", "guidance")
    assert below.height == pytest.approx(3 * above.height, abs=0.02)
    assert below.y + below.height == HEIGHT - BOTTOM
    assert above.y + above.height == pytest.approx(below.y)


def test_what_is_not_there_is_not_drawn() -> None:
    assert columns([(DAY, {"screening": 0})], KEYS).columns == ((DAY, 0, ()),)


def test_a_month_stands_where_its_first_day_is() -> None:
    picture = columns([(date(2026, 11, 1), {}), (date(2026, 12, 1), {})], KEYS)
    places = [one.at for one in picture.days]

    assert [one.value for one in picture.days] == [date(2026, 11, 1), date(2026, 12, 1)]
    assert places == [LEFT + (WIDTH - LEFT - RIGHT) / 4, LEFT + (WIDTH - LEFT - RIGHT) * 3 / 4]


@given(st.lists(VALUES, min_size=1, max_size=60))
def test_nothing_stands_outside_the_picture(values: list[dict[str, int]]) -> None:
    picture = columns([(DAY + timedelta(weeks=place), by) for place, by in enumerate(values)], KEYS)
    pieces = [one for _, _, stacked in picture.columns for one in stacked]

    assert all(one.x >= LEFT and one.x + one.width <= WIDTH - RIGHT + 0.01 for one in pieces)
    assert all(one.y >= 0 and one.y + one.height <= HEIGHT - BOTTOM + 0.05 for one in pieces)
    assert sum(one.value for one in pieces) == sum(sum(by.values()) for by in values)
