"""How long answers take and how they end, for /metrics: by act and outcome, never by case or person."""

import re
from time import perf_counter

from prometheus_client import CollectorRegistry, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from actions.catalogue import ACTS

_ACT = re.compile(r"/cases/[^/]+(?:/assessments/[^/]+)?/acts/([a-z-]+)$")
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


def figures() -> tuple[CollectorRegistry, Histogram]:
    """Where one desk counts its answers: by method, act (empty for everything else) and the first digit of the status."""
    registry = CollectorRegistry(auto_describe=False)
    labels = ("method", "act", "status")
    return registry, Histogram("oneplan_request_seconds", "answers", labels, registry=registry, buckets=_SECONDS)


class Measured:
    """Counts every answer with the time it took."""

    def __init__(self, app: ASGIApp, seconds: Histogram) -> None:
        self.app, self.seconds = app, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; an answer that never began counts as 5xx."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = perf_counter(), 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            labels = (scope["method"], _act(scope["path"]), f"{status // 100}xx")
            self.seconds.labels(*labels).observe(perf_counter() - began)


def _act(path: str) -> str:
    found = _ACT.search(path)
    return found[1] if found and found[1] in ACTS else ""
