"""Every module can be the first one imported: no circle that only another order of imports hides."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ALONE = """
import importlib, sys
for name in sys.argv[1:]:
    kept = {one for one in sys.modules if one.partition(".")[0] == %r}
    for one in kept:
        del sys.modules[one]
    importlib.import_module(name)
"""


@pytest.mark.parametrize("room", ["cases", "notifications", "documents"])
def test_a_module_of_rules_may_be_imported_first(room: str) -> None:
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in sorted((ROOT / room).rglob("*.py"))]
    modules = [one.removesuffix(".__init__") for one in names]
    done = subprocess.run(
        [sys.executable, "-c", ALONE % room, *modules],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stderr[-600:]
