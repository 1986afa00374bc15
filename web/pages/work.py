"""我的工作: what one person has to do, grouped by how pressing it is."""

from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection

from cases import rights, standing_in
from cases.rights import Scope
from config.i18n import speaking
from config.wiring import App
from jobs.live import Live
from jobs.worklist import work_of
from models.moments import local_date
from models.people import NOWHERE, Person
from store import approvals, inbox
from web.access import Asking, Parts, Visitor
from web.again import NOTHING, Again
from web.pages.inbox import Told, by_step, in_words
from web.pages.work_view import GROUPS, row, strip
from web.paper import render

router = APIRouter()

DECIDE = "approve-plan"
TILES = ("late", "today", "week", "waiting", "review")
HEARD = 4  # what was told last about as many steps stands beside the list


@router.get("/")
def page(request: Request, app: Parts, who: Asking, show: str = "") -> Response:
    """The list; ``show`` keeps one group. Who has no cases begins at the first page of their menu."""
    if rights.readable(who.person) == NOWHERE and rights.sites(who.person, "manage-people") != NOWHERE:
        return RedirectResponse("/people", 303)
    return _page(request, app, who, show)


def with_form(request: Request, app: App, who: Visitor, again: Again) -> HTMLResponse:
    """The list again, with a form that was refused."""
    return _page(request, app, who, again=again)


def _page(request: Request, app: App, who: Visitor, show: str = "", again: Again = NOTHING) -> HTMLResponse:
    today, me = local_date(app.now(), app.zone), who.person
    with app.database.reading() as tx, speaking(me.language):
        found, absences = work_of(tx, rights.readable(me), me, today)
        live = Live(tx, today)
        rows = [row(tx, one, live.calendar(one.site), today, live.people[of or me.login], me) for one, of in found]
        away = standing_in.away(me.login, live.office, today)
        names = {login: one.name for login, one in live.people.items()}
        heard = _heard(tx, me, today)
        whose = (me.login, *(one.person for one in absences))
        awaiting = approvals.awaiting(
            tx, rights.readable(me), whose, nobodys=rights.scope(me, DECIDE) is not Scope.NONE
        )
        ahead = strip(live.calendar(me.site), today, rows) if me.site else []
    groups = {key: [one for one in rows if one.group == key] for key in GROUPS}
    chosen = {key: group for key, group in groups.items() if group and show in ("", key)}
    return render(
        request,
        "work.html",
        who,
        again=again,
        lost=bool(again.form) and again.form not in {one.finish.name for one in rows if one.finish},
        groups=chosen,
        tiles=[(key, GROUPS[key], len(groups[key])) for key in TILES],
        titles=GROUPS,
        show=show,
        count=len(rows),
        cases=len({one.item.no for one in rows}),
        heard=heard,
        ahead=ahead,
        reads=rights.readable(me) != NOWHERE,
        absences=absences,
        awaiting=[(one, live.calendar(one.site).between(one.since, today)) for one in awaiting],
        away=away,
        names=names,
    )


def _heard(tx: Connection, person: Person, today: date) -> list[Told]:
    return by_step(in_words(tx, inbox.of_person(tx, person.login, limit=12).items, person, today))[:HEARD]
