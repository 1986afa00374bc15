"""The lanes of the board: one for each stage of every process that has a case here, with its most pressing cases."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from cases.gate import forward, gate
from config import contract, whose_time, words
from config.whose_time import Ball, Split
from jobs.live import Live
from models.casefile import CaseFile
from models.refusals import Reason
from models.vocabulary import Priority
from store import cases, definitions
from store.board import Card, Column, Stage, percentile
from web.pages.case_filters import LAW_DAYS

CARDS = 8
SOON_WORKDAYS = 3  # before a date of ours


@dataclass(frozen=True, slots=True)
class Tile:
    """One case on the board. ``look`` is late, soon or empty; ``stuck`` what its gate misses first; ``left`` the calendar days to
    the nearest date of the law, negative once it passed, None without one; ``unconfirmed`` if that rests on a fact not seen."""

    card: Card
    ball: Ball | None
    look: str
    stuck: Reason | None
    left: int | None
    unconfirmed: bool


@dataclass(frozen=True, slots=True)
class Crowd:
    """A stage of a process with more open cases of one site than it is to have at most."""

    process: str
    stage: str
    title: str
    count: int
    at_most: int


@dataclass(frozen=True, slots=True)
class Lane:
    """One stage of all processes, with its most pressing cases; the days are calendar days in the stage."""

    key: str
    title: str
    count: int
    late: int
    median_days: int
    p90_days: int
    split: Split
    tiles: tuple[Tile, ...]


def lanes(tx: Connection, columns: list[Column], splits: Mapping[Stage, Split], live: Live) -> list[Lane]:
    """A lane for each stage of every process that has a case here, in the order of the processes; empty ones too."""
    stages = contract.stage_titles(tx, {one.process for one in columns})
    shown = {key: _shown(one for one in columns if one.stage == key) for key in stages}
    files = cases.load_all(tx, [card.line.no for cards in shown.values() for card in cards])
    return [
        Lane(
            key=key,
            title=title,
            count=sum(one.count for one in columns if one.stage == key),
            late=sum(one.late for one in columns if one.stage == key),
            median_days=percentile(days := [day for one in columns if one.stage == key for day in one.days], 50),
            p90_days=percentile(days, 90),
            split=_of_stage(splits, key),
            tiles=tuple(_tile(card, files[card.line.no], live) for card in shown[key]),
        )
        for key, title in stages.items()
    ]


def crowds(tx: Connection, columns: Iterable[Column]) -> list[Crowd]:
    """The stages over their limit, as the processes in force set it; ``columns`` are those of one site."""
    processes = definitions.rulebook(tx).processes
    found = []
    for one in columns:
        stages = processes[one.process].stages if one.process in processes else {}
        limit = stages[one.stage].at_most if one.stage in stages else None
        if limit and one.count > limit:
            title = f"{words.said(processes[one.process].title)} · {words.said(stages[one.stage].title)}"
            found.append(Crowd(one.process, one.stage, title, one.count, limit))
    return found


def _shown(columns: Iterable[Column]) -> list[Card]:
    """The cards of several processes together: urgent ones first, then the longest there."""
    return sorted((card for one in columns for card in one.cards), key=_pressing)[:CARDS]


def _pressing(card: Card) -> tuple[bool, int]:
    return (card.line.priority is not Priority.HIGH, -card.days)


def _tile(card: Card, casefile: CaseFile, live: Live) -> Tile:
    today, line = live.today, card.line
    laws = (step.statutory for step in casefile.live_steps if step.statutory)
    law = min(laws, key=lambda one: one.due_on, default=None)
    left = (law.due_on - today).days if law else None
    verdict = gate(casefile) if forward(casefile) else None
    stuck = verdict.missing[0] if verdict and verdict.missing else None
    ball, unconfirmed = whose_time.ball(line, live), law is not None and law.is_unconfirmed
    return Tile(card, ball, _look(card, left, live), stuck, left, unconfirmed)


def _look(card: Card, left: int | None, live: Live) -> str:
    today, due_on = live.today, card.line.due_on
    if card.line.is_late:
        return "late"
    near = due_on is not None and today <= due_on <= live.calendar(card.line.site).add(today, SOON_WORKDAYS)
    return "soon" if near or (left is not None and left <= LAW_DAYS) else ""


def _of_stage(splits: Mapping[Stage, Split], stage: str) -> Split:
    """What of the time goes on a lane, which is one stage of all processes."""
    total = Split()
    for one in (split for (_, key), split in splits.items() if key == stage):
        total.shares.update(one.shares)
        total.now.update(one.now)
    return total
