"""Checking a rulebook (规则库检查): everything wrong with its shape or its meaning, each with file and line."""

from pathlib import Path

from cases.lint import lint
from models.refusals import Invalid, Reason
from store.rulebook import Library, open_library


def check_rulebook(directory: Path) -> list[Reason]:
    """All mistakes below ``directory``; its meaning is looked at only once every file can be read."""
    try:
        library = open_library(directory)
    except Invalid as error:
        return list(error.reasons)
    return placed_problems(library)


def placed_problems(library: Library) -> list[Reason]:
    """What the lint finds, in the order of files and lines."""
    found = [(library.locate(one.kind, one.key, one.path), one.reason) for one in lint(library.rulebook)]
    return [
        Reason(reason.code, reason.values, where) for where, reason in sorted(found, key=lambda one: _order(one[0]))
    ]


def _order(where: str) -> tuple[str, int]:
    file, _, line = where.rpartition(":")
    return file, int(line or 0)
