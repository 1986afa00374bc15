"""People: the accounts an administrator manages: new ones, changes, one-time links, the switch."""

from dataclasses import replace
from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from cases import rights
from config.accounts import ROLES, manageable, require_account, require_manager, roles_in_use, switch
from config.invitations import Invitation, invite
from config.wiring import App
from models.people import EVERYWHERE, NOWHERE, Person, Scope
from models.refusals import Invalid, Missing, Reason
from models.vocabulary import Role
from store import definitions, people, sites
from web.access import Asking, Form, Parts, Visitor, text
from web.again import NOTHING, Again, shown_again
from web.paper import render

router = APIRouter()
NEW, CHANGED = "add", "change"


def list_with_form(request: Request, app: App, who: Visitor, again: Again) -> HTMLResponse:
    """Everybody, with the refused form of a new account."""
    return _list(request, app, who, again=again)


def one_with_form(request: Request, login: str, app: App, who: Visitor, again: Again) -> HTMLResponse:
    """The account, with the form that was refused."""
    return _one(request, login, app, who, again)


@router.get("/people")
def page(request: Request, app: Parts, who: Asking) -> HTMLResponse:
    """Everybody whose account is theirs to manage."""
    return _list(request, app, who)


@router.post("/people")
@shown_again(list_with_form, NEW)
def add(request: Request, app: Parts, who: Asking, sent: Form) -> Response:
    """A new account, and the link its owner sets a password with."""
    managed_by(who)
    if text(sent, "role") not in ROLES:
        raise Invalid(Reason("bad_role", {"value": text(sent, "role"), "allowed": ", ".join(ROLES)}, "role"))
    person = _written(sent, Person(text(sent, "login").strip(), "", Role(text(sent, "role")), text(sent, "site")))
    require_manager(who.person, person.site)
    with app.database.writing() as tx:
        require_account(person, definitions.parties(tx))
        people.add(tx, person, app.now())
        invitation = invite(app, tx, person.login)
    return _list(request, app, who, invitation)


@router.get("/people/{login}")
def one(request: Request, login: str, app: Parts, who: Asking) -> HTMLResponse:
    """One account, to be changed."""
    return _one(request, login, app, who)


@router.post("/people/{login}")
@shown_again(one_with_form, CHANGED)
def change(request: Request, login: str, app: Parts, who: Asking, sent: Form) -> Response:
    """Another name, supervisor or address. Role and site stay: who moves on gets an account of their own there."""
    with app.database.writing() as tx:
        changed = _written(sent, manageable(tx, who.person, login))
        require_account(changed, definitions.parties(tx))
        people.change(tx, changed)
    return RedirectResponse("/people", 303)


@router.post("/people/{login}/link")
def link(request: Request, login: str, app: Parts, who: Asking, sent: Form) -> Response:
    """A fresh link, for somebody who forgot."""
    with app.database.writing() as tx:
        invitation = invite(app, tx, manageable(tx, who.person, login).login)
    return _list(request, app, who, invitation)


@router.post("/people/{login}/{switched}")
def switch_account(login: str, switched: Literal["on", "off"], app: Parts, who: Asking, sent: Form) -> Response:
    """Switch an account off or on again."""
    with app.database.writing() as tx:
        switch(tx, manageable(tx, who.person, login), on=switched == "on", by=who.person, now=app.now())
    return RedirectResponse("/people", 303)


def _written(sent: FormData, person: Person) -> Person:
    """The person as the form has them."""
    return replace(
        person,
        name=text(sent, "name").strip(),
        supervisor=text(sent, "supervisor").strip() or None,
        email=text(sent, "email").strip(),
        party=text(sent, "party") if person.role is Role.DEPARTMENT else "",
    )


def _one(request: Request, login: str, app: App, who: Visitor, again: Again = NOTHING) -> HTMLResponse:
    with app.database.reading() as tx:
        person, parties = manageable(tx, who.person, login), list(definitions.parties(tx))
        bosses = [one for one in people.listing(tx, _at(person.site)) if one.login != login]
    return render(request, "person.html", who, again=again, person=person, parties=parties, bosses=bosses)


def _at(site: str) -> Scope:
    return Scope.of(site) if site else EVERYWHERE


def _list(
    request: Request, app: App, who: Visitor, invitation: Invitation | None = None, again: Again = NOTHING
) -> HTMLResponse:
    managed = managed_by(who)
    with app.database.reading() as tx:
        found = people.listing(tx, managed, active=None)
        names = people.names(tx)
        places, parties, roles = sites.listing(tx, managed), list(definitions.parties(tx)), roles_in_use(tx)
    return render(
        request,
        "people.html",
        who,
        again=again,
        people=found,
        names=names,
        sites=places,
        places={one.code: one.name for one in places},
        roles=roles,
        bosses=[one for one in found if one.active],
        invitation=invitation,
        parties=parties if Role.DEPARTMENT in roles else [],
    )


def managed_by(who: Visitor) -> Scope:
    """The sites whose accounts are theirs to manage. A page that is not yours does not exist: raises Missing."""
    managed = rights.sites(who.person, "manage-people")
    if managed == NOWHERE:
        raise Missing(Reason("page_missing"))
    return managed
