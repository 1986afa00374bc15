"""The peers: an act of ours beside the same completion with other libraries, in turns, each durable, each in its own process."""

import json
import os
import subprocess
import sys
import venv
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from actions.surroundings import surroundings
from bench import desk
from bench.errands import errands
from bench.figures import Figure, Goal, milli
from bench.ours import act
from bench.ratios import Timed, alternate, ratio
from bench.settings import FULL, ground, opened
from bench.size import Size
from store.database import Database

HERE = Path(__file__).parents[1] / "peers"
ROOT = Path(__file__).parents[2]
GOALS = {"transitions_orm": Goal(2.0, 3.5, at_least=True)}
CASES = 20
COMPLETIONS = 36


def measure(size: Size) -> Iterator[Figure]:
    """How many times as long as ours each of them needs for a completion."""
    for name, goal in GOALS.items():
        numbers: list[str] = []

        def fill(database: Database, numbers: list[str] = numbers) -> None:
            numbers.extend(desk.settle(database, CASES))

        with ground(FULL, size.folder, name, fill) as made:
            database = opened(made.copy("ours"), FULL)
            with Peer(name, size.folder) as peer:
                yield _beside(database, peer, numbers, goal, name)
            database.close()


def _beside(database: Database, peer: "Peer", numbers: list[str], goal: Goal, name: str) -> Figure:
    with database.reading() as tx:
        calendar = surroundings(tx, desk.SITE, desk.LIN, desk.MORNING, zone=desk.ZONE).occasion.calendar
    todo = list(errands(numbers, calendar, desk.MORNING.date()))
    ours, theirs = Timed(), Timed()
    for start in range(0, len(todo), CASES):
        few = todo[start : start + CASES]
        mine = alternate({"ours": partial(act.do, database)}, few, block=CASES)["ours"]
        if few[0].move.step:  # leaving a stage is part of its last completion over there
            ours.blocks += mine.blocks
            theirs.blocks.append(peer.go_on(CASES))
    assert peer.check() == {"closed": CASES, "done": CASES * COMPLETIONS}, peer.check()
    found = ratio(theirs, ours)
    beside = (("ours p50", milli(ours.percentile(50))), ("theirs p50", milli(theirs.percentile(50))))
    values: dict[str, Any] = {"value": found.median, "low": found.low, "high": found.high, "n": found.n}
    what, setting = f"{name.replace('_', ' + ')} / ours, one completion", FULL.name
    return Figure(workload="peers", what=what, setting=setting, scale=0, unit="×", goal=goal, beside=beside, **values)


class Peer:
    """One peer's process, which does as many errands as it is told."""

    def __init__(self, name: str, folder: Path) -> None:
        python = _environment(HERE / name, ROOT / "var" / "peers" / name)
        command = [str(python), str(HERE / name / "run.py"), str(folder / f"{name}.sqlite"), str(CASES)]
        surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=surroundings)

    def __enter__(self) -> "Peer":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def go_on(self, count: int) -> list[float]:
        """Let it do the next errands. Returns the seconds each took."""
        found: list[float] = self._ask(str(count))
        return found

    def check(self) -> Any:
        """What it finds in its tables."""
        return self._ask("check")

    def _ask(self, line: str) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


def _environment(peer: Path, folder: Path) -> Path:
    """The peer's own interpreter, made anew when its pins have changed."""
    python, pins = folder / "bin" / "python", (peer / "requirements.txt").read_text(encoding="utf-8")
    stamp = folder / "pins"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != pins:
        venv.create(folder, with_pip=True, clear=True)
        install = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes"]
        subprocess.run([*install, "-r", str(peer / "requirements.txt")], check=True, stdout=sys.stderr)
        stamp.write_text(pins, encoding="utf-8")
    return python
