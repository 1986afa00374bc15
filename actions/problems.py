"""What every act on a problem shares: who may, the problem under its lock, its history, and what it then waits for."""

from collections.abc import Callable
from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.perform import perform
from actions.surroundings import Surroundings, look_ahead, surroundings
from cases import rights
from cases.occasion import Occasion
from cases.problems.turns import Turn
from cases.problems.waiting import waitings
from models.definitions import ProblemsDefinition
from models.people import CLOCK, Person
from models.problems import Link, Problem
from models.refusals import Missing, Reason, Refused
from store import cases, definitions, people, problems, watches

STANDARD = "default"
Deciding = Callable[[Problem, ProblemsDefinition, Occasion], Turn]


def rules_now(tx: Connection) -> ProblemsDefinition:
    """The rules of the register in force. Raises Missing."""
    edition = definitions.latest(tx, "problems", STANDARD)
    return cast(ProblemsDefinition, definitions.get(tx, "problems", edition.hash))


def take_turn(
    tx: Connection,
    act: str,
    no: str,
    decide: Deciding,
    *,
    actor: Person,
    now: datetime,
    zone: ZoneInfo,
    reason: str = "",
) -> tuple[Problem, Problem]:
    """Do ``act`` on the problem. Returns it before and after.

    Raises Missing for one that is not theirs to see, Refused with all reasons.
    """
    before = held(tx, act, no, actor)
    around = surroundings(tx, before.site, actor, now, zone=zone, reason=reason)
    rules = rules_now(tx)
    turn = decide(before, rules, around.occasion)
    problems.write(tx, turn.problem, turn.entry)
    look_again(tx, before, turn.problem, rules, around)
    return before, turn.problem


def held(tx: Connection, act: str, no: str, actor: Person) -> Problem:
    """The problem under its lock, for somebody who may do ``act`` on it. Raises Missing, Refused."""
    found = problems.hold(tx, no)
    if not rights.may_see(actor, found):
        raise Missing(Reason("problem.missing", {"no": no}))
    if against := rights.may_handle(actor, act, found):
        raise Refused(against)
    return found


def look_again(
    tx: Connection, before: Problem | None, after: Problem, rules: ProblemsDefinition, around: Surroundings
) -> None:
    """Let the problem wait for what it waits for now, and for nothing else."""
    handler = people.get(tx, after.handler)
    if before:
        watches.forget(tx, *(one.key for one in waitings(before, handler, rules)))
    watches.put(tx, *look_ahead(tx, waitings(after, handler, rules), around))


def on_steps_that_wait(
    tx: Connection, problem: Problem, act: str, *, actor: Person, now: datetime, zone: ZoneInfo, **inputs: str
) -> list[Link]:
    """Let the clock do ``act`` on every step that waits for the problem: the cases may be other people's. Returns those it did.

    A step that was answered by hand, or is over, waits no more. The cases are locked in the order of their numbers.
    """
    cases.hold_still(tx, {one.case for one in problem.links})
    waiting = [one for one in sorted(problem.links, key=lambda one: (one.case, one.step)) if _waits(tx, problem, one)]
    reason = f"{problem.no} {actor.name}"
    for one in waiting:
        perform(tx, act, one.case, actor=CLOCK, now=now, zone=zone, step=one.step, inputs=inputs, reason=reason)
    return waiting


def _waits(tx: Connection, problem: Problem, one: Link) -> bool:
    step = cases.load(tx, one.case).step(one.step) if one.step else None
    return step is not None and step.is_live and step.question is not None and step.question.problem == problem.no
