"""A terminal: the `oneplan` command run in a process of its own, its two streams and its exit code.

``run`` starts the interpreter as outsiders do, about a second of imports each time. ``run_warm`` runs the same
``main`` in a fresh fork of a process that has these imports behind it, for the many small claims.
"""

import json
import multiprocessing
import os
import subprocess
import sys
from dataclasses import dataclass, field
from importlib import import_module, reload
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
MONDAY = "2026-11-02T09:00"
_WARM = multiprocessing.get_context("forkserver")
_WARM.set_forkserver_preload([  # what most commands import; a missing one would only be slower
    "cli.cases", "cli.enterprises", "cli.journal", "cli.messages", "cli.people", "cli.sweep", "cli.deliver",
    "cli.preview", "cli.settings", "cli.usage", "cli.rulebook", "cli.upkeep", "cli.backup", "cli.workdays", "cli.lists",
    "cli.serve", "cli.sites", "tests.cli.terminal",
    "store.schema", "alembic.command", "rich.console", "rich.table", "typer.rich_utils",
])  # fmt: skip


class Said(NamedTuple):
    """What a command said and how it left."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """Standard output as the one JSON document it must be; anything else beside it is an error."""
        return json.loads(self.out)

    @property
    def refusal(self) -> Any:
        """The error the document speaks of."""
        return self.document["error"]


@dataclass(frozen=True)
class Terminal:
    """Commands given in ``home``, as of ``now`` unless they say otherwise; no setting leaks in from outside."""

    home: Path
    now: str = MONDAY
    settings: dict[str, str] = field(default_factory=dict)

    def __call__(self, *words: str) -> Said:
        """The command as typed."""
        return run_warm(self._words(words), self._environment(), self.home.parent)

    def killed(self, after: float, *words: str) -> Said:
        """The command, killed after so many seconds if it still runs."""
        return run_warm(self._words(words), self._environment(), self.home.parent, after)

    def json(self, *words: str) -> Any:
        """The document of a command that must succeed."""
        said = self(*words, "--json")
        assert said.code == 0, said.err
        return said.document

    def cold(self, *words: str) -> Said:
        """The command in a new interpreter, as a shell starts it."""
        return run(self._words(words), self._environment(), self.home.parent)

    def at(self, now: str, **settings: str) -> "Terminal":
        """The same installation at another moment, or with other settings."""
        return Terminal(self.home, now, self.settings | settings)

    def _words(self, words: tuple[str, ...]) -> list[str]:
        return [*(["--now", self.now] if self.now else []), *words]

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ONEPLAN_")}
        own = {"ONEPLAN_HOME": str(self.home), "ONEPLAN_TIME_TRAVEL": "1", "PYTHONPATH": str(ROOT)}
        return kept | own | self.settings


def run(words: list[str], environment: dict[str, str], where: Path) -> Said:
    """The command in a new interpreter."""
    line = [sys.executable, "-m", "cli.main", *words]
    done = subprocess.run(line, env=environment, cwd=where, capture_output=True, text=True, timeout=120, check=False)
    return Said(done.returncode, done.stdout, done.stderr)


def run_warm(words: list[str], environment: dict[str, str], where: Path, killed_after: float | None = None) -> Said:
    """The command in a fork of a process that has imported the program; killed after so many seconds, unless it was faster."""
    out, err = where / f"out-{os.getpid()}", where / f"err-{os.getpid()}"
    process = _WARM.Process(target=_main, args=(words, environment, where, out, err))
    process.start()
    if killed_after is not None:
        process.join(killed_after)
        process.kill()
    process.join(120)
    assert process.exitcode is not None, "the command did not end"
    return Said(process.exitcode, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8"))


def _main(words: list[str], environment: dict[str, str], where: Path, out: Path, err: Path) -> None:
    for stream, file in ((1, out), (2, err)):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(where)
    sys.argv = ["oneplan", *words]
    if "ONEPLAN_CRASH_POINT" in environment:
        reload(import_module("store.crash_points"))  # it reads the name where it is imported, long before the fork
    from cli.main import main  # here, in the fork: importing the tests needs no program

    main()
