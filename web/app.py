"""The desk as one application: pages, static files, headers, errors."""

from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request, Response
from fastapi.staticfiles import StaticFiles
from starlette.middleware.base import BaseHTTPMiddleware

from config.wiring import App
from web import errors
from web.pages import board, case, enterprises, inbox, people, sign_in, work

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
    desk = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    desk.state.app = app
    desk.add_middleware(BaseHTTPMiddleware, dispatch=_with_headers)
    errors.install(desk)
    for pages in (sign_in, work, case, board, enterprises, inbox, people):
        desk.include_router(pages.router)
    desk.mount("/static", StaticFiles(packages=[("web", "static")]), name="static")

    @desk.get("/healthz")
    def healthz() -> dict[str, str]:
        """The process answers."""
        return {"status": "ok"}

    return desk


async def _with_headers(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await go_on(request)
    for name, value in HEADERS.items():
        if not (name == "Cache-Control" and request.url.path.startswith("/static")):
            response.headers[name] = value
    return response
