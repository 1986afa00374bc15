"""阶段看板: how many cases stand where, for how long, whose time that was, and who carries them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection

from cases import rights
from cases.gate import forward, gate
from cases.naming import of_key
from cases.shares import Shares, in_order
from config import benefits, contract, watchlist, whose_time, words
from config.i18n import speaking
from config.whose_time import Split
from jobs.live import Live
from models.moments import local_date
from models.refusals import Reason
from models.vocabulary import Priority
from store import agenda, caselist, cases, people
from store import board as boards
from store.agenda import AgendaItem
from store.board import Card, Column
from web.access import Asking, Parts
from web.paper import render

router = APIRouter()
TAKE_OFF = "take-off-agenda"
CARDS = 8
SOON_WORKDAYS = 3  # before a date of ours
SOON_DAYS = 15  # before one of the law


@dataclass(frozen=True, slots=True)
class Tile:
    """One case on the board. ``look`` is late, soon or empty; ``stuck`` what its gate misses first; ``left`` the calendar days to
    the nearest date of the law, negative once it passed, None without one; ``unconfirmed`` if that rests on a fact not seen."""

    card: Card
    look: str
    stuck: Reason | None
    left: int | None
    unconfirmed: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """One stage of all processes, with its most pressing cases."""

    key: str
    title: str
    count: int
    late: int
    median_days: int
    held: Shares
    tiles: tuple[Tile, ...]


@router.get("/board")
def page(request: Request, app: Parts, who: Asking) -> HTMLResponse:
    """A lane for each stage of every process that has a case here, empty ones too; the load of each coordinator.

    Every number opens its list.
    """
    today, scope = local_date(app.now(), app.zone), rights.readable(who.person)
    with app.database.reading() as tx, speaking(who.person.language):
        columns = boards.board(tx, scope, today, cards=CARDS)
        lines = caselist.listing(tx, scope, today, is_closed=False, limit=10_000).items
        listed = agenda.listing(tx, scope, today)
        watch = watchlist.of_scope(tx, scope, today)
        owed = benefits.of_scope(tx, scope, today)
        why = {one.line.no: _why(tx, one) for one in listed}
        names = {one.login: one.name for one in people.everybody(tx).values()}
        splits = whose_time.splits(tx, scope, today)
        stages = contract.stage_titles(tx, {one.process for one in columns})
        lanes = [
            _lane(tx, key, title, [one for one in columns if one.stage == key], _held(splits, key), today)
            for key, title in stages.items()
        ]
    open_by = Counter(one.coordinator for one in lines)
    late_by = Counter(one.coordinator for one in lines if one.is_late)
    return render(
        request,
        "board.html",
        who,
        lanes=lanes,
        held=[(one.title, one.held) for one in lanes if one.held],
        total=len(lines),
        late=sum(late_by.values()),
        suspended=sum(one.status == "suspended" for one in lines),
        load=[
            (login or caselist.NOBODY, names.get(login or "", ""), open_by[login], late_by[login])
            for login in sorted(open_by, key=str)
        ],
        names=names,
        agenda=listed,
        watch=watch,
        benefits=owed,
        why=why,
        may_take_off={one.line.site for one in listed if not rights.may_at(who.person, TAKE_OFF, one.line.site)},
        balls={no: ball for split in splits.values() for no, ball in split.balls.items()},
    )


def _lane(tx: Connection, key: str, title: str, columns: list[Column], held: Shares, today: date) -> Lane:
    """The cards of several processes together: urgent ones first, then the longest there."""
    cards = sorted((card for one in columns for card in one.cards), key=_pressing)[:CARDS]
    return Lane(
        key=key,
        title=title,
        count=sum(one.count for one in columns),
        late=sum(one.late for one in columns),
        median_days=max(columns, key=lambda one: one.count).median_days if columns else 0,
        held=held,
        tiles=tuple(_tile(tx, card, today) for card in cards),
    )


def _pressing(card: Card) -> tuple[bool, int]:
    return (card.line.priority is not Priority.HIGH, -card.days)


def _tile(tx: Connection, card: Card, today: date) -> Tile:
    casefile = cases.load(tx, card.line.no)
    calendar = Live(tx, today).calendar(casefile.site)
    laws = (step.statutory for step in casefile.live_steps if step.statutory)
    law = min(laws, key=lambda one: one.due_on, default=None)
    left = (law.due_on - today).days if law else None
    verdict = gate(casefile) if forward(casefile) else None
    near = card.line.due_on is not None and today <= card.line.due_on <= calendar.add(today, SOON_WORKDAYS)
    soon = near or (left is not None and left <= SOON_DAYS)
    look = "late" if card.line.is_late else "soon" if soon else ""
    stuck = verdict.missing[0] if verdict and verdict.missing else None
    return Tile(card, look, stuck, left, unconfirmed=law is not None and law.is_unconfirmed)


def _why(tx: Connection, item: AgendaItem) -> str:
    """Why it is on the agenda: what somebody wrote, or the rung that put it there."""
    return words.by_rung(item.reason, lambda step: contract.step_title(tx, item.line.process_hash, of_key(step)))


def _held(splits: Mapping[boards.Stage, Split], stage: str) -> Shares:
    """The working days of each holder in a lane, which is one stage of all processes."""
    total: Counter[str] = Counter()
    for (_, key), split in splits.items():
        total.update(split.shares if key == stage else {})
    return in_order(total)
