"""Withdraw a problem (撤销问题): it was recorded twice, or by mistake.

Who may: whoever was asked first; supervisors.
From where: a problem that is not over.
Needs: a reason.
Changes: nobody waits for it any more, and it counts nowhere; steps that waited for the answer are asked of nobody.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.problems import on_steps_that_wait, take_turn
from cases.problems import turns
from models.people import Person
from models.problems import Problem


def withdraw_problem(tx: Connection, no: str, *, reason: str, actor: Person, now: datetime, zone: ZoneInfo) -> Problem:
    """Withdraw it. Raises Missing, Refused with all reasons."""
    before, after = take_turn(
        tx,
        "withdraw-problem",
        no,
        lambda problem, _, by: turns.withdraw(problem, by),
        actor=actor,
        now=now,
        zone=zone,
        reason=reason,
    )
    on_steps_that_wait(tx, before, "revoke-question", actor=actor, now=now, zone=zone)
    return after
