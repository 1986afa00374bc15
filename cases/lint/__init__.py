"""The lint (规则库检查): what is wrong with the meaning of a rulebook whose shape is right. Pure; says where, not in which file.

It claims nothing it cannot be sure of: what it reports can never work, or never what was meant.
"""

from collections.abc import Callable, Iterator

from cases.lint import conditions, dates, flow, names, others, people
from cases.survey import Found, Survey, survey
from models.rulebook import Problem, Rulebook

PROCESS_CHECKS: tuple[Callable[[Survey], Iterator[Found]], ...] = (
    names.check,
    flow.check,
    dates.check,
    people.check,
    conditions.check,
)


def lint(rulebook: Rulebook) -> list[Problem]:
    """Everything wrong in every definition, by kind and key, in the order of the checks."""
    return [*_processes(rulebook), *others.check(rulebook)]


def _processes(rulebook: Rulebook) -> Iterator[Problem]:
    for key, process in rulebook.processes.items():
        surveyed = survey(process, rulebook)
        for check in PROCESS_CHECKS:
            yield from (Problem("process", key, path, reason) for path, reason in check(surveyed))
