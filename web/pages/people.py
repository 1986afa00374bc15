"""People: the administrator's list of accounts, new ones, and their one-time links."""

from datetime import timedelta
from secrets import token_urlsafe

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from models.people import EVERYWHERE, Person
from models.refusals import Invalid, Missing, Reason
from models.vocabulary import Role
from store import accounts, people, sites
from web.access import Asking, Form, Parts, Visitor, text
from web.paper import render

router = APIRouter()
LINK_HOURS = 24
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
    )
    if not person.login or not person.name:
        raise Invalid(
            Reason("input.missing", {"name": "login", "title_zh": "账号与姓名", "title_en": "login and name"}, "login")
        )
    with app.database.writing() as tx:
        people.add(tx, person, app.now())
    return _with_link(request, app, who, person.login)


@router.post("/people/{login}/link")
def link(request: Request, login: str, app: Parts, who: Asking, sent: Form) -> Response:
    """A fresh link, for somebody who forgot."""
    _only_administrators(who)
    return _with_link(request, app, who, login)


def _with_link(request: Request, app: Parts, who: Visitor, login: str) -> HTMLResponse:
    secret = token_urlsafe(24)
    with app.database.writing() as tx:
        accounts.add_link(tx, secret, login, app.now() + timedelta(hours=LINK_HOURS))
    return _list(request, app, who, link=f"{app.settings.base_url}/welcome/{secret}")


def _list(request: Request, app: Parts, who: Visitor, *, link: str) -> HTMLResponse:
    with app.database.reading() as tx:
        everybody = people.listing(tx, EVERYWHERE, active=None)
        places = sites.listing(tx, EVERYWHERE)
    return render(request, "people.html", who, people=everybody, sites=places, roles=ACCOUNTS, link=link)


def _only_administrators(who: Visitor) -> None:
    """A page that is not yours does not exist. Raises Missing."""
    if who.person.role is not Role.ADMINISTRATOR:
        raise Missing(Reason("page_missing"))
