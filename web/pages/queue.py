"""待认领: the cases that nobody coordinates, for whoever may to take."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from cases import rights
from cases.transitions.assigning import FITTING
from config import contract
from config.i18n import speaking
from config.wiring import App
from models.moments import local_date
from models.people import Person
from models.vocabulary import Role
from store import caselist, narrowing, people
from web.access import Asking, Parts, Visitor
from web.again import NOTHING, Again
from web.paper import render

router = APIRouter()
UNCLAIMED: narrowing.Filters = {"coordinator": narrowing.NOBODY, "is_closed": False}


def takes_cases(person: Person) -> bool:
    """Whether ``person`` may take a case to coordinate it."""
    return person.role in FITTING[Role.COORDINATOR] and rights.scope(person, "claim") is not rights.Scope.NONE


@router.get("/queue")
def page(request: Request, app: Parts, who: Asking, cursor: str = "") -> HTMLResponse:
    """The queue, the newest case first."""
    return _page(request, app, who, cursor)


def with_form(request: Request, app: App, who: Visitor, again: Again) -> HTMLResponse:
    """The queue again, with why a case could not be taken."""
    return _page(request, app, who, again=again)


def _page(request: Request, app: App, who: Visitor, cursor: str = "", again: Again = NOTHING) -> HTMLResponse:
    scope, today = rights.readable(who.person), local_date(app.now(), app.zone)
    with app.database.reading() as tx, speaking(who.person.language):
        found = caselist.listing(tx, scope, today, cursor=cursor or None, **UNCLAIMED)
        count = caselist.count(tx, scope, today, **UNCLAIMED)
        stages = contract.stage_titles(tx)
        names = people.names(tx)
    return render(
        request,
        "queue.html",
        who,
        again=again,
        found=found,
        count=count,
        stages=stages,
        names=names,
        takes=takes_cases(who.person),
    )
