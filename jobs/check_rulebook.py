"""Checking a rulebook (规则库检查): everything wrong with its shape or its meaning, each with file and line."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from cases.lint import lint
from models.refusals import Invalid, Reason
from models.rulebook import Problem, Rulebook
from notifications.wording import broken
from store.rulebook import Library, open_library


def check_rulebook(directory: Path) -> Rulebook:
    """The rulebook below ``directory``. Raises Invalid with every problem; its meaning is looked at once all files can be read."""
    library = open_library(directory)
    if problems := placed_problems(library):
        raise Invalid(*problems)
    return library.rulebook


def placed_problems(library: Library) -> list[Reason]:
    """What the lint finds, and the texts that cannot be rendered, in the order of files and lines."""
    problems = list(lint(library.rulebook))
    known = {(one.kind, one.key, one.path) for one in problems}
    problems += [one for one in _broken_texts(library.rulebook) if (one.kind, one.key, one.path) not in known]
    found = [replace(one.reason, where=library.locate(one.kind, one.key, one.path)) for one in problems]
    return sorted(found, key=lambda reason: _order(reason.where))


def _broken_texts(rulebook: Rulebook) -> Iterator[Problem]:
    """Tried before anybody waits for a letter."""
    for key, wording in rulebook.wordings.items():
        yield from (Problem("wording", key, path, reason) for path, reason in broken(wording))


def _order(where: str) -> tuple[str, int]:
    file, _, line = where.rpartition(":")
    return file, int(line or 0)
