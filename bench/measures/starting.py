"""Starting: what a command takes from the shell and back, and what stays resident of a desk that is up."""

import os
import resource
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from bench.figures import Figure, Goal
from bench.ratios import spread
from bench.size import Size

ONEPLAN = Path(sys.executable).with_name("oneplan")
TIMES = 7
PORT = 8765
COMMANDS = {
    "--help": Goal(0.3, 0.3),
    "site list": Goal(0.8, 0.8),
    "case list": Goal(0.8, 0.8),
    "sweep": Goal(0.8, 0.8),
    "deliver": Goal(0.8, 0.8),
    "rulebook check": Goal(1.0, 1.0),
}


def measure(size: Size) -> Iterator[Figure]:
    """Seconds for a command, for the first page, and megabytes of the desk."""
    home = size.folder / "home"
    home.mkdir()
    figure = partial(Figure, workload="starting", setting="warm", scale=0)
    with _up(home) as (desk, seconds):
        yield figure(what="`oneplan up` to the first page", value=seconds, unit="s", goal=Goal(3, 3))
        yield figure(what="resident memory of the desk", value=_resident(desk.pid), unit="MB", goal=Goal(200, 200))
    for command, goal in COMMANDS.items():
        _run(home, command)
        runs = [_run(home, command) for _ in range(TIMES)]
        found = spread([seconds for seconds, _ in runs])
        beside = (("of it processor time", f"{median(cpu for _, cpu in runs):.2f} s"),)
        common: dict[str, Any] = {
            "low": found.low,
            "high": found.high,
            "n": TIMES,
            "unit": "s",
            "goal": goal,
            "beside": beside,
        }
        yield figure(what=f"`oneplan {command}`", value=found.median, **common)
    assert "prefect" not in _loaded(home), "a command has imported Prefect that does not need it"


def _run(home: Path, command: str) -> tuple[float, float]:
    """Seconds from the shell and back, and of the processor's time."""
    begun, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([ONEPLAN, *command.split()], env=_surroundings(home), capture_output=True, check=True)
    since = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = since.ru_utime + since.ru_stime - used.ru_utime - used.ru_stime
    return time.perf_counter() - begun, cpu


def _loaded(home: Path) -> str:
    """What Python imports for a sweep."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", ONEPLAN, "sweep"], env=_surroundings(home), capture_output=True, check=True
    )
    return done.stderr.decode()


@contextmanager
def _up(home: Path) -> Iterator[tuple["subprocess.Popen[bytes]", float]]:
    """A desk that is up, the second time, and the seconds until it answered."""
    for again in (False, True):
        begun = time.perf_counter()
        desk = subprocess.Popen(
            [ONEPLAN, "up", "--port", str(PORT)], env=_surroundings(home), stdout=subprocess.DEVNULL
        )
        try:
            _wait_for(f"http://127.0.0.1:{PORT}/sign-in")
            if again:
                yield desk, time.perf_counter() - begun
        finally:
            desk.terminate()
            desk.wait(20)


def _wait_for(url: str) -> None:
    patience = time.monotonic() + 120
    while time.monotonic() < patience:
        try:
            urllib.request.urlopen(url, timeout=5).read()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.02)
    raise TimeoutError(url)


def _resident(process: int) -> float:
    line = next(one for one in Path(f"/proc/{process}/status").read_text().splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def _surroundings(home: Path) -> dict[str, str]:
    return {**os.environ, "ONEPLAN_HOME": str(home), "ONEPLAN_LANG": "en"}
