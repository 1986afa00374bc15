"""How much a request may bring, held before anything reads it."""

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from models.refusals import Reason
from web import errors
from web.api import app as api
from web.api.problems import problem

LARGEST = 32 << 20  # bytes; the largest file that is taken, and what a form puts around it


class _TooLarge(Exception):
    """More came than was allowed."""


class BodyLimit:
    """Answers 413 to a request whose body is larger than ``LARGEST``, announced or not."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting what comes."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "0")
        if announced.isdecimal() and int(announced) > LARGEST:
            await _refusal(scope)(scope, receive, send)
            return
        come, began = 0, False

        async def counted() -> Message:
            nonlocal come
            message = await receive()
            come += len(message.get("body", b""))
            if come > LARGEST:
                raise _TooLarge
            return message

        async def noted(message: Message) -> None:
            nonlocal began
            began = True
            await send(message)

        try:
            await self.app(scope, counted, noted)
        except _TooLarge:
            if not began:
                await _refusal(scope)(scope, receive, send)


def _refusal(scope: Scope) -> Response:
    """A page, or for a program a problem."""
    megabytes = LARGEST >> 20
    if scope["path"].startswith(api.PATH):
        return problem(413, "too_large", Reason("request_too_large", {"megabytes": megabytes}))
    return errors.too_large(Request(scope), megabytes)
