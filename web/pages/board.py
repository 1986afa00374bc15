"""阶段看板: how many cases stand where, for how long, whose time that was, and who carries them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection

from actions.problems import rules_now
from cases import rights
from cases.naming import of_key
from config import benefits, contract, parties, problems, whose_time, words
from config.i18n import speaking
from jobs.live import Live
from models.moments import local_date
from models.vocabulary import CaseStatus
from store import agenda, caselist, definitions, people
from store import board as boards
from store.agenda import AgendaItem
from store.board import Load
from store.narrowing import NOBODY
from web.access import Asking, Parts, Visitor
from web.pages.board_lanes import CARDS, lanes
from web.pages.case_filters import Chosen, Filters
from web.paper import render

router = APIRouter()
TAKE_OFF = "take-off-agenda"
HEAD: dict[str, tuple[dict[str, Any], str]] = {
    "total": ({}, ""),
    "late": ({"overdue": True}, "late"),
    "law": ({"law": True}, "soon"),
    "deciding": ({"deciding": True}, "soon"),
    "escalated": ({"escalated": True}, "late"),
    "suspended": ({"status": CaseStatus.SUSPENDED}, ""),
}
"""The numbers at the head: what their lists are narrowed to, and how they look once they are more than 0."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number at the head of the board, and the list it opens; it looks late or soon once it is more than 0."""

    what: str
    count: int
    href: str
    look: str


@router.get("/board")
def page(request: Request, app: Parts, who: Asking, asked: Chosen) -> HTMLResponse:
    """A lane for each stage of every process that has a case here, empty ones too; the load of each coordinator.

    Every number opens its list.
    """
    today, scope = local_date(app.now(), app.zone), rights.readable(who.person)
    chosen = Filters(site=asked.site, process=asked.process, coordinator=asked.coordinator)
    with (
        app.database.reading() as tx,
        speaking(who.person.language),
        parties.known(definitions.parties(tx)),
    ):
        narrowed, live = chosen.wanted(tx, who.person, today), Live(tx, today)
        loads = boards.loads(tx, scope, today, **narrowed)
        columns = boards.columns(tx, scope, today, loads, cards=CARDS, **narrowed)
        shown = lanes(tx, columns, whose_time.splits(tx, scope, live, **narrowed), live)
        listed = agenda.listing(tx, scope, today, **narrowed)
        recurring = problems.overview(tx, scope, app.now(), app.zone).proposed
        topics = rules_now(tx).topics
        names = {one.login: one.name for one in people.everybody(tx).values()}
        values: dict[str, Any] = {
            "figures": _figures(tx, who, chosen, loads, live),
            "why": {one.line.no: _why(tx, one) for one in listed},
            "benefits": benefits.of_scope(tx, scope.at(chosen.site), today),
        }
    return render(
        request,
        "board.html",
        who,
        chosen=chosen,
        lanes=shown,
        held=[(one.title, one.held) for one in shown if one.held],
        load=_load(loads, names),
        names=names,
        agenda=listed,
        recurring=recurring,
        topics=topics,
        may_take_off={one.line.site for one in listed if not rights.may_at(who.person, TAKE_OFF, one.line.site)},
        **values,
    )


def _figures(tx: Connection, who: Visitor, chosen: Filters, loads: Iterable[Load], live: Live) -> list[Figure]:
    """The numbers at the head: what the loads say already, and what is counted for itself."""
    known = {
        "total": sum(one.count for one in loads),
        "late": sum(one.late for one in loads),
        "suspended": sum(one.suspended for one in loads),
    }
    found = []
    for what, (asked, look) in HEAD.items():
        narrowed = replace(chosen, **asked)
        count = known[what] if what in known else _count(tx, who, narrowed, live)
        found.append(Figure(what, count, narrowed.opens(), look if count else ""))
    return found


def _count(tx: Connection, who: Visitor, narrowed: Filters, live: Live) -> int:
    wanted = narrowed.wanted(tx, who.person, live.today)
    return caselist.count(tx, rights.readable(who.person), live.today, **wanted)


def _load(loads: Iterable[Load], names: Mapping[str, str]) -> list[tuple[str, str, int, int]]:
    """Of each coordinator login, name, open cases and late ones."""
    count, late = Counter[str](), Counter[str]()
    for one in loads:
        count[one.coordinator or NOBODY] += one.count
        late[one.coordinator or NOBODY] += one.late
    return [(login, names.get(login, ""), count[login], late[login]) for login in sorted(count)]


def _why(tx: Connection, item: AgendaItem) -> str:
    """Why it is on the agenda: what somebody wrote, or the rung that put it there."""
    return words.by_rung(item.reason, lambda step: contract.step_title(tx, item.line.process_hash, of_key(step)))
