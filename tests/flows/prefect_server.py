"""A Prefect server of our own, with its database, and programs that know where it is."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from store.database import Database

REPOSITORY = Path(__file__).parents[2]
PATIENCE = 300.0


@dataclass
class PrefectServer:
    """Programs are started in ``home`` with the server's address and no setting of anybody else's."""

    home: Path
    url: str
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """What programs are told."""
        own = {name: value for name, value in os.environ.items() if not name.startswith(("ONEPLAN_", "PREFECT_"))}
        return own | {
            "PREFECT_HOME": str(self.home / "prefect"),
            "PREFECT_API_URL": f"{self.url}/api",
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "DO_NOT_TRACK": "1",
            "ONEPLAN_HOME": str(self.home),
            "PYTHONPATH": str(REPOSITORY),
            **self.settings,
        }

    def __call__(self, *words: str) -> str:
        """A module's command; fails with what it said, or with what the server said when it does not end."""
        line, env = [sys.executable, "-m", *words], self.environment
        try:
            done = subprocess.run(
                line, cwd=self.home, env=env, capture_output=True, text=True, check=False, timeout=PATIENCE
            )
        except subprocess.TimeoutExpired:
            pytest.fail(f"{' '.join(words)} did not end:\n{self.said('server.log')[-4000:]}", pytrace=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @contextmanager
    def running(self, log: str, *words: str, **settings: Any) -> Iterator[subprocess.Popen[bytes]]:
        """A module's command in a process group of its own, stopped at the end if it still lives."""
        with (self.home / log).open("wb") as said:
            line, env = [sys.executable, "-m", *words], self.environment | settings
            process = subprocess.Popen(line, cwd=self.home, env=env, stdout=said, stderr=said, start_new_session=True)
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=60)

    def said(self, log: str) -> str:
        """What a running program has written so far."""
        return (self.home / log).read_text(errors="replace")


def keeping_its_runs_in(database: Database) -> dict[str, str]:
    """What has the server keep its runs in PostgreSQL: SQLite it locks for itself now and then, and a run waits for ever."""
    url = database.url.render_as_string(hide_password=False)
    return {"PREFECT_SERVER_DATABASE_CONNECTION_URL": url.replace("+psycopg", "+asyncpg")}


@contextmanager
def prefect_server(home: Path, **settings: str) -> Iterator[PrefectServer]:
    """One on a port of its own; ready when this returns."""
    server = PrefectServer(home, f"http://127.0.0.1:{free_port()}", settings)
    words = ("prefect", "server", "start", "--host", "127.0.0.1", "--port", server.url.rpartition(":")[2])
    with server.running("server.log", *words) as process:
        if not eventually(lambda: process.poll() is not None or answers(f"{server.url}/api/health")) or process.poll():
            pytest.fail(f"the Prefect server did not start:\n{server.said('server.log')}", pytrace=False)
        yield server


def eventually(true: Any, patience: float = PATIENCE) -> bool:
    """Whether it becomes true in time."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if true():
            return True
        time.sleep(0.2)
    return False


def answers(url: str) -> bool:
    """Whether somebody answers there."""
    try:
        with urlopen(url, timeout=5):
            return True
    except (URLError, ConnectionError, TimeoutError):
        return False


def free_port() -> int:
    """A port nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
