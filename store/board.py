"""The board by stages (阶段看板): how many cases stand where, for how long, and which come first: urgent ones, then the oldest.

However many cases there are, it takes the same number of statements.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Unpack

from sqlalchemy import ColumnElement, Connection, func, select

from models.people import Scope
from models.vocabulary import CaseStatus, Overdue, Priority
from store.caselist import CaseLine, lines, read
from store.lateness import is_among_late
from store.narrowing import Filters, conditions, late_by
from store.tables import case

Stage = tuple[str, str]  # the process and its stage


@dataclass(frozen=True, slots=True)
class Card:
    """One case on the board, with the days it has been in its stage."""

    line: CaseLine
    days: int


@dataclass(frozen=True, slots=True)
class Column:
    """One stage of one process: what is in it, urgent cards first, then the oldest. ``days`` are the calendar days of every case
    in the stage, the shortest first."""

    process: str
    stage: str
    suspended: int
    late: int
    days: tuple[int, ...]
    cards: tuple[Card, ...]

    @property
    def count(self) -> int:
        """How many cases are in it."""
        return len(self.days)

    @property
    def median_days(self) -> int:
        """At least half of its cases have not been here longer."""
        return percentile(self.days, 50)

    @property
    def p90_days(self) -> int:
        """At least nine in ten of its cases have not been here longer."""
        return percentile(self.days, 90)


@dataclass(frozen=True, slots=True)
class Load:
    """How many open cases of a stage a coordinator has (None: nobody has them), how many of those are suspended, how many late."""

    process: str
    stage: str
    coordinator: str | None
    count: int
    suspended: int
    late: int


def board(tx: Connection, scope: Scope, today: date, *, cards: int = 20, **filters: Unpack[Filters]) -> list[Column]:
    """A column per stage that has open cases, in no order of its own: the process knows the order of its stages."""
    return columns(tx, scope, today, loads(tx, scope, today, **filters), cards=cards, **filters)


def columns(
    tx: Connection, scope: Scope, today: date, carried: Iterable[Load], *, cards: int, **filters: Unpack[Filters]
) -> list[Column]:
    """The same where the loads are known already."""
    wanted = _wanted(scope, today, filters)
    stays, first = _stays(tx, wanted, today), _first(tx, wanted, today, cards)
    late, suspended = defaultdict[Stage, int](int), defaultdict[Stage, int](int)
    for one in carried:
        late[one.process, one.stage] += one.late
        suspended[one.process, one.stage] += one.suspended
    return [
        Column(*stage, suspended=suspended[stage], late=late[stage], days=days, cards=tuple(first[stage]))
        for stage, days in stays.items()
    ]


def loads(tx: Connection, scope: Scope, today: date, **filters: Unpack[Filters]) -> list[Load]:
    """Who has how many open cases in which stage."""
    group = (case.c.process, case.c.stage, case.c.coordinator)
    counts = (
        func.count(),
        func.count().filter(case.c.status == CaseStatus.SUSPENDED),
        func.count().filter(is_among_late(today)),
    )
    statement = select(*group, *counts).where(*_wanted(scope, today, filters)).group_by(*group)
    return [Load(*row) for row in tx.execute(statement)]


def late_ways(
    tx: Connection, scope: Scope, today: date, **filters: Unpack[Filters]
) -> dict[tuple[str | None, Overdue], int]:
    """How many open cases of each coordinator are late in each way; a case may be in several."""
    counts = [func.count().filter(late_by(kind, today)) for kind in Overdue]
    statement = select(case.c.coordinator, *counts).where(*_wanted(scope, today, filters)).group_by(case.c.coordinator)
    rows = tx.execute(statement).all()
    return {(row[0], kind): count for row in rows for kind, count in zip(Overdue, row[1:], strict=True)}


def percentile(days: Iterable[int], percent: int) -> int:
    """The smallest of the values that at least ``percent`` of them do not exceed; 0 of none."""
    ordered = sorted(days)
    return ordered[max(ceil(len(ordered) * percent / 100) - 1, 0)] if ordered else 0


def _wanted(scope: Scope, today: date, filters: Filters) -> list[ColumnElement[bool]]:
    running: Filters = {**filters, "is_closed": False}
    return conditions(scope, today, **running)


def _stays(tx: Connection, wanted: Sequence[ColumnElement[bool]], today: date) -> dict[Stage, tuple[int, ...]]:
    """The days of every case by stage; the database counts equal ones together."""
    group = (case.c.process, case.c.stage, case.c.stage_entered_on)
    stays: dict[Stage, list[int]] = defaultdict(list)
    for process, stage, entered_on, count in tx.execute(select(*group, func.count()).where(*wanted).group_by(*group)):
        stays[process, stage] += [(today - entered_on).days] * count
    return {stage: tuple(sorted(days)) for stage, days in sorted(stays.items())}


def _first(
    tx: Connection, wanted: Sequence[ColumnElement[bool]], today: date, limit: int
) -> defaultdict[Stage, list[Card]]:
    """The first ``limit`` cases of each stage."""
    order = ((case.c.priority == Priority.HIGH).desc(), case.c.stage_entered_on, case.c.id)
    place = func.row_number().over(partition_by=(case.c.process, case.c.stage), order_by=order)
    placed = select(case.c.id, place.label("place")).where(*wanted).subquery()
    shown = lines(today).join(placed, placed.c.id == case.c.id).where(placed.c.place <= limit)
    found: defaultdict[Stage, list[Card]] = defaultdict(list)
    for line in read(tx, shown.order_by(placed.c.place)):
        found[line.process, line.stage].append(Card(line, (today - line.stage_entered_on).days))
    return found
