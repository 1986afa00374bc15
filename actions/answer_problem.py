"""Answer an enterprise's problem (答复问题).

Who may: the department it was referred to; whoever was asked first and supervisors, for a department without an account.
From where: a problem that is not answered.
Needs: the kind of answer (solved, explained, policy gap, refused) and the answer in words.
Changes: whoever was asked first is to pass it on, and to hear from the enterprise whether it helped; every step that waits for it
    has its answer, and goes on.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.problems import on_steps_that_wait, take_turn
from cases.problems import turns
from models.people import Person
from models.problems import AnswerKind, Problem


def answer_problem(
    tx: Connection, no: str, *, kind: AnswerKind, answer: str, actor: Person, now: datetime, zone: ZoneInfo
) -> Problem:
    """Answer it. Raises Missing, Refused with all reasons."""
    before, after = take_turn(
        tx,
        "answer-problem",
        no,
        lambda problem, rules, by: turns.answer(problem, kind, answer, rules, by),
        actor=actor,
        now=now,
        zone=zone,
    )
    on_steps_that_wait(tx, before, "record-answer", actor=actor, now=now, zone=zone, answer=answer)
    return after
