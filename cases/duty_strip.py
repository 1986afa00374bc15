"""The strip of duties (义务履行带): every duty that recurs, year by year: kept, kept late, missed, still to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cases.blueprint import StepPlan, blueprint
from cases.recurring import is_duty, last_day
from models.casefile import CaseFile, Step
from models.definitions import Text
from models.vocabulary import StepState


class Kept(StrEnum):
    """What became of one occurrence."""

    KEPT = "kept"
    LATE = "late"  # done, but after its last day
    MISSED = "missed"
    WAIVED = "waived"
    DUE = "due"  # begun, and its last day has not passed


@dataclass(frozen=True, slots=True)
class Mark:
    """One occurrence: the step, its last day, and what became of it."""

    step: str
    last_on: date
    kept: Kept


@dataclass(frozen=True, slots=True)
class Line:
    """One duty: who holds it, whether the law demands it or it is the site's own target, and its marks by year."""

    key: str
    title: Text
    holder: str
    by_law: bool
    years: dict[int, tuple[Mark, ...]]


def strip(casefile: CaseFile, today: date) -> tuple[Line, ...]:
    """Every duty of the case that has begun at least once, in the order of the process."""
    found = (_line(casefile, plan, today) for plan in blueprint(casefile).steps.values())
    return tuple(line for line in found if line.years)


def years(lines: tuple[Line, ...]) -> tuple[int, ...]:
    """All years in which anything stands, in order."""
    return tuple(sorted({year for line in lines for year in line.years}))


def _line(casefile: CaseFile, plan: StepPlan, today: date) -> Line:
    by_year: dict[int, tuple[Mark, ...]] = {}
    for mark in sorted(_marks(casefile, plan, today), key=lambda one: one.last_on):
        by_year[mark.last_on.year] = (*by_year.get(mark.last_on.year, ()), mark)
    definition = plan.definition
    return Line(plan.key, definition.title, definition.held_by, definition.statutory is not None, by_year)


def _marks(casefile: CaseFile, plan: StepPlan, today: date) -> Iterator[Mark]:
    for row in casefile.steps:
        if row.of == plan.key and row.state is not StepState.DROPPED and is_duty(casefile, row):
            last = last_day(casefile, row) or today
            yield Mark(row.key, last, _kept(row, last, today))


def _kept(row: Step, last: date, today: date) -> Kept:
    if row.state is StepState.WAIVED:
        return Kept.WAIVED
    if row.state is StepState.DONE:
        return Kept.KEPT if row.closed_on is None or row.closed_on <= last else Kept.LATE
    return Kept.MISSED if last < today else Kept.DUE
