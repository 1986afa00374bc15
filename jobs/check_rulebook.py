"""Checking a rulebook (规则库检查): everything wrong with its shape or its meaning, each with file and line."""

from dataclasses import replace
from pathlib import Path

from cases.lint import lint
from models.refusals import Invalid, Reason
from models.rulebook import Rulebook
from store.rulebook import Library, open_library


def check_rulebook(directory: Path) -> Rulebook:
    """The rulebook below ``directory``. Raises Invalid with every problem; its meaning is looked at once all files can be read."""
    library = open_library(directory)
    if problems := placed_problems(library):
        raise Invalid(*problems)
    return library.rulebook


def placed_problems(library: Library) -> list[Reason]:
    """What the lint finds, in the order of files and lines."""
    found = [replace(one.reason, where=library.locate(one.kind, one.key, one.path)) for one in lint(library.rulebook)]
    return sorted(found, key=lambda reason: _order(reason.where))


def _order(where: str) -> tuple[str, int]:
    file, _, line = where.rpartition(":")
    return file, int(line or 0)
