"""The board by stages (阶段看板): how many cases stand where, for how long, and which come first: urgent ones, then the oldest."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from sqlalchemy import ColumnElement, Connection, func, select

from models.people import Scope
from models.vocabulary import Priority
from store.caselist import CaseLine, lines, read
from store.lateness import NOT_CLOSED, case_is_late
from store.scopes import within
from store.tables import case

Stage = tuple[str, str]  # the process and its stage


@dataclass(frozen=True, slots=True)
class Card:
    """One case on the board, with the days it has been in its stage."""

    line: CaseLine
    days: int


@dataclass(frozen=True, slots=True)
class Column:
    """One stage of one process: what is in it, urgent cards first, then the oldest. Days are calendar days in the stage."""

    process: str
    stage: str
    count: int
    suspended: int
    late: int
    median_days: int
    p90_days: int
    cards: tuple[Card, ...]


def board(tx: Connection, scope: Scope, today: date, *, process: str | None = None, cards: int = 20) -> list[Column]:
    """A column per stage that has open cases, in no order of its own: the process knows the order of its stages."""
    wanted = [within(case.c.site, scope), NOT_CLOSED]
    if process is not None:
        wanted.append(case.c.process == process)
    late = _late(tx, wanted, today)
    columns = []
    for stage, stays in _stays(tx, wanted, today).items():
        days = [day for status, day in stays]
        columns.append(
            Column(
                *stage,
                count=len(stays),
                suspended=sum(status == "suspended" for status, _ in stays),
                late=late.get(stage, 0),
                median_days=percentile(days, 50),
                p90_days=percentile(days, 90),
                cards=_oldest(tx, wanted, today, stage, cards),
            )
        )
    return columns


def percentile(days: Iterable[int], percent: int) -> int:
    """The smallest of the values that at least ``percent`` of them do not exceed; 0 of none."""
    ordered = sorted(days)
    return ordered[max(ceil(len(ordered) * percent / 100) - 1, 0)] if ordered else 0


def _stays(tx: Connection, wanted: Sequence[ColumnElement[bool]], today: date) -> dict[Stage, list[tuple[str, int]]]:
    """Status and days of every case, by stage; the database counts equal ones together."""
    group = (case.c.process, case.c.stage, case.c.status, case.c.stage_entered_on)
    stays: dict[Stage, list[tuple[str, int]]] = defaultdict(list)
    for process, stage, status, entered_on, count in tx.execute(
        select(*group, func.count()).where(*wanted).group_by(*group).order_by(case.c.process, case.c.stage)
    ):
        stays[process, stage] += [(status, (today - entered_on).days)] * count
    return stays


def _late(tx: Connection, wanted: Sequence[ColumnElement[bool]], today: date) -> dict[Stage, int]:
    group = (case.c.process, case.c.stage)
    statement = select(*group, func.count()).where(*wanted, case_is_late(today)).group_by(*group)
    return {(process, stage): count for process, stage, count in tx.execute(statement)}


def _oldest(
    tx: Connection, wanted: Sequence[ColumnElement[bool]], today: date, stage: Stage, limit: int
) -> tuple[Card, ...]:
    here = lines(today).where(*wanted, case.c.process == stage[0], case.c.stage == stage[1])
    is_high = case.c.priority == Priority.HIGH
    found = read(tx, here.order_by(is_high.desc(), case.c.stage_entered_on, case.c.id).limit(limit))
    return tuple(Card(line, (today - line.stage_entered_on).days) for line in found)
