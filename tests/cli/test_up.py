"""Starting everything with one command: the desk answers, and the administrator finds the way in."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.terminal import ROOT

pytestmark = pytest.mark.xdist_group("cli-up")  # started once, where workers know of groups


class Up(NamedTuple):
    """A started installation and the lines it printed until it was ready."""

    process: subprocess.Popen[str]
    port: int
    lines: list[str]

    def status(self, path: str) -> int:
        """What the desk answers to a browser nobody signed in."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", path)
        status = connection.getresponse().status
        connection.close()
        return status


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    where = tmp_path_factory.mktemp("up")
    started = start(where)
    yield started
    started.process.send_signal(signal.SIGINT)
    started.process.communicate(timeout=20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(where: Path) -> Up:
    """A first start, until it has said everything: only then is it known to be ours that answers at the port."""
    port = free_port()
    process = run(where, port)
    assert process.stdout
    lines = [process.stdout.readline().strip() for _ in range(3)]
    return Up(process, port, lines)


def run(where: Path, port: int) -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ONEPLAN_")}
    return subprocess.Popen(
        [sys.executable, "-m", "cli.main", "up", "--port", str(port)],
        env=kept | {"ONEPLAN_HOME": str(where / "home"), "PYTHONPATH": str(ROOT)},
        cwd=where,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_it_prints_where_the_desk_is(up: Up) -> None:
    assert f"http://127.0.0.1:{up.port}" in up.lines[0]


def test_it_prints_a_link_with_which_the_administrator_gets_in(up: Up) -> None:
    address, _, path = up.lines[2].partition(f":{up.port}")

    assert address == "http://127.0.0.1"
    assert up.status(path) == 200


def test_without_signing_in_the_desk_is_alive_and_leads_to_the_sign_in(up: Up) -> None:
    assert [up.status("/healthz"), up.status("/cases")] == [200, 303]


def test_an_interrupt_ends_it_without_a_traceback(tmp_path: Path) -> None:
    started = start(tmp_path)
    started.status("/healthz")
    started.process.send_signal(signal.SIGINT)
    _out, err = started.process.communicate(timeout=20)

    assert started.process.returncode in {0, 130}
    assert "Traceback" not in err
