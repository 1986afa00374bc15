"""Recomputation (重算): a published calendar reaches every open case, and what moved is reported."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from actions.perform import Errand, carry_out, draft
from jobs.runs import recorded
from models.changes import Change, DeadlineMoved
from models.definitions import Text
from models.people import CLOCK
from models.refusals import Refused
from store import caselist
from store.again import once_more
from store.database import Database

log = logging.getLogger(__name__)

ACT = "recompute-deadlines"


@dataclass(frozen=True, slots=True)
class Move:
    """One date that moved, and the rest days it is rolled over now; ``step`` empty: the stage's own limit."""

    case: str
    step: str
    tier: str
    before: date | None
    after: date | None
    because: tuple[Text | None, ...]


@dataclass(slots=True)
class RecomputeReport:
    """How many open cases were computed again, every date that came out differently, and the cases that failed."""

    cases: int = 0
    moves: list[Move] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def recompute(database: Database, now: datetime, zone: ZoneInfo, *, check: bool = False) -> RecomputeReport:
    """Compute all dates of all open cases by the newest calendar, each case for itself: a broken one is reported, the rest go on.

    With ``check`` nothing is written: the report says what would move.
    """
    report = RecomputeReport()
    if check:
        _each_case(database, report, lambda no: _foresee(database, no, now, zone))
        return report
    with recorded(database, "recompute", now) as run:
        _each_case(database, report, lambda no: _compute_again(database, no, now, zone))
        told = f"{report.cases} cases, {len(report.moves)} dates moved, {len(report.errors)} failed"
        run.ended(ok=not report.errors, report=told)
    return report


def _each_case(database: Database, report: RecomputeReport, changed: Callable[[str], tuple[Change, ...]]) -> None:
    with database.reading() as tx:
        numbers = caselist.open_numbers(tx)
    for no in numbers:
        try:
            report.moves += _moves(no, once_more(partial(changed, no)))
            report.cases += 1
        except Refused:
            log.info("%s is not open any more", no)
        except Exception as error:
            log.exception("%s could not be computed again", no)
            report.errors.append(f"{no}: {error}")


def _foresee(database: Database, no: str, now: datetime, zone: ZoneInfo) -> tuple[Change, ...]:
    with database.reading() as tx:
        return draft(tx, _errand(no, now, zone)).changes


def _compute_again(database: Database, no: str, now: datetime, zone: ZoneInfo) -> tuple[Change, ...]:
    with database.writing() as tx:
        return carry_out(tx, _errand(no, now, zone)).changes


def _errand(no: str, now: datetime, zone: ZoneInfo) -> Errand:
    return Errand(act=ACT, no=no, actor=CLOCK, now=now, zone=zone)


def _moves(no: str, changes: tuple[Change, ...]) -> Iterator[Move]:
    for change in changes:
        if isinstance(change, DeadlineMoved):
            before, after = change.before, change.after
            yield Move(
                no,
                change.step,
                change.tier,
                before.due_on if before else None,
                after.due_on if after else None,
                after.rolled if after else (),
            )
