"""What would wait, and until when, were the dates of every case computed again by the calendar that is live."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions import recompute_deadlines
from actions.surroundings import surroundings
from cases import acts
from cases.fold import advance
from cases.waiting import waitings
from jobs.live import Live
from models.casefile import CaseFile
from models.people import CLOCK
from models.refusals import Refused
from models.waiting import Waiting
from store import cases


def dated_anew(tx: Connection, live: Live, present: Iterable[Waiting], now: datetime, zone: ZoneInfo) -> list[Waiting]:
    """The same things in the same order, each with the date it would have; what belongs to no case stays as it is."""
    present = list(present)
    dated = {
        one.key: one
        for no in sorted({one.case for one in present if one.case})
        for one in waitings(_computed_again(tx, live, cases.load(tx, no), now, zone))
    }
    return [dated.get(one.key, one) for one in present]


def _computed_again(tx: Connection, live: Live, casefile: CaseFile, now: datetime, zone: ZoneInfo) -> CaseFile:
    """The case after `recompute_deadlines`; one that is not open any more keeps its dates."""
    around = surroundings(tx, casefile.site, CLOCK, now, zone=zone).occasion
    occasion = replace(around, calendar=live.calendar(casefile.site))
    try:
        changes = acts.decide(recompute_deadlines.ACT, casefile, "", {}, occasion, {})
    except Refused:
        return casefile
    return advance(casefile, changes) if changes else casefile
