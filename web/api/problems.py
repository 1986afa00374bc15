"""Refusals become ``application/problem+json`` here, and nowhere else (RFC 9457)."""

import json
import logging
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from config import contract
from config.i18n import speaking
from config.misfits import misfit
from config.plain import plain
from models.refusals import Invalid, Missing, OneplanError, Reason, Stale
from web.access import SignInNeeded
from web.errors import STATUS, come_again

log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"


def install(api: FastAPI) -> None:
    """Let the API answer every error with all its reasons."""
    api.add_exception_handler(OneplanError, _refused)
    api.add_exception_handler(SignInNeeded, _unknown)
    api.add_exception_handler(RequestValidationError, _unreadable)
    api.add_exception_handler(HTTPException, _http)
    api.add_exception_handler(Exception, _broken)


def status_of(error: OneplanError) -> int:
    """The status of an answer that refuses."""
    return next((status for kind, status in STATUS.items() if isinstance(error, kind)), 400)


def document(error: OneplanError) -> dict[str, Any]:
    """The body of an answer that refuses; for a stale version with the present one."""
    said = contract.error(error)
    version = {"version": error.version} if isinstance(error, Stale) else {}
    status = status_of(error)
    problem = {"type": "about:blank", "title": said["code"], "status": status, "detail": said["message"]}
    return {**problem, "code": said["code"], "reasons": said["reasons"], **version}


def problem(status: int, code: str, *reasons: Reason, headers: Mapping[str, str] | None = None) -> Response:
    """An answer for what never reached a rule."""
    said = contract.error(OneplanError(*reasons))
    body = {"type": "about:blank", "title": code, "status": status, "detail": said["message"], "code": code}
    return _answer(status, {**body, "reasons": said["reasons"]}, headers)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, OneplanError)
    with speaking(getattr(request.state, "language", "zh")):
        return _answer(status_of(error), document(error), come_again(error))


def _unknown(request: Request, error: Exception) -> Response:
    return problem(401, "sign_in", Reason("sign_in_needed"), headers={"WWW-Authenticate": "Bearer"})


def _unreadable(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    with speaking(getattr(request.state, "language", "zh")):
        return problem(422, Invalid.code, *map(_misfit, error.errors()))


def _misfit(found: Mapping[str, Any]) -> Reason:
    """One field that does not fit; the place without where it was looked for (body, query, path, header)."""
    where = ".".join(str(part) for part in found["loc"][1:]) or str(found["loc"][0])
    if found["type"] == "json_invalid":
        return Reason("request_no_json", where="body")
    if found["type"] == "missing":
        return Reason("request_missing", {"field": where}, where)
    return misfit(found, where, where)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return problem(404, Missing.code, Reason("page_missing"))
    return problem(error.status_code, "bad_request", Reason("bad_request"), headers=error.headers)


def _broken(request: Request, error: Exception) -> Response:
    log.exception("the API broke", exc_info=error)
    return problem(500, "broken", Reason("page_broken"))


def _answer(status: int, body: Any, headers: Mapping[str, str] | None = None) -> Response:
    content = json.dumps(plain(body, None), ensure_ascii=False).encode("utf-8", "replace")
    return Response(content, status, dict(headers or {}), MEDIA_TYPE)
