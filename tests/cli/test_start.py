"""How a command starts: it reads what it needs and nothing else, since all of it costs the person's time."""

import subprocess
import sys

import pytest

from tests.cli.terminal import ROOT, Terminal

DRAWING = {"docx", "docxtpl", "lxml", "typst"}
HEAVY = DRAWING | {
    "web", "flows", "prefect", "fastapi", "apscheduler", "alembic", "jinja2", "structlog", "httpx", "apprise",
}  # fmt: skip
NEEDLESS = {
    "workday check 2026-11-02": HEAVY | {"python_calamine", "yaml", "actions", "notifications.channels"},
    "case show RZ-2026-0001": HEAVY,
    "sweep": HEAVY | {"python_calamine"},
    "settings": HEAVY | {"sqlalchemy", "sqlmodel", "store.database"},
}
TELL = """
import sys
from cli.main import main
try:
    main()
finally:
    sys.stderr.write("\\n" + " ".join(sys.modules))
"""


def imported(oneplan: Terminal, line: str) -> set[str]:
    """Every module that is there when the command ends."""
    words = [sys.executable, "-c", TELL, *oneplan._words(tuple(line.split()))]
    done = subprocess.run(
        words, env=oneplan._environment(), cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    return set(done.stderr.rpartition("\n")[2].split())


@pytest.mark.parametrize("line", NEEDLESS)
def test_a_command_imports_nothing_it_does_not_need(oneplan: Terminal, line: str) -> None:
    found = imported(oneplan, line)

    assert "cli.main" in found
    assert found & NEEDLESS[line] == set()
