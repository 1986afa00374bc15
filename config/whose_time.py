"""Whose time it was (责任时钟), as pages, the command and the API tell it alike."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Unpack

from sqlalchemy import Connection

from cases.naming import stage_title
from cases.shares import Shares, course, held_in, held_workdays, in_order, present, shares
from cases.workdays import WorkCalendar
from config import parties, words
from config.i18n import _
from jobs.live import Live
from models.casefile import CaseFile, Visit
from models.holding import Holdings
from models.people import Scope
from store import holdings
from store.board import Stage
from store.caselist import CaseLine
from store.narrowing import Filters

NOT_YET: dict[str, Any] = {"holder": None, "since": None, "workdays": 0, "elapsed_workdays": 0, "by": {}}
"""Of a step to come."""


@dataclass(frozen=True, slots=True)
class Ball:
    """Who has a case now, since when, and how many working days that is."""

    holder: str
    since: date
    workdays: int


@dataclass(slots=True)
class Split:
    """One stage on the board: the working days of each holder over all its cases, and how many each of them has now."""

    shares: Counter[str] = field(default_factory=Counter)
    now: Counter[str] = field(default_factory=Counter)

    @property
    def by(self) -> Shares:
        """The shares in their usual order."""
        return in_order(self.shares)


def splits(tx: Connection, scope: Scope, live: Live, **filters: Unpack[Filters]) -> dict[Stage, Split]:
    """Whose time the present stays of the open cases in ``scope`` that fit have been, stage by stage."""
    found: dict[Stage, Split] = defaultdict(Split)
    for one in holdings.of_open_cases(tx, scope, live.today, **filters):
        split = found[one.process, one.stage]
        split.shares[one.holder] += live.calendar(one.site).between(one.day, live.today) * one.count
        split.now[one.holder] += one.count
    return found


def ball(line: CaseLine, live: Live) -> Ball | None:
    """Who has a case of a list now, None of one that is closed."""
    if line.holder_since is None:
        return None
    return Ball(line.holder, line.holder_since, held_workdays(line.holder_since, live.calendar(line.site), live.today))


def by_stage(found: Mapping[Stage, Split]) -> dict[str, Shares]:
    """The shares of each stage, whatever process it belongs to."""
    total: dict[str, Counter[str]] = {}
    for (_process, stage), split in found.items():
        total.setdefault(stage, Counter()).update(split.shares)
    return {stage: in_order(shares) for stage, shares in total.items()}


def of_case(casefile: CaseFile, calendar: WorkCalendar, today: date) -> dict[str, Any]:
    """Who has the case, and the shares of each of its stays."""
    stays = [(visit, held_in(course(casefile, visit))) for visit in casefile.visits]
    stages = [{**_stay(casefile, visit), **_by(held, calendar, today)} for visit, held in stays]
    return _now(stays[-1][1], calendar, today) | {"stages": stages}


def _stay(casefile: CaseFile, visit: Visit) -> dict[str, Any]:
    title = words.said(stage_title(casefile, visit.stage))
    return {"stage": visit.stage, "stage_title": title, "round": visit.round}


def of_step(held: Holdings, calendar: WorkCalendar, today: date) -> dict[str, Any]:
    """Who has a step, and its shares."""
    return _now(held, calendar, today) | _by(held, calendar, today)


def in_words(by: Mapping[str, int]) -> str:
    """``海关 12 · 企业 9 个工作日``; empty of nothing."""
    parts = " · ".join(f"{parties.holder(holder)} {days}" for holder, days in by.items())
    return _("{parts} 个工作日").format(parts=parts) if parts else ""


def _now(held: Holdings, calendar: WorkCalendar, today: date) -> dict[str, Any]:
    last = present(held)
    since = last.since if last else None
    return {
        "holder": last.holder if last else None,
        "since": since,
        "workdays": held_workdays(since, calendar, today),
    }


def _by(held: Holdings, calendar: WorkCalendar, today: date) -> dict[str, Any]:
    by = shares(held, calendar, today)
    return {"elapsed_workdays": sum(by.values()), "by": by}
