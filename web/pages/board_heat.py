"""The board as a heat map: in how many cases each step was or will be due, week by week."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from store.heat import Due
from web.pages.board_matrix import Cell, tint
from web.pages.case_filters import UNDATED

BACK, AHEAD = 3, 6  # weeks beside the present one
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Span:
    """A week, or all before, all after, or no date: from ``first`` to ``last``, both inclusive. ``look`` is late, now, open or
    still; ``due`` names it in the address of a list."""

    first: date | None
    last: date | None
    look: str

    @property
    def due(self) -> str:
        """As `case_filters.due_between` reads it."""
        return f"{self.first or ''}..{self.last or ''}" if self.first or self.last else UNDATED


@dataclass(frozen=True, slots=True)
class Row:
    """One step, and in how many cases it is due in each span."""

    step: str
    title: str
    cells: tuple[Cell, ...]


def spans(today: date) -> list[Span]:
    """Everything before, a few weeks back, the present one, some ahead, everything after, and no date at all."""
    monday = today - timedelta(days=today.weekday())
    weeks = [monday + number * _WEEK for number in range(-BACK, AHEAD + 1)]
    return [
        Span(None, weeks[0] - _DAY, "late"),
        *(Span(one, one + _WEEK - _DAY, _look(one, monday)) for one in weeks),
        Span(weeks[-1] + _WEEK, None, "open"),
        Span(None, None, "still"),
    ]


def ends(found: Iterable[Span]) -> list[date]:
    """The last day of each span that has one."""
    return [one.last for one in found if one.last]


def rows(found: Iterable[Due], titles: Mapping[str, str], count: int) -> list[Row]:
    """A row for each step that is live anywhere, in the order of the processes; what was added by hand comes last."""
    counts: dict[str, dict[int, int]] = {}
    called = dict(titles)
    for one in found:
        counts.setdefault(one.step, {})[one.span] = one.count
        called.setdefault(one.step, one.title or one.step)
    most = max((number for by in counts.values() for number in by.values()), default=0)
    return [
        Row(key, title, tuple(Cell(number := counts[key].get(span, 0), 0, tint(number, most)) for span in range(count)))
        for key, title in called.items()
        if key in counts
    ]


def _look(week: date, monday: date) -> str:
    return "late" if week < monday else "now" if week == monday else "open"
