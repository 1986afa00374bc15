"""What a problem waits for: its answer, or the enterprise's word on it; a department that was asked hears of it at once."""

from collections.abc import Iterator
from datetime import date

from cases.waiting import ASKED
from models.definitions import ProblemsDefinition
from models.people import Person
from models.problems import Problem, ProblemState
from models.vocabulary import CUSTOMS, ENTERPRISE, Subject
from models.waiting import Waiting


def waitings(problem: Problem, handler: Person, rules: ProblemsDefinition) -> tuple[Waiting, ...]:
    """Nothing, once it is over. ``handler`` is the person of that login."""
    return tuple(_all(problem, handler, rules))


def _all(problem: Problem, handler: Person, rules: ProblemsDefinition) -> Iterator[Waiting]:
    if problem.state is ProblemState.OPEN:
        yield _waiting(problem, handler, "answer", Subject.PROBLEM, problem.due_on, rules.ladder, problem.department)
        if problem.referred_on:
            name = f"asked.{problem.revision}"
            yield _waiting(problem, handler, name, Subject.ASKED, problem.referred_on, ASKED, problem.department)
    elif problem.state is ProblemState.ANSWERED:
        yield _waiting(problem, handler, "confirm", Subject.PROBLEM, problem.due_on, rules.confirm_ladder, ENTERPRISE)


def _waiting(
    problem: Problem, handler: Person, name: str, subject: Subject, due_on: date, ladder: str, holder: str
) -> Waiting:
    """Its key holds for ever; the enterprise stands in it, as in those of cases (a number given again after a restore)."""
    return Waiting(
        key=f"problem/{problem.no}/{problem.uscc}/{name}",
        subject=subject,
        case="",
        site=problem.site,
        step="",
        due_on=due_on,
        ladder=ladder,
        holder=holder or CUSTOMS,
        revision=problem.revision,
        provisional=problem.provisional,
        doer=handler.login,
        coordinator=handler.login,
        supervisor=handler.supervisor,
        answer_by=problem.due_on,
        problem=problem.no,
    )
