"""Only doors read the clock: below `config`, `now` and `today` are handed down."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BELOW = ["models", "cases", "store", "notifications", "documents", "actions", "jobs"]
READINGS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time")}


def readings(source: Path) -> list[str]:
    """Where ``source`` asks what time it is. A stopwatch (``time.monotonic``) is no clock."""
    return [
        f"{source.relative_to(ROOT)}:{node.lineno}"
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and (getattr(node.value, "id", getattr(node.value, "attr", "")), node.attr) in READINGS
    ]


def test_a_reading_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    (tmp_path / "late.py").write_text("import datetime\n\nnow = datetime.datetime.now(datetime.UTC)\n")

    assert readings(tmp_path / "late.py") == ["late.py:3"]


@pytest.mark.parametrize("room", BELOW)
def test_no_room_below_the_wiring_reads_the_clock(room: str) -> None:
    assert [found for source in sorted((ROOT / room).rglob("*.py")) for found in readings(source)] == []
