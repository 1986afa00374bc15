"""The desk as one application: pages, static files, headers, errors; and beside them the API."""

from collections.abc import Awaitable, Callable

from fastapi import Depends, FastAPI, Request, Response
from fastapi.staticfiles import StaticFiles
from starlette.middleware.base import BaseHTTPMiddleware

from config.wiring import App
from web import calendar, errors, health
from web.api.app import PATH, create_api
from web.conflicts import Conflicts
from web.exports import EXPORTS
from web.limits import BodyLimit
from web.measured import Measured, figures
from web.pages import (
    absences,
    account,
    asked,
    assessments,
    board,
    board_results,
    bulk,
    calendars,
    case,
    caselist,
    channels,
    decision,
    delivery,
    departments,
    doings,
    engagements,
    enterprise,
    enterprises,
    inbox,
    ladders,
    memoranda,
    message,
    moving,
    mutes,
    papers,
    people,
    pictures,
    plan,
    problems,
    qualifications,
    queue,
    ripple,
    saved_filters,
    sign_in,
    sites,
    standards,
    tokens,
    tomorrow,
    work,
)
from web.texts import require_texts

PAGES = (
    health,
    calendar,
    sign_in,
    account,
    channels,
    work,
    asked,
    doings,
    queue,
    saved_filters,
    caselist,
    bulk,
    case,
    plan,
    assessments,
    ripple,
    papers,
    board,
    board_results,
    pictures,
    problems,
    memoranda,
    engagements,
    enterprises,
    enterprise,
    decision,
    moving,
    standards,
    ladders,
    inbox,
    absences,
    mutes,
    delivery,
    message,
    tomorrow,
    people,
    qualifications,
    sites,
    calendars,
    departments,
    tokens,
)
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def create_app(app: App) -> FastAPI:
    """The desk around the program's parts."""
    desk = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, dependencies=[Depends(require_texts)])
    desk.state.app = app
    desk.add_middleware(Conflicts)
    desk.add_middleware(BodyLimit)
    desk.add_middleware(BaseHTTPMiddleware, dispatch=_with_headers)
    desk.state.figures, seconds = figures()
    desk.add_middleware(Measured, seconds=seconds)
    errors.install(desk)
    for pages in (*PAGES, *EXPORTS):
        desk.include_router(pages.router)
    desk.mount("/static", StaticFiles(packages=[("web", "static")]), name="static")
    desk.mount(PATH, create_api(app), name="api")
    return desk


async def _with_headers(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await go_on(request)
    for name, value in HEADERS.items():
        if not (name == "Cache-Control" and request.url.path.startswith("/static")):
            response.headers[name] = value
    return response
