"""Stays (阶段停留): when every case of a scope entered and left its stages, closed cases too, and what that comes to.

The stays of a case are told by its journal (`StageEntered`, `StageLeft`, `CaseClosed`). Days are calendar days. A stay that
was gone back on (reopened) counts as if it had not ended; of a case taken over only what came after is known to be here.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from models.people import Scope
from store.board import percentile
from store.scopes import within
from store.tables import case

_CASES = select(
    case.c.closed_on, case.c.detail["visits"].label("visits"), case.c.detail["taken_over_on"].label("taken_over_on")
)
AGES = (30, 60, 90, 180)  # days: the last of each band but the oldest


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay in ``stage``, here since ``here_since``; over from ``ended_on`` on, None while it goes on."""

    stage: str
    entered_on: date
    here_since: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Durations:
    """How long stays in one stage took: of the ``ended`` ones median and p90, of the ``running`` ones the median so far."""

    ended: int
    median_days: int
    p90_days: int
    running: int
    running_median_days: int


def of_cases(tx: Connection, scope: Scope) -> list[Stay]:
    """Every stay of every case of ``scope``, in one statement."""
    found: list[Stay] = []
    for closed_on, visits, taken_over_on in tx.execute(_CASES.where(within(case.c.site, scope))):
        here = taken_over_on or ""
        for visit in visits:
            ended_on = date.fromisoformat(visit["left_on"]) if visit.get("left_on") else closed_on
            since = date.fromisoformat(max(visit["entered_on"], here))
            found.append(Stay(visit["stage"], date.fromisoformat(visit["entered_on"]), since, ended_on))
    return found


def backlog(stays: Iterable[Stay], days: Sequence[date]) -> list[Mapping[str, int]]:
    """How many cases were in each stage at the end of each of ``days``, which must be in order."""
    turns: list[Counter[str]] = [Counter() for _ in range(len(days) + 1)]
    for stay in stays:
        turns[bisect_left(days, stay.here_since)][stay.stage] += 1
        if stay.ended_on is not None:
            turns[bisect_left(days, max(stay.ended_on, stay.here_since))][stay.stage] -= 1
    found: list[Mapping[str, int]] = []
    now = Counter[str]()
    for turn in turns[: len(days)]:
        now.update(turn)
        found.append(dict(now))
    return found


def durations(stays: Iterable[Stay], today: date) -> Mapping[str, Durations]:
    """How long the stays in each stage took, or have taken by ``today``."""
    ended, running = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
    for stay in stays:
        days = ((stay.ended_on or today) - stay.entered_on).days
        (running if stay.ended_on is None else ended)[stay.stage].append(days)
    return {
        stage: Durations(
            ended=len(ended[stage]),
            median_days=percentile(ended[stage], 50),
            p90_days=percentile(ended[stage], 90),
            running=len(running[stage]),
            running_median_days=percentile(running[stage], 50),
        )
        for stage in {*ended, *running}
    }


def ages(stays: Iterable[Stay], today: date) -> list[Mapping[str, int]]:
    """How many running stays of each stage are in each band of `AGES`, the youngest band first; the last has no end."""
    found: list[Counter[str]] = [Counter() for _ in range(len(AGES) + 1)]
    for stay in stays:
        if stay.ended_on is None:
            found[bisect_left(AGES, (today - stay.entered_on).days)][stay.stage] += 1
    return [dict(one) for one in found]
