"""阶段看板: how many cases stand where, for how long, whose time that was, and who carries them; seen in several ways."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection

from actions.problems import rules_now
from cases import rights
from cases.naming import of_key
from cases.transitions.assigning import FITTING
from config import benefits, contract, parties, problems, watchlist, whose_time, words
from config.i18n import speaking
from jobs.live import Live
from models.moments import local_date
from models.people import Person, Scope
from models.vocabulary import CaseStatus, Role
from store import absences, agenda, caselist, compliance, definitions, heat, people, sites
from store import board as boards
from store.agenda import AgendaItem
from store.board import Load
from store.narrowing import NOBODY
from store.narrowing import Filters as Narrowed
from web.access import Asking, Parts
from web.pages import board_heat, board_results
from web.pages.board_lanes import CARDS, crowds, lanes
from web.pages.board_matrix import matrix
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


@dataclass(frozen=True, slots=True)
class Carried:
    """How many open cases a coordinator has, and how many of them late; those of nobody have no name."""

    login: str
    name: str
    count: int
    late: int


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looking at the board: what it is narrowed to, as the page and as the store say it, and who carries what."""

    tx: Connection
    person: Person
    live: Live
    chosen: Filters
    narrowed: Narrowed
    now: datetime
    zone: ZoneInfo
    loads: list[Load]
    names: Mapping[str, str]

    @property
    def scope(self) -> Scope:
        """The sites they may see."""
        return rights.readable(self.person)


@router.get("/board")
def page(request: Request, app: Parts, who: Asking, asked: Chosen, view: str = "") -> HTMLResponse:
    """The board in one of its `VIEWS`, narrowed to a site, a process or a coordinator. Every number opens its list."""
    today, scope, chosen = local_date(app.now(), app.zone), rights.readable(who.person), asked.of_board()
    shown = view if view in VIEWS else LANES
    with (
        app.database.reading() as tx,
        speaking(who.person.language),
        parties.known(definitions.parties(tx)),
    ):
        narrowed = chosen.wanted(tx, who.person, today)
        look = Look(
            tx=tx,
            person=who.person,
            live=Live(tx, today),
            chosen=chosen,
            narrowed=narrowed,
            now=app.now(),
            zone=app.zone,
            loads=boards.loads(tx, scope, today, **narrowed),
            names=people.names(tx),
        )
        values: dict[str, Any] = {
            "figures": _figures(look),
            "sites": [(one.code, one.name) for one in sites.listing(tx, scope)],
            "processes": contract.process_titles(tx),
            "carriers": _carriers(tx, scope),
            **VIEWS[shown](look),
        }
    return render(
        request,
        "board.html",
        who,
        chosen=chosen,
        view=shown,
        views=[*VIEWS],
        names=look.names,
        load=_load(look),
        **values,
    )


def _lanes(look: Look) -> dict[str, Any]:
    """A lane for each stage, whose time it was, what is to be spoken of, and the load of each coordinator."""
    tx, scope, today = look.tx, look.scope, look.live.today
    columns = boards.columns(tx, scope, today, look.loads, cards=CARDS, **look.narrowed)
    found = lanes(tx, columns, whose_time.splits(tx, scope, look.live, **look.narrowed), look.live)
    listed = agenda.listing(tx, scope, today, **look.narrowed)
    return {
        "lanes": found,
        "crowds": crowds(tx, columns) if look.chosen.site or look.person.site else [],
        "held": [one for one in found if one.split.shares.total() or one.split.now.total()],
        "agenda": listed,
        "watch": watchlist.of_scope(tx, scope.at(look.chosen.site), today),
        "recurring": problems.overview(tx, scope.at(look.chosen.site), look.now, look.zone).proposed,
        "topics": rules_now(tx).topics,
        "why": {one.line.no: _why(tx, one) for one in listed},
        "may_take_off": {one.line.site for one in listed if not rights.may_at(look.person, TAKE_OFF, one.line.site)},
    }


def _matrix(look: Look) -> dict[str, Any]:
    """Who has how many cases in which stage, and who is late in which way."""
    tx, scope, today = look.tx, look.scope, look.live.today
    ways = boards.late_ways(tx, scope, today, **look.narrowed)
    return {
        "lines": matrix(look.loads, ways, look.names, absences.listing(tx, scope, today), today),
        "stages": contract.stage_titles(tx, {one.process for one in look.loads}),
    }


def _heat(look: Look) -> dict[str, Any]:
    """In how many cases each step was or will be due, week by week."""
    spans = board_heat.spans(look.live.today)
    found = heat.due_in_spans(look.tx, look.scope, look.live.today, board_heat.ends(spans), **look.narrowed)
    return {"spans": spans, "rows": board_heat.rows(found, contract.step_titles(look.tx), len(spans))}


def _results(look: Look) -> dict[str, Any]:
    """What was done in time month by month, which clauses cost the most points, and what departments owe."""
    tx, today, site = look.tx, look.live.today, look.chosen.site
    months = board_results.months(today)
    all_of_them: Narrowed = {**look.narrowed, "is_closed": None}
    kept = compliance.by_month(tx, look.scope, today, months[0], board_results.last_of(months[-1]), **all_of_them)
    return {
        "months": months,
        "rates": board_results.rates(kept, months),
        "done_address": board_results.done_address,
        "weaknesses": board_results.weaknesses(tx, look.scope.at(site)),
        "benefits": benefits.of_scope(tx, look.scope.at(site), today),
    }


LANES = "lanes"
VIEWS: dict[str, Callable[[Look], dict[str, Any]]] = {
    LANES: _lanes,
    "matrix": _matrix,
    "heat": _heat,
    "results": _results,
}


def _figures(look: Look) -> list[Figure]:
    """The numbers at the head: what the loads say already, and what is counted for itself."""
    known = {
        "total": sum(one.count for one in look.loads),
        "late": sum(one.late for one in look.loads),
        "suspended": sum(one.suspended for one in look.loads),
    }
    found = []
    for what, (asked, style) in HEAD.items():
        narrowed = replace(look.chosen, **asked)
        count = known[what] if what in known else _count(look, narrowed)
        found.append(Figure(what, count, narrowed.opens(), style if count else ""))
    return found


def _count(look: Look, narrowed: Filters) -> int:
    today = look.live.today
    return caselist.count(look.tx, look.scope, today, **narrowed.wanted(look.tx, look.person, today))


def _load(look: Look) -> list[Carried]:
    """What each coordinator carries."""
    count, late = Counter[str](), Counter[str]()
    for one in look.loads:
        count[one.coordinator or NOBODY] += one.count
        late[one.coordinator or NOBODY] += one.late
    return [Carried(login, look.names.get(login, ""), count[login], late[login]) for login in sorted(count)]


def _carriers(tx: Connection, scope: Scope) -> list[tuple[str, str]]:
    """Whose cases the board can be narrowed to: login and name."""
    found = (one for one in people.listing(tx, scope) if one.role in FITTING[Role.COORDINATOR])
    return [(one.login, one.name) for one in found]


def _why(tx: Connection, item: AgendaItem) -> str:
    """Why it is on the agenda: what somebody wrote, or the rung that put it there."""
    return words.by_rung(item.reason, lambda step: contract.step_title(tx, item.line.process_hash, of_key(step)))
