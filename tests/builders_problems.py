"""Problems and the departments that answer them: the tax authority has two accounts, the others none."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from actions.raise_problem import raise_problem
from cases.occasion import Occasion
from cases.problems.turns import Turn
from cases.problems.turns import raise_problem as rule
from models.people import Person
from models.problems import Problem
from models.vocabulary import Role
from store import enterprises, people, sites
from tests.builders import ACME, LIN, MEI, QIU, SHANGHAI, ZHAO, on
from tests.builders_store import uscc
from tests.shipped import RULEBOOK

MA = Person(
    "ma", "马税", Role.DEPARTMENT, "RZ", email="ma@tax.example", party="tax"
)  # leads the tax authority's people
TANG = Person("tang", "唐税", Role.DEPARTMENT, "RZ", supervisor="ma", email="tang@tax.example", party="tax")
SHEN = Person("shen", "沈商", Role.DEPARTMENT, "RZ", party="commerce")
SEC = Person("sec", "史秘", Role.SECRETARY, "RZ", email="sec@example.com")
LEAD = Person("lead", "路", Role.SITE_LEAD, "RZ")
WENQI = Person("wenqi", "文", Role.ENTERPRISE, "RZ")
PARTNERS = (MA, TANG, SHEN, SEC, LEAD, WENQI)
RULES = RULEBOOK.problems["default"]
PARTIES = dict(RULEBOOK.processes["aeo-advanced"].parties)
REFUND = {"text": "退税申报三个月没有结果", "topic": "export-refund", "chapter": "03"}
_WANTED = Problem(
    "", "RZ", ACME.uscc, ACME.name, "", "other", "", "lin", datetime(2026, 7, 1, 8, tzinfo=SHANGHAI), date.min
)


def wanted(**parts: Any) -> Problem:
    """A problem as somebody writes it down: a refund that does not come."""
    return replace(_WANTED, **{**REFUND, **parts})


def raised(at: str = "2026-07-01", **parts: Any) -> Problem:
    """One that Lin recorded, under its first number."""
    turn: Turn = rule(wanted(**parts), RULES, PARTIES, on(at))
    return replace(turn.problem, no=str(parts.get("no") or "RZ-2026-W0001"))


def by(who: Person, at: str = "2026-07-02", reason: str = "") -> Occasion:
    """Somebody who turns to a problem on a day."""
    return replace(on(at, who), reason=reason)


def settle_partners(tx: Connection, now: datetime) -> None:
    """Two sites, their people, the departments', and five enterprises."""
    for code in ("RZ", "QD"):
        sites.add(tx, sites.Site(code, code))
    for person in (ZHAO, LIN, MEI, QIU, *PARTNERS):
        people.add(tx, person, now)
    rows = [enterprises.RosterRow(uscc(number), f"企业{number}", contact="王经理") for number in range(1, 6)]
    enterprises.upsert(tx, "RZ", rows, now)


def record(tx: Connection, number: int, now: datetime, who: Person = LIN, **parts: Any) -> Problem:
    """The problem of an enterprise, written down."""
    given = {"site": "RZ", "enterprise": uscc(number), **REFUND, **parts}
    return raise_problem(tx, actor=who, now=now, zone=SHANGHAI, **given)
