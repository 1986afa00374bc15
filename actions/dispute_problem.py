"""Record that the enterprise says the answer did not help (企业未认可).

Who may: whoever was asked first; supervisors.
From where: a problem that is answered.
Needs: what is still wrong, as the reason.
Changes: the problem is open again, with the whole term for the same department; it counts against its rate of confirmation.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.problems import take_turn
from cases.problems import turns
from models.people import Person
from models.problems import Problem


def dispute_problem(tx: Connection, no: str, *, reason: str, actor: Person, now: datetime, zone: ZoneInfo) -> Problem:
    """Dispute its answer. Raises Missing, Refused with all reasons."""
    _, after = take_turn(tx, "dispute-problem", no, turns.dispute, actor=actor, now=now, zone=zone, reason=reason)
    return after
