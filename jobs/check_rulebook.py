"""Checking a rulebook: can it be read, and does what it says make sense."""

from pathlib import Path

from cases.lint import lint
from models.refusals import Invalid
from models.rulebook import Rulebook
from store.rulebook import read


def check_rulebook(directory: Path) -> Rulebook:
    """The rulebook in ``directory``. Raises Invalid with every problem, each naming file and line."""
    rulebook = read(directory)
    if problems := lint(rulebook):
        raise Invalid(*(problem.reason for problem in problems))
    return rulebook
