"""Bars lying down: in pieces beside each other, or as a range."""

from hypothesis import given
from hypothesis import strategies as st

from web.pictures.bars import LEFT, RIGHT, ROW, WIDTH, bars, ranges

ROWS = st.lists(
    st.tuples(st.text(max_size=8), st.dictionaries(st.sampled_from("abc"), st.integers(0, 9999))), max_size=9
)


def test_pieces_follow_each_other_in_the_order_of_the_keys() -> None:
    (row,) = bars([("初筛", {"enterprise": 2, "customs": 2})], ("customs", "enterprise")).bars
    first, second = row.pieces

    assert (first.key, first.x, second.key) == ("customs", LEFT, "enterprise")
    assert first.x + first.width == second.x
    assert (row.total, row.end) == (4, second.x + second.width)


def test_rows_stand_beneath_each_other() -> None:
    first, second = bars([("一", {}), ("二", {})], ()).bars

    assert second.y - first.y == ROW


@given(ROWS)
def test_no_bar_is_longer_than_the_picture(rows: list[tuple[str, dict[str, int]]]) -> None:
    picture = bars(rows, "abc")

    assert all(one.end <= WIDTH - RIGHT + 0.01 for one in picture.bars)
    assert all(one.y < picture.bottom for one in picture.bars)


def test_a_range_goes_to_what_is_usual_and_to_what_is_seldom() -> None:
    (one,) = ranges([("初筛", 10, 20, 7)]).ranges

    assert (one.middle - LEFT) * 2 == one.end - LEFT
    assert (one.end, one.count) == (WIDTH - RIGHT, 7)


def test_of_nothing_there_is_an_axis() -> None:
    assert [one.value for one in bars([], ()).values] == [0, 1]
    assert ranges([]).ranges == ()
