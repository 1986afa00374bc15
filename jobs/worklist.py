"""The worklist (我的工作): the steps a person has to do, and those of whom they stand in for today."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from actions.surroundings import stood_in_for
from models.absences import Absence
from models.people import Person
from store.worklist import Wanted


def work_of(tx: Connection, person: Person, today: date) -> tuple[Wanted, Sequence[Absence]]:
    """What to ask the store for all of it; and the absences of those whose work is among it."""
    absences = stood_in_for(tx, person, today)
    return Wanted(today=today, logins=(person.login, *(one.person for one in absences))), absences
