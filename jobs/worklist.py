"""The worklist (我的工作): the steps a person has to do, and those of whom they stand in for today."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from actions.surroundings import stood_in_for
from models.absences import Absence
from models.people import Person, Scope
from models.vocabulary import Priority
from store import worklist
from store.worklist import WorkItem

Work = tuple[WorkItem, str]  # the step, and the absent person whose it is (empty: one's own)


def work_of(tx: Connection, scope: Scope, person: Person, today: date) -> tuple[list[Work], Sequence[Absence]]:
    """All of them, urgent cases first, then by date; and the absences of those whose are among them."""
    absences = stood_in_for(tx, person, today)
    logins = {person.login: "", **{one.person: one.person for one in absences}}
    found = [(item, of) for login, of in logins.items() for item in worklist.of_person(tx, scope, login)]
    return sorted(found, key=lambda work: _by_urgency(work[0])), absences


def _by_urgency(item: WorkItem) -> tuple[bool, bool, date, str]:
    due_on = item.due_on or item.statutory_due_on
    return (item.priority is not Priority.HIGH, due_on is None, due_on or date.max, item.no)
