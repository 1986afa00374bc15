"""The plan over time (甘特图): steps as bars under their stage's band, planned beside actual, dates of the law, today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from web.pictures.columns import Label
from web.pictures.scale import months, thinned

WIDTH = 900
LEFT, RIGHT, TOP, BOTTOM = 200, 12, 8, 26
ROW, THICK = 22, 8
LABELS = 12
AIR = 5  # days before the first date and after the last


@dataclass(frozen=True, slots=True)
class Task:
    """One step: begun and over (None: not yet), wanted by ``due_on``, by the law by ``law_on``; ``look`` colours it."""

    key: str
    title: str
    look: str
    opened_on: date | None
    closed_on: date | None
    due_on: date | None
    law_on: date | None

    @property
    def days(self) -> tuple[date, ...]:
        """Every date it has."""
        return tuple(one for one in (self.opened_on, self.closed_on, self.due_on, self.law_on) if one)


@dataclass(frozen=True, slots=True)
class Phase:
    """One stay in a stage with its steps; ``until`` is its own limit."""

    title: str
    entered_on: date
    left_on: date | None
    until: date | None
    tasks: tuple[Task, ...]

    @property
    def days(self) -> tuple[date, ...]:
        """Every date in it."""
        own = (one for one in (self.entered_on, self.left_on, self.until) if one)
        return (*own, *(day for task in self.tasks for day in task.days))


@dataclass(frozen=True, slots=True)
class Line:
    """A step as it is drawn: what was planned, what became of it (a width of None: not begun), the law's date."""

    task: Task
    y: float
    planned: tuple[float, float] | None
    actual: tuple[float, float] | None
    late: tuple[float, float] | None
    law: float | None


@dataclass(frozen=True, slots=True)
class Band:
    """A stage as it is drawn: as long as the stay, as high as its steps."""

    phase: Phase
    y: float
    height: float
    x: float
    width: float
    until: float | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Gantt:
    """All bands, the months, and today."""

    bands: tuple[Band, ...]
    months: tuple[Label, ...]
    today: float
    height: float

    width, left, right, top, thick, row = WIDTH, LEFT, WIDTH - RIGHT, TOP, THICK, ROW

    @property
    def bottom(self) -> float:
        """Where the axis lies."""
        return self.height - BOTTOM


def gantt(phases: Sequence[Phase], today: date) -> Gantt:
    """The picture of all ``phases``, in their order; there must be one."""
    days = [today, *(day for phase in phases for day in phase.days)]
    first, last = min(days) - timedelta(days=AIR), max(days) + timedelta(days=AIR)
    axis = _Axis(first, last)
    bands, y = [], float(TOP)
    for phase in phases:
        bands.append(_band(phase, y, axis, today))
        y += bands[-1].height
    labels = tuple(Label(day, axis.at(day)) for day in thinned(months(first, last), LABELS))
    return Gantt(tuple(bands), labels, axis.at(today), y + BOTTOM)


@dataclass(frozen=True, slots=True)
class _Axis:
    first: date
    last: date

    def at(self, day: date) -> float:
        """The place of a day."""
        room = WIDTH - LEFT - RIGHT
        return round(LEFT + (day - self.first).days * room / (self.last - self.first).days, 2)

    def span(self, begin: date, end: date) -> tuple[float, float]:
        """The place of a period and its width, never so narrow that nobody sees it."""
        x = self.at(begin)
        return x, round(max(self.at(max(begin, end)) - x, 3), 2)


def _band(phase: Phase, y: float, axis: _Axis, today: date) -> Band:
    x, width = axis.span(phase.entered_on, phase.left_on or max(today, phase.entered_on))
    lines = tuple(_lines(phase.tasks, y + ROW, axis, today))
    until = axis.at(phase.until) if phase.until else None
    return Band(phase, y, ROW * (len(lines) + 1), x, width, until, lines)


def _lines(tasks: Iterable[Task], y: float, axis: _Axis, today: date) -> Iterable[Line]:
    for place, task in enumerate(tasks):
        yield Line(
            task=task,
            y=y + place * ROW,
            planned=_planned(task, axis, today),
            actual=axis.span(task.opened_on, task.closed_on or today) if task.opened_on else None,
            late=_late(task, axis, today),
            law=axis.at(task.law_on) if task.law_on else None,
        )


def _planned(task: Task, axis: _Axis, today: date) -> tuple[float, float] | None:
    """From when it was begun, or could be, to when it is wanted."""
    return axis.span(task.opened_on or today, task.due_on) if task.due_on else None


def _late(task: Task, axis: _Axis, today: date) -> tuple[float, float] | None:
    """The part of it after the day it was wanted by."""
    over = task.closed_on or today
    if task.opened_on is None or task.due_on is None or over <= task.due_on:
        return None
    return axis.span(max(task.due_on, task.opened_on), over)
