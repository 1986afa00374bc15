"""Recomputation (重算): a published calendar or ladder reaches every open case, and what moved is reported."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.perform import draft, perform
from jobs.live import Live
from jobs.runs import recorded
from models.changes import Change, DeadlineMoved
from models.moments import local_date
from models.people import CLOCK
from notifications import policy
from store import caselist, watches
from store.database import Database

ACT = "recompute-deadlines"


@dataclass(frozen=True, slots=True)
class Move:
    """One date that moved, and the rest days that moved it; ``step`` empty: the stage's own limit."""

    case: str
    step: str
    tier: str
    before: date | None
    after: date | None
    because: str


@dataclass(slots=True)
class RecomputeReport:
    """How many open cases were computed again, and every date that came out differently."""

    cases: int = 0
    moves: list[Move] = field(default_factory=list)


def recompute(database: Database, now: datetime, zone: ZoneInfo, *, check: bool = False) -> RecomputeReport:
    """Compute all dates of all open cases by the newest calendar, one transaction a case.

    With ``check`` nothing is written: the report says what would move.
    """
    report = RecomputeReport()
    if check:
        with database.reading() as tx:
            for no in caselist.open_numbers(tx):
                report.cases += 1
                report.moves += _moves(no, draft(tx, ACT, no, actor=CLOCK, now=now, zone=zone).changes)
        return report
    with recorded(database, "recompute", now) as run:
        with database.reading() as tx:
            numbers = caselist.open_numbers(tx)
        for no in numbers:
            with database.writing() as tx:
                changes = perform(tx, ACT, no, actor=CLOCK, now=now, zone=zone).changes
                _look_again(tx, no, now, zone)
            report.cases += 1
            report.moves += _moves(no, changes)
        run.ended(ok=True, report=f"{report.cases} cases, {len(report.moves)} dates moved")
    return report


def _look_again(tx: Connection, no: str, now: datetime, zone: ZoneInfo) -> None:
    """A newly published ladder has rungs on other days: ask everything that waits when to look first."""
    live = Live(tx, local_date(now, zone))
    found = [one.waiting for one in watches.of_case(tx, no)]
    looks = {
        (one.key, one.revision): policy.watch(one, live.ladder(one.ladder), live.calendar(one.site), now, zone).look_at
        for one in found
    }
    watches.set_look_at(tx, looks)


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
                after.rolled if after else "",
            )
