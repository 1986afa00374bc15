"""The jobs through a real Prefect server and worker: deployed by our command, run by theirs."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

pytestmark = pytest.mark.prefect
REPOSITORY = Path(__file__).parents[2]
PATIENCE = 120.0
Run = Callable[..., str]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Runs a module's command against a Prefect server of its own; fails with what it said."""
    home = tmp_path_factory.mktemp("prefect")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {name: value for name, value in os.environ.items() if not name.startswith(("ONEPLAN_", "PREFECT_"))}
    env = own | {
        "PREFECT_HOME": str(home / "prefect"),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "ONEPLAN_HOME": str(home),
        "PYTHONPATH": str(REPOSITORY),
    }

    def go(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", *words], cwd=home, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    serve = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen(serve, cwd=home, env=env, stdout=log, stderr=log, start_new_session=True)
    try:
        _wait(f"http://127.0.0.1:{port}/api/health", server, home / "server.log")
        yield go
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=60)


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(url, timeout=5):
                return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    pytest.fail(f"the Prefect server did not start:\n{log.read_text(errors='replace')}", pytrace=False)


@pytest.fixture(scope="module")
def deployed(run: Run) -> dict[str, Any]:
    """The demo site, and what the command says it deployed."""
    run("cli.main", "demo")
    answer: dict[str, Any] = json.loads(run("cli.main", "flows", "deploy", "--json"))
    return answer


def has_run(run: Run, job: str) -> bool:
    jobs = json.loads(run("cli.main", "flows", "status", "--json"))["jobs"]
    return any(one["last_good_run"] for one in jobs if one["job"] == job)


def test_every_flow_is_deployed_into_a_pool_made_for_them(deployed: dict[str, Any]) -> None:
    assert deployed == {"work_pool": "oneplan", "deployed": ["tidy", "recompute", "sweep", "watch_over", "deliver"]}


def test_a_worker_does_the_job(run: Run, deployed: dict[str, Any]) -> None:
    before = has_run(run, "recompute")
    run("prefect", "deployment", "run", "recompute/recompute")
    run("prefect", "worker", "start", "--pool", deployed["work_pool"], "--run-once")

    assert (before, has_run(run, "recompute")) == (False, True)
