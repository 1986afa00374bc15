"""Serving the desk with uvicorn, in this process."""

import uvicorn

from config.wiring import App
from web.app import create_app


def serve(app: App, *, host: str, port: int) -> None:
    """Serve until somebody stops it."""
    uvicorn.run(create_app(app), host=host, port=port, log_level="warning", server_header=False)
