"""资质登记: who holds which qualification until when, kept by administrators and site leads."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from actions.record_qualification import record_qualification
from actions.withdraw_qualification import withdraw_qualification
from cases import rights
from cases.qualified import kinds_of
from config.accounts import registered
from config.wiring import App
from models.moments import local_date
from models.people import NOWHERE, Person
from models.refusals import Missing, Reason
from store import definitions, people, sites
from web.access import Asking, Form, Id, Parts, Visitor, text
from web.again import NOTHING, Again, shown_again
from web.forms import read_day
from web.paper import render

router = APIRouter()
PAGE, NEW = "/qualifications", "qualification"


@router.get(PAGE)
def page(request: Request, app: Parts, who: Asking) -> HTMLResponse:
    """The register, and the form for a new entry."""
    return with_form(request, app, who, NOTHING)


def with_form(request: Request, app: App, who: Visitor, again: Again) -> HTMLResponse:
    """The page, with a form that was refused if ``again`` is one."""
    require_register(who.person)
    with app.database.reading() as tx:
        return render(
            request,
            "qualifications.html",
            who,
            again=again,
            register=registered(tx, who.person),
            kinds=kinds_of(definitions.rulebook(tx).regimes.values()),
            people=people.listing(tx, rights.sites(who.person, "record-qualification")),
            sites=sites.listing(tx, rights.sites(who.person, "record-qualification")),
            today=local_date(app.now(), app.zone),
        )


def withdrawal(given: Mapping[str, Any]) -> str:
    """The name of the form that withdraws one entry."""
    return f"withdraw-{given['id']}"


def with_withdrawal(request: Request, id: int, app: App, who: Visitor, again: Again) -> HTMLResponse:
    """The page, with the withdrawal that was refused."""
    return with_form(request, app, who, again)


@router.post(PAGE)
@shown_again(with_form, NEW)
def add(request: Request, app: Parts, who: Asking, sent: Form) -> Response:
    """Record one."""
    require_register(who.person)
    with app.database.writing() as tx:
        record_qualification(
            tx,
            site=text(sent, "site"),
            holder=text(sent, "holder"),
            kind=text(sent, "kind"),
            no=text(sent, "no"),
            valid_from=read_day(text(sent, "from"), "from"),
            valid_to=read_day(text(sent, "until"), "until"),
            actor=who.person,
            now=app.now(),
        )
    return RedirectResponse(PAGE, 303)


@router.post(PAGE + "/{id}/withdraw")
@shown_again(with_withdrawal, withdrawal)
def withdraw(request: Request, id: Id, app: Parts, who: Asking, sent: Form) -> Response:
    """It is valid no more from a day on."""
    with app.database.writing() as tx:
        withdraw_qualification(
            tx,
            id,
            on=read_day(text(sent, "on"), "on"),
            reason=text(sent, "reason"),
            actor=who.person,
            now=app.now(),
            zone=app.zone,
        )
    return RedirectResponse(PAGE, 303)


def require_register(person: Person) -> None:
    """Raises Missing for whoever keeps no register."""
    if rights.sites(person, "record-qualification") == NOWHERE:
        raise Missing(Reason("page_missing"))
