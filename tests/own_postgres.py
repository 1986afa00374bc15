"""A whole PostgreSQL server of our own, to be stopped hard, started again and frozen; run by somebody without rights."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from time import sleep

from tests.flows.prefect_server import free_port

HOMES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


def without_a_server() -> str:
    """Why there can be none, empty if there can."""
    if not HOMES and not shutil.which("initdb"):
        return "no PostgreSQL server to start: initdb is neither on the path nor under /usr/lib/postgresql"
    return ""


@dataclass(frozen=True)
class OwnServer:
    """One cluster in a directory, on a port of its own."""

    data: Path
    port: int

    @property
    def url(self) -> str:
        """Its database."""
        return f"postgresql+psycopg://keeper@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._start("-w")

    def stumble(self, after: float) -> None:
        """It crashes so many seconds into its start, while it may still recover from the crash before."""
        self._start("-W")
        sleep(after)
        self.stop()

    def _start(self, wait: str) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.data}"
        _run("pg_ctl", "-D", self.data, wait, "-l", self.data / "log", "-o", options, "start")

    def stop(self) -> None:
        """At once, as in a crash: what was under way is recovered at the next start."""
        _run("pg_ctl", "-D", self.data, "-w", "-m", "immediate", "stop")

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Nothing of it moves for the length of the block: its connections stay open, and answer nothing."""
        processes = self._processes()
        try:
            for process in processes:
                os.kill(process, signal.SIGSTOP)
            yield
        finally:
            for process in processes:
                os.kill(process, signal.SIGCONT)

    def _processes(self) -> list[int]:
        first = int((self.data / "postmaster.pid").read_text().split()[0])
        return [first, *map(int, Path(f"/proc/{first}/task/{first}/children").read_text().split())]


@contextmanager
def own_postgres() -> Iterator[OwnServer]:
    """It runs for the length of the block."""
    data = Path(mkdtemp(prefix="oneplan-postgres-"))
    if os.getuid() == 0:
        shutil.chown(data, "nobody")
    server = OwnServer(data, free_port())
    try:
        _run("initdb", "-D", data, "-U", "keeper", "-A", "trust", "-E", "UTF8", "--locale=C")
        server.start()
        yield server
    finally:
        if (data / "postmaster.pid").exists():
            server.stop()
        shutil.rmtree(data, ignore_errors=True)


def _run(program: str, *words: object) -> None:
    """Who is root becomes nobody for it: the server refuses root."""
    found = str(HOMES[-1] / program) if HOMES else program
    nobody = "nobody" if os.getuid() == 0 else None
    done = subprocess.run(
        [found, *map(str, words)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd="/",
        user=nobody,
        extra_groups=[] if nobody else None,
    )
    assert done.returncode == 0, f"{program}: {done.stderr.decode()}"
