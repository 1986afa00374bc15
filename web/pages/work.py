"""我的工作: what one person has to do, grouped by how pressing it is."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection

from cases import rights, standing_in
from cases.rights import Scope
from cases.transitions.undoing import UNDOABLE, WITHIN
from config import contract
from config.i18n import speaking
from config.wiring import App
from jobs.live import Live
from jobs.worklist import work_of
from models.moments import local_date
from models.people import NOWHERE, Person
from store import approvals, caselist, doings, inbox, worklist
from store.approvals import Awaiting
from store.worklist import Group, Wanted, WorkItem
from web.access import Asking, Parts, Visitor, here
from web.again import NOTHING, Again
from web.pages import doings as doings_page
from web.pages.climbs import climbs
from web.pages.inbox import Told, by_step, in_words
from web.pages.queue import UNCLAIMED, takes_cases
from web.pages.saved_filters import WORK, saved
from web.pages.unfolded import unfolded
from web.pages.work_filters import WorkFilters
from web.pages.work_view import GROUPS, Row, left_this_week, row, strip
from web.paper import render

router = APIRouter()

DECIDE = "approve-plan"
TILES = (Group.LATE, Group.TODAY, Group.WEEK, Group.WAITING, Group.REVIEW)
FIRST = 12  # of each group stand on the page, the others one click away
LIMIT = 50
HEARD = 4  # what was told last about as many steps stands beside the list


@router.get("/")
def page(request: Request, app: Parts, who: Asking, cursor: str = "") -> Response:
    """The list, narrowed as the address says. Who has no cases begins at the first page of their menu."""
    if rights.replies(who.person):
        return RedirectResponse("/asked", 303)
    if rights.readable(who.person) == NOWHERE and rights.sites(who.person, "manage-people") != NOWHERE:
        return RedirectResponse("/people", 303)
    return _page(request, app, who, WorkFilters.of(request.query_params), cursor)


def with_form(request: Request, app: App, who: Visitor, again: Again) -> HTMLResponse:
    """The list again, as it was narrowed, with a form that was refused."""
    return _page(request, app, who, WorkFilters.of(dict(parse_qsl(urlsplit(back(request)).query))), again=again)


def back(request: Request) -> str:
    """The list somebody sent a form from, at the row that was unfolded."""
    came_from = urlsplit(here(request))
    if came_from.path != "/":
        return "/"
    place = dict(parse_qsl(came_from.query)).get("at", "")
    return came_from._replace(fragment=quote(place)).geturl()


def _page(
    request: Request, app: App, who: Visitor, chosen: WorkFilters, cursor: str = "", again: Again = NOTHING
) -> HTMLResponse:
    today, me = local_date(app.now(), app.zone), who.person
    with app.database.reading() as tx, speaking(me.language):
        everything, absences = work_of(tx, me, today)
        counted = worklist.tally(tx, rights.readable(me), chosen.around(everything, me.login))
        found, following = _found(tx, me, chosen, everything, cursor)
        live = Live(tx, today)
        absent = [one.person for one in absences]
        rows = [row(tx, one, live.calendar(one.site), today, me, live.people, absent) for one in found]
        opened = unfolded(tx, app, me, chosen.at, found)
        ahead = strip(live.calendar(me.site), today, counted.days) if me.site else []
        values = {
            "climbs": climbs(tx, live, found, today),
            "awaiting": _awaiting(tx, me, absent, live),
            "saved": saved(tx, me.login, WORK, urlsplit(chosen.href()).query),
            "stages": contract.stage_titles(tx),
            **_beside(tx, app, me, live),
        }
    return render(
        request,
        "work.html",
        who,
        again=again,
        lost=bool(again.form) and again.form not in opened.forms | {one.finish.name for one in rows if one.finish},
        chosen=chosen,
        counted=counted,
        groups=_in_groups(rows),
        tiles=[(key, GROUPS[key], counted.groups[key]) for key in TILES],
        titles=GROUPS,
        following=following and chosen.href(cursor=following),
        unfolded=opened,
        ahead=ahead,
        left=left_this_week(ahead, today),
        reads=rights.readable(me) != NOWHERE,
        absences=absences,
        **values,
    )


def _beside(tx: Connection, app: App, me: Person, live: Live) -> dict[str, Any]:
    """What stands around the list: who is away, what waits to be claimed, what one just did, what others did, what was said."""
    names = {login: one.name for login, one in live.people.items()}
    scope = rights.readable(me)
    done = doings.just_done(tx, scope, me.login, app.now() - WITHIN, UNDOABLE)
    return {
        "names": names,
        "away": standing_in.away(me.login, live.office, live.today),
        "unclaimed": caselist.count(tx, scope, live.today, **UNCLAIMED) if takes_cases(me) else 0,
        "just_done": doings_page.in_words(tx, done, names),
        "news": doings_page.news(tx, me, names),
        "heard": _heard(tx, me, live.today),
    }


def _in_groups(rows: Sequence[Row]) -> dict[Group, list[Row]]:
    """The groups that have any, in their order."""
    groups = {key: [one for one in rows if one.item.group == key] for key in GROUPS}
    return {key: group for key, group in groups.items() if group}


def _found(
    tx: Connection, me: Person, chosen: WorkFilters, everything: Wanted, cursor: str
) -> tuple[list[WorkItem], str]:
    """The steps on the page, and the cursor of what follows, empty if nothing does."""
    scope, wanted = rights.readable(me), chosen.wanted(everything, me.login)
    if not chosen.is_one_list:
        return worklist.first_of_each(tx, scope, wanted, FIRST), ""
    found = worklist.listing(tx, scope, wanted, cursor=cursor or None, limit=LIMIT)
    return list(found.items), found.next or ""


def _awaiting(tx: Connection, me: Person, absent: Collection[str], live: Live) -> list[tuple[Awaiting, int]]:
    """The plans that wait for a decision of ``me``, or of ``absent`` in whose place ``me`` stands; for how many working days."""
    nobodys = rights.scope(me, DECIDE) is not Scope.NONE
    found = approvals.awaiting(tx, rights.readable(me), (me.login, *absent), nobodys=nobodys)
    return [(one, live.calendar(one.site).between(one.since, live.today)) for one in found]


def _heard(tx: Connection, person: Person, today: date) -> list[Told]:
    return by_step(in_words(tx, inbox.of_person(tx, person.login, limit=12).items, person, today))[:HEARD]
