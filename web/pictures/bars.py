"""Bars lying down: one for each row, in pieces or as a range, over an axis of round numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from web.pictures.columns import Label, Piece
from web.pictures.scale import ticks

WIDTH = 720
LEFT, RIGHT, TOP, BOTTOM = 132, 40, 6, 24
ROW, THICK = 34, 16


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: its title stands at ``y``, its total behind the last piece at ``end``."""

    title: str
    y: float
    pieces: tuple[Piece, ...]
    total: int
    end: float


@dataclass(frozen=True, slots=True)
class Bars:
    """All rows and the axis."""

    bars: tuple[Bar, ...]
    values: tuple[Label, ...]
    height: int

    width, left, right, top, thick = WIDTH, LEFT, WIDTH - RIGHT, TOP, THICK

    @property
    def bottom(self) -> int:
        """Where the axis lies."""
        return self.height - BOTTOM


@dataclass(frozen=True, slots=True)
class Range:
    """One row of which a part is usual and all is seldom: up to ``middle`` and up to ``end``; ``count`` is what it rests on."""

    title: str
    y: float
    middle: float
    end: float
    count: int


@dataclass(frozen=True, slots=True)
class Ranges:
    """All rows and the axis."""

    ranges: tuple[Range, ...]
    values: tuple[Label, ...]
    height: int

    width, left, right, top, thick = WIDTH, LEFT, WIDTH - RIGHT, TOP, THICK

    @property
    def bottom(self) -> int:
        """Where the axis lies."""
        return self.height - BOTTOM


def bars(rows: Sequence[tuple[str, Mapping[str, int]]], keys: Sequence[str]) -> Bars:
    """A bar for each title, pieces in the order of ``keys``."""
    values = ticks(max((sum(by.values()) for _, by in rows), default=0))

    def pieced(place: int, title: str, by: Mapping[str, int]) -> Bar:
        found, before = [], 0
        for key in keys:
            if value := by.get(key, 0):
                x, end = _x(before, values), _x(before + value, values)
                found.append(Piece(key, value, x, _y(place), round(end - x, 2), THICK))
                before += value
        return Bar(title, _y(place), tuple(found), before, _x(before, values))

    return Bars(tuple(pieced(place, *row) for place, row in enumerate(rows)), _axis(values), _height(len(rows)))


def ranges(rows: Sequence[tuple[str, int, int, int]]) -> Ranges:
    """A range for each title, its usual and its largest value; the last says on how many it rests."""
    values = ticks(max((most for _, _, most, _ in rows), default=0))
    drawn = tuple(
        Range(title, _y(place), _x(usual, values), _x(most, values), count)
        for place, (title, usual, most, count) in enumerate(rows)
    )
    return Ranges(drawn, _axis(values), _height(len(rows)))


def _x(value: int, values: Sequence[int]) -> float:
    return round(LEFT + value * (WIDTH - LEFT - RIGHT) / values[-1], 2)


def _y(place: int) -> float:
    return TOP + place * ROW + (ROW - THICK) / 2


def _axis(values: Sequence[int]) -> tuple[Label, ...]:
    return tuple(Label(one, _x(one, values)) for one in values)


def _height(rows: int) -> int:
    return TOP + rows * ROW + BOTTOM
