"""Recurring duties (周期性义务): every morning those that begin are asked for, and those that were missed are told."""

import logging
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from actions.perform import Errand, carry_out
from jobs.runs import recorded
from models.changes import Change, DutyMissed, StepOpened
from models.moments import local_date
from models.people import CLOCK
from models.refusals import Refused
from store import caselist
from store.again import once_more
from store.database import Database

log = logging.getLogger(__name__)

ACT = "keep-duties"


@dataclass(slots=True)
class DutiesReport:
    """How many cases were looked at, how many duties began and were missed, and the cases that failed."""

    cases: int = 0
    begun: int = 0
    missed: int = 0
    errors: list[str] = field(default_factory=list)


def keep_duties(database: Database, now: datetime, zone: ZoneInfo) -> DutiesReport:
    """Look at every case whose day has come, each in a transaction of its own: a broken one is reported, the rest go on."""
    report = DutiesReport()
    with recorded(database, "duties", now) as run:
        with database.reading() as tx:
            numbers = caselist.with_duties(tx, local_date(now, zone))
        for no in numbers:
            _look_at(database, no, now, zone, report)
        run.ended(ok=not report.errors, report=f"{report}")
    return report


def _look_at(database: Database, no: str, now: datetime, zone: ZoneInfo, report: DutiesReport) -> None:
    try:
        changes = once_more(partial(_keep, database, Errand(act=ACT, no=no, actor=CLOCK, now=now, zone=zone)))
    except Refused:
        log.info("%s is not open any more", no)
    except Exception as error:
        log.exception("%s: its duties could not be looked at", no)
        report.errors.append(f"{no}: {error}")
    else:
        report.cases += 1
        report.begun += sum(isinstance(one, StepOpened) for one in changes)
        report.missed += sum(isinstance(one, DutyMissed) for one in changes)


def _keep(database: Database, errand: Errand) -> tuple[Change, ...]:
    with database.writing() as tx:
        return carry_out(tx, errand).changes
