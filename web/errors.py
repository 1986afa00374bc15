"""Refusals become pages here, and nowhere else."""

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from models.refusals import Invalid, Missing, OneplanError, Reason, Refused, Stale, Unavailable
from web.access import SignInNeeded, visitor
from web.paper import render

log = logging.getLogger(__name__)
STATUS: dict[type[OneplanError], int] = {Refused: 409, Stale: 409, Missing: 404, Invalid: 422, Unavailable: 503}


def install(desk: FastAPI) -> None:
    """Let the desk answer every error with a page that says all reasons."""
    desk.add_exception_handler(OneplanError, _refused)
    desk.add_exception_handler(SignInNeeded, lambda request, error: RedirectResponse("/sign-in", 303))
    desk.add_exception_handler(
        RequestValidationError, lambda request, error: _page(request, 422, Reason("bad_request"))
    )
    desk.add_exception_handler(HTTPException, _http)
    desk.add_exception_handler(Exception, _broken)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, OneplanError)
    return _page(request, STATUS.get(type(error), 400), *error.reasons)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _page(request, error.status_code, Reason("page_missing" if error.status_code == 404 else "bad_request"))


def _broken(request: Request, error: Exception) -> Response:
    log.exception("a page broke", exc_info=error)
    return _page(request, 500, Reason("page_broken"))


def _page(request: Request, status: int, *reasons: Reason) -> Response:
    try:
        who = visitor(request)
    except Exception:  # the error page must not fail over who is asking
        who = None
    came_from = request.headers.get("referer", "")
    back = came_from if came_from.startswith(str(request.base_url)) else "/"
    return render(request, "refused.html", who, status, reasons_given=reasons, back=back)
