"""A line of days (时间轴): a mark for each day on which something was done, and where one stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from web.pictures.columns import Label
from web.pictures.scale import months, thinned

WIDTH, HEIGHT, LINE = 900, 52, 16
EDGE, LABELS = 20, 12


@dataclass(frozen=True, slots=True)
class Timeline:
    """The marks of ``days``, the months beneath, and the place of the day one looks at."""

    days: tuple[Label, ...]
    months: tuple[Label, ...]
    here: float

    width, height, line, left, right = WIDTH, HEIGHT, LINE, EDGE, WIDTH - EDGE


def timeline(days: Sequence[date], here: date) -> Timeline:
    """The line from the first of ``days`` to the last, or to ``here``; there must be one, in order."""
    first, last = min(days[0], here), max(days[-1], here)
    span = max((last - first).days, 1)

    def at(day: date) -> float:
        return round(EDGE + (day - first).days * (WIDTH - 2 * EDGE) / span, 2)

    beneath = thinned(months(first, last), LABELS)
    return Timeline(tuple(Label(day, at(day)) for day in days), tuple(Label(day, at(day)) for day in beneath), at(here))
