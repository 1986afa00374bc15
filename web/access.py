"""Access: who is asking (a server-side session), and whether a form really comes from our own page."""

import hmac
from collections.abc import AsyncIterator
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Path, Request, Response
from starlette.datastructures import FormData, QueryParams, UploadFile

from config.wiring import App
from models.people import Person
from models.refusals import Invalid, Reason
from models.vocabulary import LARGEST_ID
from store import accounts, people, visits
from web.texts import require_fields

COOKIE = "oneplan_session"


class SignInNeeded(Exception):
    """Nobody is signed in; the page sends people to the sign-in page."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody signed in, with the token their forms carry."""

    person: Person
    csrf: str


def parts(request: Request) -> App:
    """The program's parts."""
    app: App = request.app.state.app
    return app


def visitor(request: Request) -> Visitor:
    """Who is asking. Raises SignInNeeded."""
    app, secret = parts(request), request.cookies.get(COOKIE, "")
    with app.database.reading() as tx:
        session = accounts.find_session(tx, secret, app.now()) if secret else None
        if session is None:
            raise SignInNeeded
        found = Visitor(people.get(tx, session.login), session.csrf)
    if session.seen_at <= app.now() - accounts.TOUCH:
        with app.database.writing() as tx:
            accounts.touch_session(tx, secret, app.now())
            visits.here(tx, session.login, app.now())
    return found


Asking = Annotated[Visitor, Depends(visitor)]
Parts = Annotated[App, Depends(parts)]


async def form(request: Request) -> AsyncIterator[FormData]:
    """The submitted form; its files are closed when the answer is made."""
    require_same_origin(request)
    async with request.form(max_files=1, max_fields=500) as sent:
        require_fields((name, value) for name, value in sent.multi_items() if isinstance(value, str))
        yield sent


OpenForm = Annotated[FormData, Depends(form)]


def guarded(sent: OpenForm, who: Asking) -> FormData:
    """The submitted form of somebody signed in, carrying their token. Raises Invalid for one that came from elsewhere."""
    if not hmac.compare_digest(text(sent, "csrf").encode(), who.csrf.encode()):
        raise Invalid(Reason("csrf", where="csrf"))
    return sent


Form = Annotated[FormData, Depends(guarded)]
Id = Annotated[int, Path(ge=1, le=LARGEST_ID)]
"""The number of a row, in the address."""


def text(sent: FormData | QueryParams, name: str) -> str:
    """One field as text; an absent field is empty."""
    value = sent.get(name, "")
    return "" if isinstance(value, UploadFile) else value


def here(request: Request) -> str:
    """The page somebody is on, to come back to: its own address; for a form sent, the page the form stood on."""
    if request.method == "GET":
        return own_path(request.url.path + (f"?{request.url.query}" if request.url.query else ""))
    came_from = urlsplit(request.headers.get("referer", ""))
    if came_from.netloc != request.headers.get("host"):
        return "/"
    return own_path(came_from.path + (f"?{came_from.query}" if came_from.query else ""))


def own_path(path: str) -> str:
    """``path`` if it leads to a page of this desk, the first page otherwise: nobody is sent elsewhere by a link of ours."""
    parts = urlsplit(path)
    strange = any(char in path for char in "\\\r\n\t") or path.startswith("//") or parts.scheme or parts.netloc
    return path if path.startswith("/") and not strange else "/"


def begin(request: Request, response: Response, login: str) -> None:
    """Sign somebody in on this response, under fresh secrets."""
    app, secret = parts(request), token_urlsafe(32)
    with app.database.writing() as tx:
        accounts.begin_session(tx, secret, login, token_urlsafe(32), app.now())
        visits.here(tx, login, app.now())
    secure = urlsplit(app.url).scheme == "https"
    response.set_cookie(COOKIE, secret, httponly=True, samesite="lax", secure=secure, path="/")


def end(request: Request, response: Response) -> None:
    """Sign out."""
    app, secret = parts(request), request.cookies.get(COOKIE, "")
    with app.database.writing() as tx:
        accounts.end_session(tx, secret)
    response.delete_cookie(COOKIE, path="/")


def require_same_origin(request: Request) -> None:
    """Browsers say where a form comes from; what comes from elsewhere is refused. Raises Invalid."""
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise Invalid(Reason("csrf", where="origin"))
    origin = request.headers.get("origin")
    if origin and urlsplit(origin).netloc != request.headers.get("host"):
        raise Invalid(Reason("csrf", where="origin"))
