"""Say that a problem is one's department's to answer (受理问题).

Who may: the department it was referred to; whoever was asked first and supervisors, for a department without an account.
From where: a problem referred to a department, not answered and not accepted yet.
Needs: nothing.
Changes: everybody sees since when the department knows.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.problems import take_turn
from cases.problems import turns
from models.people import Person
from models.problems import Problem


def accept_problem(tx: Connection, no: str, *, actor: Person, now: datetime, zone: ZoneInfo) -> Problem:
    """Accept it. Raises Missing, Refused with all reasons."""
    _, after = take_turn(
        tx, "accept-problem", no, lambda problem, _, by: turns.accept(problem, by), actor=actor, now=now, zone=zone
    )
    return after
