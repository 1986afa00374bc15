"""People: the administrator's list of accounts, new ones, and their one-time links."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from config.accounts import require_account
from config.invitations import invite
from models.people import EVERYWHERE, Person
from models.refusals import Invalid, Missing, Reason
from models.vocabulary import DEPARTMENTS, Role
from store import people, sites
from web.access import Asking, Form, Parts, Visitor, text
from web.paper import render

router = APIRouter()
ACCOUNTS = tuple(role for role in Role if role not in {Role.HOST, Role.CLOCK})


@router.get("/people")
def page(request: Request, app: Parts, who: Asking) -> HTMLResponse:
    """Everybody."""
    _only_administrators(who)
    return _list(request, app, who, link="")


@router.post("/people")
def add(request: Request, app: Parts, who: Asking, sent: Form) -> Response:
    """A new account, and the link its owner sets a password with."""
    _only_administrators(who)
    if text(sent, "role") not in ACCOUNTS:
        raise Invalid(Reason("bad_role", {"value": text(sent, "role"), "allowed": ", ".join(ACCOUNTS)}, "role"))
    person = Person(
        login=text(sent, "login").strip(),
        name=text(sent, "name").strip(),
        role=Role(text(sent, "role")),
        site=text(sent, "site"),
        supervisor=text(sent, "supervisor") or None,
        email=text(sent, "email").strip(),
        party=text(sent, "party"),
    )
    require_account(person)
    with app.database.writing() as tx:
        people.add(tx, person, app.now())
    return _with_link(request, app, who, person.login)


@router.post("/people/{login}/link")
def link(request: Request, login: str, app: Parts, who: Asking, sent: Form) -> Response:
    """A fresh link, for somebody who forgot."""
    _only_administrators(who)
    return _with_link(request, app, who, login)


def _with_link(request: Request, app: Parts, who: Visitor, login: str) -> HTMLResponse:
    with app.database.writing() as tx:
        invitation = invite(app, tx, login)
    return _list(request, app, who, link=invitation.link)


def _list(request: Request, app: Parts, who: Visitor, *, link: str) -> HTMLResponse:
    with app.database.reading() as tx:
        everybody = people.listing(tx, EVERYWHERE, active=None)
        places = sites.listing(tx, EVERYWHERE)
    return render(
        request,
        "people.html",
        who,
        people=everybody,
        names={one.login: one.name for one in everybody},
        sites=places,
        places={one.code: one.name for one in places},
        roles=ACCOUNTS,
        parties=sorted(DEPARTMENTS),
        link=link,
    )


def _only_administrators(who: Visitor) -> None:
    """A page that is not yours does not exist. Raises Missing."""
    if who.person.role is not Role.ADMINISTRATOR:
        raise Missing(Reason("page_missing"))
