"""The report: docs/performance.jsonl keeps the newest figure of each thing, docs/performance.md shows them in its tables.

The words of the page are written by people; between its marks the tables are written here.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from bench.figures import Figure

DOCS = Path(__file__).parents[1] / "docs"
KEPT, PAGE = DOCS / "performance.jsonl", DOCS / "performance.md"
_TABLE = re.compile(r"(<!-- figures: (?P<workload>[\w ]+) -->\n).*?(<!-- end -->)", re.DOTALL)
_HEAD = "| | setting | SF | measured | quartiles | n | must | aim | |\n|---|---|---|---|---|---|---|---|---|"
_VERDICTS = {"aim": "● aim", "must": "○ must", "missed": "✗ missed", "": ""}


def keep(figures: Iterable[Figure]) -> None:
    """Put the new figures in the place of the older ones and write the page anew."""
    known = {one.place: one for one in _kept()} | {one.place: one for one in figures}
    lines = [json.dumps(one.written(), ensure_ascii=False) for one in known.values()]
    KEPT.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_TABLE.sub(lambda found: _filled(found, list(known.values())), page), encoding="utf-8")


def line(one: Figure) -> str:
    """A figure on one line, as the terminal shows it while it is measured."""
    where = f"{one.workload}: {one.what} [{one.setting}, SF {one.scale:g}]"
    beside = "; ".join(f"{name} {value}" for name, value in one.beside)
    return f"{where}  {_value(one)} {_spread(one)} {_VERDICTS[one.verdict]}  {beside}".rstrip()


def _kept() -> list[Figure]:
    if not KEPT.exists():
        return []
    return [Figure.read(json.loads(line)) for line in KEPT.read_text(encoding="utf-8").splitlines()]


def _filled(found: re.Match[str], figures: list[Figure]) -> str:
    rows = [_row(one) for one in figures if one.workload == found["workload"]]
    return "\n".join([found[1] + _HEAD, *rows, found[3]])


def _row(one: Figure) -> str:
    goal = one.goal
    bounds = ("≥ " if goal.at_least else "≤ ") if goal else ""
    beside = "<br>".join(f"{name}: {value}" for name, value in one.beside)
    cells = [
        one.what + (f"<br><sub>{beside}</sub>" if beside else ""),
        one.setting,
        f"{one.scale:g}",
        f"**{_value(one)}**",
        _spread(one),
        f"{one.n:,}",
        f"{bounds}{goal.must:g}" if goal else "",
        f"{bounds}{goal.aim:g}" if goal else "",
        _VERDICTS[one.verdict],
    ]
    return "| " + " | ".join(cells) + " |"


def _value(one: Figure) -> str:
    return f"{one.value:.3g} {one.unit}" if one.value < 1000 else f"{one.value:,.0f} {one.unit}"


def _spread(one: Figure) -> str:
    return "" if one.low is None or one.high is None else f"{one.low:.3g} to {one.high:.3g}"
