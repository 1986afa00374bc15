"""Signing in and out, setting a password by a one-time link, the language."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from config.wiring import App
from models.people import EVERYWHERE, Person
from models.refusals import Missing, Reason
from models.vocabulary import Role
from store import accounts, people, sites
from web import passwords
from web.access import Asking, Form, OpenForm, Parts, begin, end, own_path, text
from web.again import NOTHING, Again, shown_again
from web.paper import render

router = APIRouter()
LONGEST_LOGIN = 64  # what is tried with more is nobody's, and not worth keeping
_ORDER = (Role.COORDINATOR, Role.LIAISON, Role.SUPERVISOR, Role.SITE_LEAD, *Role)


@router.get("/sign-in")
def page(request: Request, app: Parts, next: str = "/") -> HTMLResponse:
    """The sign-in page, which leads on to ``next``; the demo offers its people."""
    return _door(request, app, next)


@router.post("/sign-in")
def sign_in(request: Request, app: Parts, sent: OpenForm) -> Response:
    """Sign in; unknown accounts and wrong passwords get the same answer."""
    login, source = text(sent, "login").strip()[:LONGEST_LOGIN], request.client.host if request.client else ""
    wanted = text(sent, "next")
    with app.database.writing() as tx:
        if accounts.throttled_until(tx, login, source, app.now()):
            return _door(request, app, wanted, status=429, login=login)
        person = people.by_logins(tx, [login]).get(login)
        stored = accounts.password_hash(tx, login) if person and person.active else ""
    right = passwords.is_right(text(sent, "password"), stored)
    with app.database.writing() as tx:
        if right:
            accounts.forget_failures(tx, login, source)
        else:
            accounts.note_failure(tx, login, source, app.now())
    return _enter(request, login, wanted) if right else _door(request, app, wanted, status=401, login=login)


@router.post("/sign-in/language")
def speak(sent: OpenForm) -> Response:
    """The sign-in page in the other language: a cookie remembers it until somebody is signed in."""
    response = RedirectResponse(f"/sign-in?{urlencode({'next': own_path(text(sent, 'next'))})}", 303)
    response.set_cookie("oneplan_language", _language(sent), httponly=True, samesite="lax", path="/")
    return response


@router.post("/demo/sign-in")
def demo_sign_in(request: Request, app: Parts, sent: OpenForm) -> Response:
    """Be one of the demo's people; only where the database is the demo's."""
    login = text(sent, "login")
    if login not in {one.login for _, people in _cast(app) for one in people}:
        raise Missing(Reason("page_missing"))
    return _enter(request, login, text(sent, "next"))


@router.post("/sign-out")
def sign_out(request: Request, sent: Form) -> Response:
    """End the session."""
    response = RedirectResponse("/sign-in", 303)
    end(request, response)
    return response


@router.get("/welcome/{secret}")
def welcome(request: Request, secret: str, app: Parts) -> HTMLResponse:
    """The page of a one-time link."""
    return _welcome(request, secret, app)


def _welcome(request: Request, secret: str, app: App, again: Again = NOTHING) -> HTMLResponse:
    with app.database.reading() as tx:
        login = accounts.link_owner(tx, secret, app.now())
    return render(
        request,
        "welcome.html",
        again=again,
        login=login,
        secret=secret,
        wanted=passwords.WANTED,
        least=passwords.SHORTEST,
    )


@router.post("/welcome/{secret}")
@shown_again(_welcome, "welcome")
def set_password(request: Request, secret: str, app: Parts, sent: OpenForm) -> Response:
    """Set the password; the link is used up, other sessions end."""
    with app.database.reading() as tx:
        login = accounts.link_owner(tx, secret, app.now())
    fresh = passwords.hashed(text(sent, "password"), login)
    with app.database.writing() as tx:
        accounts.set_password(tx, accounts.use_link(tx, secret, app.now()), fresh)
    return _enter(request, login, "/")


@router.post("/language")
def language(app: Parts, who: Asking, sent: Form) -> Response:
    """Read the desk in the other language from now on, the same page first."""
    with app.database.writing() as tx:
        people.speak(tx, who.person.login, _language(sent))
    return RedirectResponse(own_path(text(sent, "next")), 303)


def _language(sent: FormData) -> str:
    return "en" if text(sent, "language") == "en" else "zh"


def _door(request: Request, app: App, wanted: str, *, status: int = 200, login: str = "") -> HTMLResponse:
    """The sign-in page; who failed finds the account they typed."""
    return render(
        request,
        "sign_in.html",
        status=status,
        cast=_cast(app),
        next=own_path(wanted),
        login=login,
        failed=status != 200,
    )


def _enter(request: Request, login: str, wanted: str) -> Response:
    response = RedirectResponse(own_path(wanted), 303)
    begin(request, response, login)
    return response


def _cast(app: App) -> list[tuple[str, list[Person]]]:
    """The demo's people by site and role; nobody on any other installation."""
    if not app.is_demo:
        return []
    with app.database.reading() as tx:
        everybody = sorted(people.listing(tx, EVERYWHERE), key=lambda one: _ORDER.index(one.role))
        places = sites.listing(tx, EVERYWHERE)
    by_site = {site.name: [one for one in everybody if one.site == site.code] for site in places}
    by_site[""] = [one for one in everybody if not one.site]
    return [(place, found) for place, found in by_site.items() if found]
