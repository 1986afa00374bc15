"""The only place that prints: an answer as JSON or for people, an error with every reason, and the exit code.

Exit 0: done. 1: refused or failed. 2: wrong usage. With ``--json`` exactly one document stands on stdout.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from cli.given import given
from cli.next_steps import next_steps
from config.i18n import _
from config.plain import plain
from config.reasons import as_document, sentence
from models.refusals import OneplanError, Reason

DONE, FAILED, USAGE = 0, 1, 2
_PIPE_WIDTH = 400
_TEXT = 12  # what a text gets at least
_WORD = 24  # the longest key of a step, a case number, a moment without its offset
_zone: list[ZoneInfo] = []


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under titles; empty cells stay empty."""

    titles: Sequence[str]
    rows: Sequence[Sequence[Any]]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command found out: the document for programs, lines and tables for people.

    With a ``code`` that is not 0: on stderr the ``reasons`` and in ``wrong`` whatever else went wrong, ``error`` names the failure.
    """

    document: Any
    shown: Sequence[str | Table] = ()
    code: int = DONE
    wrong: Sequence[str] = ()
    error: str = "failed"
    reasons: Sequence[Reason] = ()


def in_zone(zone: ZoneInfo) -> None:
    """Moments are written with this zone's offset from now on."""
    _zone[:] = [zone]


def give(answer: Answer, *, as_json: bool) -> int:
    """Print the answer; returns the exit code. A failure's document is an error's, with what was found beside the error."""
    wrong = [*map(line, answer.reasons), *answer.wrong]
    if as_json:
        failed = {"error": _error(answer.error, "\n".join(wrong), answer.reasons)}
        _write(answer.document if answer.code == DONE else failed | answer.document)
    else:
        _show(answer.shown)
    sys.stderr.writelines(f"{one}\n" for one in wrong)
    return answer.code


def tell(line: str) -> None:
    """A line for people while the command still runs; standard output stays free for the document if one is wanted."""
    stream = sys.stderr if given.as_json else sys.stdout
    stream.write(f"{line}\n")
    stream.flush()


def refuse(error: OneplanError, *, as_json: bool) -> int:
    """Print every reason."""
    return _fail(error.code, error.reasons, as_json=as_json)


def fail(code: str, message: str, *, as_json: bool, exit_code: int = FAILED) -> int:
    """Print an error that has no reasons of its own."""
    sys.stderr.write(f"{message}\n")
    if as_json:
        _write({"error": _error(code, message, [])})
    return exit_code


def line(one: Reason) -> str:
    """A reason for people, with the row or the place it speaks of."""
    where = _("第 {row} 行").format(row=one.where) if one.where.isdigit() else one.where
    text = sentence(one)
    return f"{where}: {text}" if where and where not in text else text


def _fail(code: str, reasons: Sequence[Reason], *, as_json: bool) -> int:
    lines = [line(one) for one in reasons] or [code]
    sys.stderr.writelines(f"{one}\n" for one in [*lines, *next_steps(reasons)])
    if as_json:
        _write({"error": _error(code, "\n".join(lines), reasons)})
    return FAILED


def _error(code: str, message: str, reasons: Sequence[Reason]) -> dict[str, Any]:
    return {"code": code, "message": message, "reasons": [as_document(one) for one in reasons]}


def _at_site() -> ZoneInfo | None:
    return _zone[0] if _zone else None


def _write(document: Any) -> None:
    json.dump(plain(document, _at_site()), sys.stdout, ensure_ascii=False)
    sys.stdout.write("\n")


def _show(parts: Sequence[str | Table]) -> None:
    """Tables fit the terminal as far as nothing is lost; into a pipe they go as wide as they are."""
    if not any(isinstance(part, Table) for part in parts):
        sys.stdout.writelines(f"{part}\n" for part in parts)
        return
    from rich.console import Console  # slow to import, and needed only here

    console = Console(width=None if sys.stdout.isatty() else _PIPE_WIDTH, highlight=False, markup=False, emoji=False)
    for part in parts:
        if isinstance(part, Table):
            _draw(console, _grid(part))
        else:
            console.print(part, soft_wrap=True)


def _draw(console: Any, grid: Any) -> None:
    """As wide as the terminal, or as the keys and dates in it need."""
    least = console.measure(grid, options=console.options.update(max_width=_PIPE_WIDTH)).minimum
    console.width = max(console.width, least)
    console.print(grid)


def _grid(table: Table) -> Any:
    """Columns in which nothing stands are left out; a key or a date stays whole, long texts give way to them."""
    from rich import box
    from rich.table import Table as Grid
    from rich.text import Text

    rows = [[_cell(value) for value in row] for row in table.rows]
    columns = [(title, [row[place] for row in rows]) for place, title in enumerate(table.titles)]
    shown = [(title, cells) for title, cells in columns if any(cells) or not rows]
    grid = Grid(title=table.title or None, title_justify="left", box=box.SIMPLE_HEAD)
    for title, cells in shown:
        short = all(map(_is_one_word, cells))
        grid.add_column(
            title[:1].upper() + title[1:], overflow="fold", no_wrap=short, min_width=None if short else _TEXT
        )
    for row in zip(*(cells for _title, cells in shown), strict=True):
        grid.add_row(*map(Text, row))
    return grid


def _is_one_word(cell: str) -> bool:
    return len(cell) <= _WORD and not any(map(str.isspace, cell))


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "✓" if value else ""
    return "" if value is None else str(plain(value, _at_site()))
