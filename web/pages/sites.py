"""示范点: the sites an administrator looks after: what each is called, which calendar it works by, what is in it."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from cases import rights
from config.sites import ACT, add_site, change_site
from config.wiring import App
from models.people import NOWHERE
from models.refusals import Missing, Reason
from store import caselist, definitions, people, sites
from store.sites import Site
from web.access import Asking, Form, Parts, Visitor, text
from web.again import NOTHING, Again, shown_again
from web.paper import render

router = APIRouter()
PAGE, NEW = "/sites", "site"


@router.get(PAGE)
def page(request: Request, app: Parts, who: Asking) -> HTMLResponse:
    """The sites, each to be changed, and the form of a new one for whoever manages them all."""
    return with_form(request, app, who, NOTHING)


def with_form(request: Request, app: App, who: Visitor, again: Again) -> HTMLResponse:
    """The page, with a form that was refused if ``again`` is one."""
    managed = rights.sites(who.person, ACT)
    if managed == NOWHERE:
        raise Missing(Reason("page_missing"))
    with app.database.reading() as tx:
        return render(
            request,
            "sites.html",
            who,
            again=again,
            sites=sites.listing(tx, managed),
            cases=caselist.open_by(tx, managed, "site"),
            people=Counter(one.site for one in people.listing(tx, managed)),
            calendars=sorted(definitions.hashes_in_force(tx, "calendar")),
            adds=rights.may_at(who.person, ACT, "") is None,
        )


def changing(given: Mapping[str, Any]) -> str:
    """The name of the form that changes one site."""
    return f"change-{given['code']}"


def with_change(request: Request, code: str, app: App, who: Visitor, again: Again) -> HTMLResponse:
    """The page, with the change that was refused."""
    return with_form(request, app, who, again)


@router.post(PAGE)
@shown_again(with_form, NEW)
def add(request: Request, app: Parts, who: Asking, sent: Form) -> Response:
    """A new site."""
    site = Site(text(sent, "code").strip(), text(sent, "name").strip(), text(sent, "calendar"))
    with app.database.writing() as tx:
        add_site(tx, site, by=who.person)
    return RedirectResponse(PAGE, 303)


@router.post(PAGE + "/{code}")
@shown_again(with_change, changing)
def change(request: Request, code: str, app: Parts, who: Asking, sent: Form) -> Response:
    """Another name or calendar; the code stays, it stands in every case number."""
    with app.database.writing() as tx:
        change_site(tx, Site(code, text(sent, "name").strip(), text(sent, "calendar")), by=who.person)
    return RedirectResponse(PAGE, 303)
