"""Refusals become pages here; a form that can be shown again is (web/again.py)."""

import logging
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from models.refusals import Forbidden, Invalid, Missing, OneplanError, Reason, Refused, Stale, Unavailable
from store.again import was_let_go
from web.access import SignInNeeded, here, visitor
from web.paper import render

log = logging.getLogger(__name__)
STATUS: dict[type[OneplanError], int] = {
    Forbidden: 403,
    Refused: 409,
    Stale: 409,
    Missing: 404,
    Invalid: 422,
    Unavailable: 503,
}


def install(desk: FastAPI) -> None:
    """Let the desk answer every error with a page that says all reasons."""
    desk.add_exception_handler(OneplanError, _refused)
    desk.add_exception_handler(SignInNeeded, _to_the_door)
    desk.add_exception_handler(
        RequestValidationError, lambda request, error: _page(request, 422, Reason("bad_request"))
    )
    desk.add_exception_handler(HTTPException, _http)
    desk.add_exception_handler(Exception, _broken)


def come_again(error: OneplanError) -> dict[str, str]:
    """When a request may come again that failed through no fault of its own: at once after a conflict, else in some seconds."""
    if not isinstance(error, Unavailable):
        return {}
    return {"Retry-After": "0" if was_let_go(error) else "5"}


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, OneplanError)
    page = _page(request, STATUS.get(type(error), 400), *error.reasons)
    page.headers.update(come_again(error))
    return page


def too_large(request: Request, megabytes: int) -> Response:
    """The answer to a request that brings more than is taken."""
    return _page(request, 413, Reason("request_too_large", {"megabytes": megabytes}))


def _to_the_door(request: Request, error: Exception) -> Response:
    """Signing in leads back to where somebody wanted to go."""
    wanted = here(request)
    return RedirectResponse("/sign-in" + (f"?{urlencode({'next': wanted})}" if wanted != "/" else ""), 303)


def _http(request: Request, error: Exception) -> Response:
    """An address that only takes a form is no page either."""
    assert isinstance(error, HTTPException)
    if error.status_code in {404, 405}:
        return _page(request, 404, Reason("page_missing"))
    return _page(request, error.status_code, Reason("bad_request"))


def _broken(request: Request, error: Exception) -> Response:
    log.exception("a page broke", exc_info=error)
    return _page(request, 500, Reason("page_broken"))


def _page(request: Request, status: int, *reasons: Reason) -> Response:
    try:
        who = visitor(request)
    except Exception:  # the error page must not fail over who is asking
        who = None
    back = here(request) if request.method != "GET" else "/"
    return render(request, "refused.html", who, status, reasons_given=reasons, back=back, missing=status == 404)
