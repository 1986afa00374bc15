"""Who asks the API: the owner of a bearer token, or whoever is signed in at the desk in this browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import JSONResponse, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from config.i18n import speaking
from config.plain import plain
from config.reader import Reader
from config.wiring import App
from models.people import Person
from models.refusals import Invalid, Reason
from store import accounts, people
from web.access import Parts, SignInNeeded, require_same_origin, visitor

BEARER = HTTPBearer(auto_error=False, description="`oneplan token add LOGIN`")
READS = frozenset({"GET", "HEAD"})


def asker(
    request: Request, app: Parts, bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)]
) -> Person:
    """Who asks. A browser's request that changes something must come from our own pages. Raises SignInNeeded."""
    person = _by_token(app, bearer.credentials) if bearer else visitor(request).person
    if bearer is None and request.method not in READS:
        require_same_origin(request)
    request.state.language = person.language
    return person


def _by_token(app: App, secret: str) -> Person:
    with app.database.reading() as tx:
        login = accounts.token_owner(tx, secret, app.now())
        if login is None:
            raise SignInNeeded
        found, unnoted = people.get(tx, login), accounts.is_used_unnoted(tx, secret, app.now())
    if unnoted:
        with app.database.writing() as tx:
            accounts.touch_token(tx, secret, app.now())
    return found


Asker = Annotated[Person, Depends(asker)]


@contextmanager
def reading(app: App, person: Person) -> Iterator[Reader]:
    """What the person may read now, in their language."""
    with app.database.reading() as tx, speaking(person.language):
        yield Reader(tx, person, app.now(), app.zone)


def answer(app: App, document: Any, status: int = 200) -> Response:
    """A document as JSON; a case's version is its ETag."""
    version = document.get("version")
    return JSONResponse(plain(document, app.zone), status, {"ETag": f'"{version}"'} if version else {})


def seen_version(if_match: str | None) -> int | None:
    """The version that ``If-Match`` names; None for none or for any. Raises Invalid."""
    if if_match is None or if_match.strip() == "*":
        return None
    number = if_match.strip().removeprefix("W/").strip('"')
    if not number.isdecimal() or not number.isascii():
        raise Invalid(Reason("if_match", {"value": if_match[:40]}, "If-Match"))
    return int(number)
