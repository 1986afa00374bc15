"""An HTTP server on this machine that keeps what it receives and answers as it is told."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Reply:
    """One answer; ``trickles`` lets it come a byte at a time, ``never`` not at all."""

    status: int = 200
    body: bytes = b'{"errcode": 0, "errmsg": "ok"}'
    headers: dict[str, str] = field(default_factory=dict)
    trickles: bool = False
    never: bool = False


def said(code: int, field: str = "errcode", **more: Any) -> Reply:
    """What a bot's service answers: HTTP 200, whatever the code."""
    return Reply(body=json.dumps({field: code, **more}).encode())


@dataclass(frozen=True)
class Request:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def document(self) -> Any:
        """The body read as JSON."""
        return json.loads(self.body)


class Sink:
    """Answers with the replies it was given, the last one for ever."""

    def __init__(self) -> None:
        self.replies: list[Reply] = [Reply()]
        self.requests: list[Request] = []
        self.closing = threading.Event()
        self.url = ""

    def answers(self, *replies: Reply) -> None:
        """From now on these, in this order."""
        self.replies = list(replies)

    def reply(self) -> Reply:
        """The next one."""
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


@contextmanager
def sink() -> Iterator[Sink]:
    """A running server on a port of its own."""
    kept = Sink()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            kept.requests.append(Request(self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            reply = kept.reply()
            if reply.never:
                kept.closing.wait()
                return
            self.send_response(reply.status)
            for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self._write(reply)

        do_GET = do_POST

        def _write(self, reply: Reply) -> None:
            try:
                for byte in reply.body if reply.trickles else ():
                    self.wfile.write(bytes([byte]))
                    if kept.closing.wait(0.1):
                        return
                if not reply.trickles:
                    self.wfile.write(reply.body)
            except OSError:
                return  # whoever asked has gone

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    kept.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield kept
    finally:
        kept.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
