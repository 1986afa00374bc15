"""Refer a problem to another department, or back to customs (转办).

Who may: whoever was asked first; supervisors.
From where: a problem that is not answered.
Needs: the department, and a reason.
Changes: the department hears of it and has the whole term anew; steps that wait for the answer ask it, or nobody, too. Whoever was
    asked first stays responsible.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.perform import perform
from actions.problems import on_steps_that_wait, take_turn
from cases.problems import turns
from models.moments import local_date
from models.people import CLOCK, Person
from models.problems import Problem
from store import definitions


def refer_problem(
    tx: Connection, no: str, *, department: str, reason: str, actor: Person, now: datetime, zone: ZoneInfo
) -> Problem:
    """Refer it. Raises Missing, Refused with all reasons."""
    parties = definitions.parties(tx)
    before, after = take_turn(
        tx,
        "refer-problem",
        no,
        lambda problem, rules, by: turns.refer(problem, department, rules, parties, by),
        actor=actor,
        now=now,
        zone=zone,
        reason=reason,
    )
    for one in on_steps_that_wait(tx, before, "revoke-question", actor=actor, now=now, zone=zone):
        if after.referred_on:
            perform(
                tx,
                "wait-for-problem",
                one.case,
                actor=CLOCK,
                now=now,
                zone=zone,
                step=one.step,
                inputs=turns.question(after, local_date(now, zone)),
                reason=f"{no} {actor.name}",
            )
    return after
