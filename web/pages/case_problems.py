"""The problems that stand in the way of a case, and those that could be linked to it."""

from typing import Any

from sqlalchemy import Connection

from cases import rights
from cases.naming import step_title
from models.casefile import CaseFile
from models.people import Person, Scope
from models.problems import Problem
from models.vocabulary import CaseStatus, StepState
from store import problems

OFFERED = 50  # of the open problems of a site


def problems_of_case(tx: Connection, casefile: CaseFile, person: Person) -> dict[str, Any]:
    """What the page shows of them."""
    linked = problems.of_case(tx, casefile.no)
    return {
        "problems": linked,
        "linkable": _linkable(tx, casefile, person, {one.no for one in linked}),
        "could_wait": could_wait(casefile, person),
        "may_raise": rights.may_at(person, "raise-problem", casefile.site) is None,
    }


def could_wait(casefile: CaseFile, person: Person) -> list[tuple[str, str]]:
    """The open steps in which nobody was asked and ``person`` may ask, with their titles."""
    free = (step for step in casefile.live_steps if step.question is None and step.state is StepState.OPEN)
    keys = (step.key for step in free if rights.may(person, "ask-party", casefile, step.key) is None)
    return [(key, step_title(casefile, key)[f"title_{person.language}"]) for key in keys]


def _linkable(tx: Connection, casefile: CaseFile, person: Person, linked: set[str]) -> list[Problem]:
    """The open problems of the site that ``person`` may link, those of the enterprise first."""
    if casefile.status is CaseStatus.CLOSED:
        return []
    found = problems.open_ones(tx, Scope.of(casefile.site), limit=OFFERED)
    free = [one for one in found if one.no not in linked and not rights.may_handle(person, "link-problem", one)]
    return sorted(free, key=lambda one: (one.uscc != casefile.enterprise.uscc, one.no))
