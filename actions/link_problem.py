"""Link a problem to a case it stands in the way of, or to a step that then waits for its answer (关联案件).

Who may: those who do everyday work on the case, whoever was asked first; for a step, who may ask somebody in it.
From where: a problem that is not answered, a case of its site; a step, if a department is to answer, in which nobody is asked.
Needs: the case; the step, if one waits.
Changes: the case shows the problem; the step's ball goes to the department and its clock stops as when a party is asked. It is
    chased once, on the problem's ladder.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.perform import perform
from actions.problems import take_turn
from cases import rights
from cases.occasion import Occasion
from cases.problems import turns
from cases.problems.turns import Turn
from models.definitions import ProblemsDefinition
from models.moments import local_date
from models.people import CLOCK, Person
from models.problems import Link, Problem
from models.refusals import Missing, Reason, Refused
from store import cases


def link_problem(
    tx: Connection, no: str, *, case: str, actor: Person, now: datetime, zone: ZoneInfo, step: str = ""
) -> Problem:
    """Link it. Raises Missing for the problem and the case, Refused with all reasons."""
    casefile = cases.load(tx, case)
    rights.require_sight(actor, casefile)

    def decide(problem: Problem, _: ProblemsDefinition, by: Occasion) -> Turn:
        if problem.site != casefile.site:
            raise Missing(Reason("case_missing", {"no": case}))
        return turns.link(problem, Link(case, step), by)

    if against := rights.may(actor, "ask-party" if step else "note", casefile, step):
        raise Refused(against)
    _, after = take_turn(tx, "link-problem", no, decide, actor=actor, now=now, zone=zone)
    if step:
        perform(
            tx,
            "wait-for-problem",
            case,
            actor=CLOCK,
            now=now,
            zone=zone,
            step=step,
            inputs=turns.question(after, local_date(now, zone)),
            reason=f"{no} {actor.name}",
        )
    return after
