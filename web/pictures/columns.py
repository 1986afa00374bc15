"""Stacked columns over time: one for each day, a piece for each key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from web.pictures.scale import months, thinned, ticks

WIDTH, HEIGHT = 720, 260
LEFT, RIGHT, TOP, BOTTOM = 44, 8, 16, 26
GAP = 0.25  # of a column's place
LABELS = 13


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a column, ``value`` high."""

    key: str
    value: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Label:
    """Something said at a place on an axis."""

    value: int | date
    at: float


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns with their days and totals, and the axes."""

    columns: tuple[tuple[date, int, tuple[Piece, ...]], ...]
    values: tuple[Label, ...]
    days: tuple[Label, ...]

    width, height = WIDTH, HEIGHT
    left, right, bottom = LEFT, WIDTH - RIGHT, HEIGHT - BOTTOM


def columns(points: Sequence[tuple[date, Mapping[str, int]]], keys: Sequence[str]) -> Columns:
    """The columns of ``points``, pieces in the order of ``keys``, the first at the bottom. There must be a point."""
    values = ticks(max(sum(by.values()) for _, by in points))
    room, each = HEIGHT - TOP - BOTTOM, (WIDTH - LEFT - RIGHT) / len(points)

    def height(value: int) -> float:
        return round(value * room / values[-1], 2)

    def stacked(place: int, by: Mapping[str, int]) -> tuple[Piece, ...]:
        found, y = [], float(HEIGHT - BOTTOM)
        for key in keys:
            if value := by.get(key, 0):
                y = round(y - height(value), 2)
                x, width = LEFT + each * (place + GAP / 2), each * (1 - GAP)
                found.append(Piece(key, value, round(x, 2), y, round(width, 2), height(value)))
        return tuple(found)

    first, last = points[0][0], points[-1][0]
    span = max((last - first).days, 1)
    across = WIDTH - LEFT - RIGHT - each
    return Columns(
        tuple((day, sum(by.values()), stacked(place, by)) for place, (day, by) in enumerate(points)),
        tuple(Label(one, round(HEIGHT - BOTTOM - height(one), 2)) for one in values),
        tuple(
            Label(day, round(LEFT + each / 2 + across * (day - first).days / span, 2))
            for day in thinned(months(first, last), LABELS)
        ),
    )
