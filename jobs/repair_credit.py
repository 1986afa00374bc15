"""Clean repair (届满自动修复): its cases open ahead of the day, and end by themselves when the clean time is over, or broken."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.open_case import Follows, open_case
from actions.perform import perform
from cases import clean_repair
from cases.blueprint import blueprint
from cases.clean_repair import CleanTime
from cases.credit import Regimes
from jobs.places import places
from jobs.runs import recorded
from models.casefile import CaseFile
from models.definitions import RegimeDefinition, StageDefinition
from models.moments import local_date
from models.people import CLOCK
from store import caselist, cases, credit, definitions
from store.again import once_more
from store.database import Database

log = logging.getLogger(__name__)

UNTIL = "clean-until"
"""The milestone by which a case knows the last day of its time."""


@dataclass(slots=True)
class RepairReport:
    """The numbers of the cases that were opened and of those that ended, and what could not be looked at."""

    opened: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def repair_credit(database: Database, now: datetime, zone: ZoneInfo) -> RepairReport:
    """Look at every enterprise that was ever dishonest, each in a transaction of its own: a broken one is reported."""
    report = RepairReport()
    with recorded(database, "repairs", now) as run:
        with database.reading() as tx:
            regimes = definitions.rulebook(tx).regimes
            found = credit.ever_had(tx, {kind for one in regimes.values() for kind in _kinds(one)})
        for site, uscc in found:
            try:
                opened, ended = once_more(partial(_look, database, Look(site, uscc, regimes, now, zone)))
            except Exception as error:
                log.exception("%s %s: its repair could not be looked at", site, uscc)
                report.errors.append(f"{site} {uscc}: {error}")
            else:
                report.opened += opened
                report.ended += ended
        run.ended(ok=not report.errors, report=f"{report}")
    return report


@dataclass(frozen=True, slots=True)
class Look:
    """One enterprise looked at, at one moment."""

    site: str
    uscc: str
    regimes: Regimes
    now: datetime
    zone: ZoneInfo


def _look(database: Database, at: Look) -> tuple[list[str], list[str]]:
    """What was opened and what ended.

    1. A case that waited for a time which does not run any more ends for nothing.
    2. Once the time is over, every case that can end by it does; where none is running, one is opened to tell of it.
    3. Ahead of that, a case is opened where none waits.
    """
    with database.writing() as tx:
        today = local_date(at.now, at.zone)
        time = clean_repair.running(credit.history(tx, at.site, at.uscc), at.regimes, today)
        waiting, ended = list(_running(tx, at)), []
        for casefile in waiting:
            if (way := clean_repair.for_nothing(_stage(casefile))) and not _waits_for(casefile, time):
                _end(tx, casefile.no, way, at)
                ended.append(casefile.no)
        if time is None or today < time.shown_on:
            return [], ended
        left = [one for one in waiting if one.no not in ended and clean_repair.by_itself(_stage(one), time.rule.event)]
        opened = [] if left else [_open(tx, time, at)]
        if time.is_over(today):
            for no in (*(one.no for one in left), *opened):
                _end(tx, no, clean_repair.by_itself(_stage(cases.load(tx, no)), time.rule.event), at)
                ended.append(no)
        return opened, ended


def _kinds(regime: RegimeDefinition) -> tuple[str, ...]:
    return regime.clean_repair.after if regime.clean_repair else ()


def _running(tx: Connection, at: Look) -> Iterator[CaseFile]:
    return (cases.load(tx, no) for no in caselist.running_of(tx, at.site, at.uscc))


def _stage(casefile: CaseFile) -> StageDefinition:
    return blueprint(casefile).stages[casefile.stage].definition


def _waits_for(casefile: CaseFile, time: CleanTime | None) -> bool:
    return time is not None and casefile.milestones.get(UNTIL) == time.until


def _end(tx: Connection, no: str, outcome: str, at: Look) -> None:
    perform(tx, "advance-stage", no, actor=CLOCK, now=at.now, zone=at.zone, inputs={"outcome": outcome})


def _open(tx: Connection, time: CleanTime, at: Look) -> str:
    """Its people are those of the enterprise's last case."""
    last = caselist.newest_of(tx, at.site, at.uscc)
    before = cases.load(tx, last) if last else None
    who = places(tx, at.site, before)
    done = open_case(
        tx,
        site=at.site,
        enterprise=at.uscc,
        process=time.rule.process,
        coordinator=who.coordinator,
        liaison=who.liaison,
        supervisor=who.supervisor,
        actor=CLOCK,
        now=at.now,
        zone=at.zone,
        follows=Follows(time.event.case, {"clean_until": time.until}, {UNTIL: time.until}),
    )
    return done.no
