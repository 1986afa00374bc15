"""The Gantt (进度图) as places on a line from 0 to 1: months on top, one bar per row. How wide a line is, the drawing knows."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from documents.plan_document import Bar

_MONTHS = 18  # more have no room each: they are told by quarters, and beyond their fourfold by years


@dataclass(frozen=True, slots=True)
class Column:
    """A month, a quarter or a year: from ``start`` to ``end``. ``year`` stands above the first of each."""

    year: str
    name: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Row:
    """A bar in its place."""

    title: str
    look: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Gantt:
    """All of it; ``today`` is None when it lies outside."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    today: float | None


def gantt(bars: Iterable[Bar], today: date) -> Gantt | None:
    """The bars over whole months, a bar covering its last day; None where there are none."""
    found = tuple(bars)
    if not found:
        return None
    begin = min(one.first for one in found).replace(day=1)
    end = max(one.last for one in found).replace(day=1) + relativedelta(months=1)
    span = (end - begin).days

    def place(day: date) -> float:
        return round((day - begin).days / span, 5)

    rows = tuple(Row(one.title, one.look, place(one.first), place(one.last + timedelta(days=1))) for one in found)
    return Gantt(tuple(_columns(begin, end, place)), rows, place(today) if begin <= today < end else None)


def _columns(begin: date, end: date, place: Callable[[date], float]) -> Iterator[Column]:
    months = (end.year - begin.year) * 12 + end.month - begin.month
    step = 1 if months <= _MONTHS else 3 if months <= 4 * _MONTHS else 12
    first, year = begin, 0
    while first < end:
        following = first.replace(month=1 + (first.month - 1) // step * step) + relativedelta(months=step)
        yield Column(
            str(first.year) if first.year != year else "", _name(first, step), place(first), place(min(following, end))
        )
        first, year = following, first.year


def _name(first: date, months: int) -> str:
    """``7``, ``Q3``; a year has its number above already."""
    return {1: str(first.month), 3: f"Q{1 + (first.month - 1) // 3}", 12: ""}[months]
