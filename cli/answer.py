"""The only place that prints: an answer as JSON or for people, an error with every reason, and the exit code.

Exit 0: done. 1: refused or failed. 2: wrong usage. With ``--json`` exactly one document stands on stdout.
"""

import json
import sys
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from config.i18n import _
from config.reasons import sentence
from models.refusals import OneplanError, Reason

DONE, FAILED, USAGE = 0, 1, 2
_PIPE_WIDTH = 400
_zone: list[ZoneInfo] = []


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under titles; empty cells stay empty."""

    titles: Sequence[str]
    rows: Sequence[Sequence[Any]]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command found out: the document for programs, lines and tables for people."""

    document: Any
    shown: Sequence[str | Table] = ()
    code: int = DONE


def in_zone(zone: ZoneInfo) -> None:
    """Moments are written with this zone's offset from now on."""
    _zone[:] = [zone]


def give(answer: Answer, *, as_json: bool) -> int:
    """Print the answer; returns the exit code."""
    if as_json:
        _write(answer.document)
    else:
        _show(answer.shown)
    return answer.code


def refuse(error: OneplanError, *, as_json: bool) -> int:
    """Print every reason."""
    return _fail(error.code, error.reasons, as_json=as_json)


def fail(code: str, message: str, *, as_json: bool, exit_code: int = FAILED) -> int:
    """Print an error that has no reasons of its own."""
    sys.stderr.write(f"{message}\n")
    if as_json:
        _write({"error": {"code": code, "message": message, "reasons": []}})
    return exit_code


def plain(value: Any) -> Any:
    """A value as JSON has it: moments with the site's offset, dates as dates, numbers as numbers."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(_zone[0] if _zone else None).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Path):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, Set):
        return sorted(map(plain, value))
    return [plain(one) for one in value] if isinstance(value, list | tuple) else value


def _fail(code: str, reasons: Sequence[Reason], *, as_json: bool) -> int:
    lines = [_line(one) for one in reasons] or [code]
    sys.stderr.writelines(f"{line}\n" for line in lines)
    if as_json:
        _write({"error": {"code": code, "message": "\n".join(lines), "reasons": [_reason(one) for one in reasons]}})
    return FAILED


def _reason(one: Reason) -> dict[str, Any]:
    """A reason for programs: its code and values, and the sentence people read."""
    return {"code": one.code, "text": sentence(one), "where": one.where, "values": one.values}


def _line(one: Reason) -> str:
    where = _("第 {row} 行").format(row=one.where) if one.where.isdigit() else one.where
    text = sentence(one)
    return f"{where}: {text}" if where and where not in text else text


def _write(document: Any) -> None:
    json.dump(plain(document), sys.stdout, ensure_ascii=False)
    sys.stdout.write("\n")


def _show(parts: Sequence[str | Table]) -> None:
    """Tables fit the terminal; into a pipe they go as wide as they are."""
    if not any(isinstance(part, Table) for part in parts):
        sys.stdout.writelines(f"{part}\n" for part in parts)
        return
    from rich.console import Console  # slow to import, and needed only here

    console = Console(width=None if sys.stdout.isatty() else _PIPE_WIDTH, highlight=False, markup=False, emoji=False)
    for part in parts:
        console.print(_grid(part) if isinstance(part, Table) else part, soft_wrap=isinstance(part, str))


def _grid(table: Table) -> Any:
    from rich import box
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(*table.titles, title=table.title or None, title_justify="left", box=box.SIMPLE_HEAD)
    for row in table.rows:
        grid.add_row(*(Text(_cell(value)) for value in row))
    return grid


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "✓" if value else ""
    return "" if value is None else str(plain(value))
