"""Serving the desk with uvicorn, in this process."""

import socket

import uvicorn

from config.wiring import App
from models.refusals import Reason, Unavailable
from web.app import create_app


def listen(host: str, port: int) -> socket.socket:
    """The address, taken before anything else is done. Raises Unavailable."""
    try:
        return socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=2048
        )
    except OSError as error:
        raise Unavailable(Reason("address_taken", {"host": host, "port": port, "why": error.strerror or ""})) from error


def serve(app: App, listener: socket.socket) -> None:
    """Serve until somebody stops it."""
    server = uvicorn.Server(uvicorn.Config(create_app(app), log_level="warning", server_header=False))
    server.run(sockets=[listener])
