"""Checking a rulebook: can it be read, and does what it says make sense."""

from dataclasses import replace
from pathlib import Path

from cases.lint import lint

from models.refusals import Invalid
from models.rulebook import Rulebook
from store.rulebook import open_library


def check_rulebook(directory: Path) -> Rulebook:
    """The rulebook in ``directory``. Raises Invalid with every problem, each naming file and line."""
    library = open_library(directory)
    if problems := lint(library.rulebook):
        raise Invalid(*(replace(one.reason, where=library.locate(one.kind, one.key, one.path)) for one in problems))
    return library.rulebook
