"""Axes: round numbers up to the largest value, and the firsts of the months between two days."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from math import ceil

_STEPS = (1, 2, 5)


def ticks(most: int, count: int = 4) -> tuple[int, ...]:
    """From 0 in equal round steps, ``count`` of them at most, up to at least ``most``; never just 0."""
    rough, size = max(ceil(most / count), 1), 1
    while not any(step * size >= rough for step in _STEPS):
        size *= 10
    step = next(one * size for one in _STEPS if one * size >= rough)
    return tuple(range(0, max(most, 1) + step, step))


def months(first: date, last: date) -> tuple[date, ...]:
    """The first of every month from ``first`` to ``last``, both included."""
    return tuple(_firsts(first, last))


def thinned(days: Sequence[date], most: int) -> tuple[date, ...]:
    """Every so manyth of ``days``, so that ``most`` at most are left."""
    return tuple(days[:: max(ceil(len(days) / most), 1)])


def _firsts(first: date, last: date) -> Iterator[date]:
    day = first if first.day == 1 else _next(first)
    while day <= last:
        yield day
        day = _next(day)


def _next(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
