"""Record an enterprise's problem (登记问题需求).

Who may: those who do everyday work on cases, for enterprises of their site; whoever records it was asked first, and is responsible,
    so it takes somebody with an account.
From where: an enterprise on the roster.
Needs: what it is, its topic, one that the rulebook knows; the department that is to answer, if not the topic's usual one; the HS
    chapter, if it is about goods; who asked, and when, now if nothing is said.
Changes: it has a number and a day for its answer; the department hears of it, and its ladder climbs until it is answered.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.problems import look_again, rules_now
from actions.surroundings import surroundings
from cases import rights
from cases.problems import turns
from models.people import Person
from models.problems import Problem
from models.refusals import Missing, Reason, Refused
from models.vocabulary import Role
from store import definitions, enterprises, problems

NAME = "raise-problem"


def raise_problem(
    tx: Connection,
    *,
    site: str,
    enterprise: str,
    text: str,
    topic: str,
    actor: Person,
    now: datetime,
    zone: ZoneInfo,
    department: str = "",
    chapter: str = "",
    contact: str = "",
    phone: str = "",
    asked_at: datetime | None = None,
) -> Problem:
    """Write it down. Raises Missing for the site and the enterprise, Refused with all reasons."""
    if not rights.may_read(actor, site):
        raise Missing(Reason("site_missing", {"code": site}))
    if against := rights.may_at(actor, NAME, site):
        raise Refused(against)
    if actor.role is Role.HOST:
        raise Refused(Reason("problem.no_handler"))
    around, known = surroundings(tx, site, actor, now, zone=zone), enterprises.get(tx, site, enterprise)
    wanted = Problem(
        no="",
        site=site,
        uscc=known.uscc,
        enterprise=known.name,
        text=text,
        topic=topic,
        department=department,
        handler=actor.login,
        asked_at=asked_at or now,
        due_on=around.occasion.today,
        chapter=chapter.strip(),
        contact=contact.strip(),
        phone=phone.strip(),
    )
    rules = rules_now(tx)
    turn = turns.raise_problem(wanted, rules, definitions.parties(tx), around.occasion)
    made = turns.numbered(turn, problems.next_no(tx, site, around.occasion.today.year))
    problems.add(tx, made.problem, made.entry)
    look_again(tx, None, made.problem, rules, around)
    return made.problem
