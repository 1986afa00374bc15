"""Two transactions stood in each other's way and the database let one of them go: nothing of it was kept, so it is done once more.

Whoever refuses for such a reason says ``Retry-After: 0``, and what a client may do at once we do for it.
"""

import asyncio
from random import random

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from store.again import PAUSE, TRIES

SMALL = 1 << 20  # bytes; who brings more than that is told to come again
AT_ONCE = (b"retry-after", b"0")


class Conflicts:
    """Does a request again, up to ``TRIES`` times in all, whose answer is that it may come again at once."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; its body is kept, so that it can be read again."""
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        kept: list[Message] = []
        for attempt in range(1, TRIES):
            if await self._answered(scope, _again(kept, receive), send, kept):
                return
            await asyncio.sleep(PAUSE * attempt * random())
        await self.app(scope, _again(kept, receive), send)

    async def _answered(self, scope: Scope, receive: Receive, send: Send, kept: list[Message]) -> bool:
        """Whether an answer went out; not if it said that the request may come again at once."""
        again = False

        async def unless_again(message: Message) -> None:
            nonlocal again
            if message["type"] == "http.response.start":
                small = sum(len(one.get("body", b"")) for one in kept) <= SMALL
                again = small and AT_ONCE in message["headers"]
            if not again:
                await send(message)

        await self.app(dict(scope), receive, unless_again)
        return not again


def _again(kept: list[Message], receive: Receive) -> Receive:
    """Reads what was kept of the body, then what still comes, and keeps that too."""
    known = iter([*kept])

    async def read() -> Message:
        message = next(known, None)
        if message is None:
            message = await receive()
            if message["type"] == "http.request":
                kept.append(message)
        return message

    return read
