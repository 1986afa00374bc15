"""Signing in and out, setting a password by a one-time link, the language."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from models.people import EVERYWHERE, Person
from models.refusals import Missing, Reason
from store import accounts, people
from web import passwords
from web.access import Asking, Form, OpenForm, Parts, begin, end, text
from web.paper import render

router = APIRouter()
LONGEST_LOGIN = 64  # what is tried with more is nobody's, and not worth keeping


@router.get("/sign-in")
def page(request: Request, app: Parts) -> HTMLResponse:
    """The sign-in page; the demo offers its people."""
    return render(request, "sign_in.html", cast=_cast(app), failed=False)


@router.post("/sign-in")
def sign_in(request: Request, app: Parts, sent: OpenForm) -> Response:
    """Sign in; unknown accounts and wrong passwords get the same answer."""
    login, source = text(sent, "login").strip()[:LONGEST_LOGIN], request.client.host if request.client else ""
    with app.database.writing() as tx:
        if accounts.throttled_until(tx, login, source, app.now()):
            return render(request, "sign_in.html", status=429, cast=_cast(app), failed=True)
        person = people.by_logins(tx, [login]).get(login)
        stored = accounts.password_hash(tx, login) if person and person.active else ""
    right = passwords.is_right(text(sent, "password"), stored)
    with app.database.writing() as tx:
        if right:
            accounts.forget_failures(tx, login, source)
        else:
            accounts.note_failure(tx, login, source, app.now())
    if not right:
        return render(request, "sign_in.html", status=401, cast=_cast(app), failed=True)
    return _enter(request, login)


@router.post("/demo/sign-in")
def demo_sign_in(request: Request, app: Parts, sent: OpenForm) -> Response:
    """Be one of the demo's people; only where the database is the demo's."""
    login = text(sent, "login")
    if login not in {one.login for one in _cast(app)}:
        raise Missing(Reason("page_missing"))
    return _enter(request, login)


@router.post("/sign-out")
def sign_out(request: Request, sent: Form) -> Response:
    """End the session."""
    response = RedirectResponse("/sign-in", 303)
    end(request, response)
    return response


@router.get("/welcome/{secret}")
def welcome(request: Request, secret: str, app: Parts) -> HTMLResponse:
    """The page of a one-time link."""
    with app.database.reading() as tx:
        login = accounts.link_owner(tx, secret, app.now())
    return render(request, "welcome.html", login=login, secret=secret)


@router.post("/welcome/{secret}")
def set_password(request: Request, secret: str, app: Parts, sent: OpenForm) -> Response:
    """Set the password; the link is used up, other sessions end."""
    with app.database.reading() as tx:
        login = accounts.link_owner(tx, secret, app.now())
    fresh = passwords.hashed(text(sent, "password"), login)
    with app.database.writing() as tx:
        accounts.set_password(tx, accounts.use_link(tx, secret, app.now()), fresh)
    return _enter(request, login)


@router.post("/language")
def language(request: Request, app: Parts, who: Asking, sent: Form) -> Response:
    """Read the desk in the other language from now on."""
    chosen = "en" if text(sent, "language") == "en" else "zh"
    with app.database.writing() as tx:
        people.speak(tx, who.person.login, chosen)
    return RedirectResponse("/", 303)


def _enter(request: Request, login: str) -> Response:
    response = RedirectResponse("/", 303)
    begin(request, response, login)
    return response


def _cast(app: Parts) -> list[Person]:
    """The demo's people; nobody on any other installation."""
    if not app.is_demo:
        return []
    with app.database.reading() as tx:
        return people.listing(tx, EVERYWHERE)
