"""成员单位: the departments the processes name, who speaks for each here, and how many cases wait for them now."""

from collections import defaultdict

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from cases import rights
from models.people import NOWHERE, Person
from models.refusals import Missing, Reason
from models.vocabulary import Role
from store import caselist, definitions, people
from web.access import Asking, Parts
from web.paper import render

router = APIRouter()


@router.get("/departments")
def page(request: Request, app: Parts, who: Asking) -> HTMLResponse:
    """Every department by name; people and cases only of the sites whose settings are theirs to see."""
    theirs = rights.settings_of(who.person)
    if theirs == NOWHERE:
        raise Missing(Reason("page_missing"))
    speaking_for: dict[str, list[Person]] = defaultdict(list)
    with app.database.reading() as tx:
        for one in people.listing(tx, theirs, role=Role.DEPARTMENT):
            speaking_for[one.party].append(one)
        waiting = caselist.open_by(tx, rights.readable(who.person), "holder") if rights.reads(who.person) else {}
        known = list(definitions.parties(tx))
    manages = rights.sites(who.person, "manage-people") != NOWHERE
    return render(
        request, "departments.html", who, departments=known, speakers=speaking_for, waiting=waiting, manages=manages
    )
