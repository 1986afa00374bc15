"""A line of days from the first on which something was done."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from web.pictures.timeline import EDGE, WIDTH, timeline

FIRST = date(2026, 1, 10)


def test_days_stand_in_proportion() -> None:
    line = timeline([FIRST, FIRST + timedelta(days=10), FIRST + timedelta(days=20)], FIRST)

    assert [one.at for one in line.days] == [EDGE, WIDTH / 2, WIDTH - EDGE]
    assert line.here == EDGE


def test_a_single_day_is_where_one_stands() -> None:
    line = timeline([FIRST], FIRST)

    assert [one.at for one in line.days] == [line.here]


@given(st.sets(st.integers(0, 900), min_size=1), st.integers(-30, 1000))
def test_nothing_stands_outside_the_line(days: set[int], here: int) -> None:
    line = timeline([FIRST + timedelta(days=one) for one in sorted(days)], FIRST + timedelta(days=here))

    assert all(EDGE <= one.at <= WIDTH - EDGE for one in (*line.days, *line.months))
    assert EDGE <= line.here <= WIDTH - EDGE
