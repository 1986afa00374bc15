"""How long a remedy took others (他案用时): the median, told only where there are enough to say it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

ENOUGH = 5


@dataclass(frozen=True, slots=True)
class Usual:
    """Half of ``count`` cases took ``workdays`` or less."""

    workdays: int
    count: int


def usual(spans: Iterable[tuple[date, date]], between: Callable[[date, date], int]) -> Usual | None:
    """The median of working days from the first day (not counted) to the last of each; None for fewer than five. Of an even number
    the higher of the two in the middle, rounded up: a promise is not made of the lucky half."""
    days = sorted(between(first, last) for first, last in spans)
    return Usual(-int(-median(days) // 1), len(days)) if len(days) >= ENOUGH else None
