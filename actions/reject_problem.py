"""Say that a problem is not one's department's to answer (退回问题).

Who may: the department it was referred to; whoever was asked first and supervisors, for a department without an account.
From where: a problem referred to a department and not answered.
Needs: a reason.
Changes: customs has it again, by the same day; steps that waited for the answer are asked of nobody.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.problems import on_steps_that_wait, take_turn
from cases.problems import turns
from models.people import Person
from models.problems import Problem


def reject_problem(tx: Connection, no: str, *, reason: str, actor: Person, now: datetime, zone: ZoneInfo) -> Problem:
    """Reject it. Raises Missing, Refused with all reasons."""
    before, after = take_turn(
        tx,
        "reject-problem",
        no,
        lambda problem, _, by: turns.reject(problem, by),
        actor=actor,
        now=now,
        zone=zone,
        reason=reason,
    )
    on_steps_that_wait(tx, before, "revoke-question", actor=actor, now=now, zone=zone)
    return after
