"""Record that the enterprise says the answer helped (企业确认).

Who may: whoever was asked first; supervisors.
From where: a problem that is answered.
Needs: nothing; what the enterprise said, if it said more.
Changes: the problem is over, and counts for its department's rate of confirmation.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.problems import take_turn
from cases.problems import turns
from models.people import Person
from models.problems import Problem


def confirm_problem(
    tx: Connection, no: str, *, actor: Person, now: datetime, zone: ZoneInfo, reason: str = ""
) -> Problem:
    """Confirm it. Raises Missing, Refused with all reasons."""
    _, after = take_turn(
        tx,
        "confirm-problem",
        no,
        lambda problem, _, by: turns.confirm(problem, by),
        actor=actor,
        now=now,
        zone=zone,
        reason=reason,
    )
    return after
