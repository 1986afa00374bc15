"""The register of problems, the same for every door: each act by its name, who may do which now, its history, and the rates."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.accept_problem import accept_problem
from actions.answer_problem import answer_problem
from actions.confirm_problem import confirm_problem
from actions.dispute_problem import dispute_problem
from actions.link_problem import link_problem
from actions.problems import rules_now
from actions.refer_problem import refer_problem
from actions.reject_problem import reject_problem
from actions.withdraw_problem import withdraw_problem
from cases import rights
from cases.contacts import masked_phone
from cases.problems.recurring import Recurrence, Showing, recurrences, showings, since
from cases.problems.turns import possible
from config.contacts import reached
from models.definitions import Text
from models.moments import local_date, start_of
from models.people import Person, Scope
from models.problems import AnswerKind, Entry, Happening, Problem
from models.refusals import Invalid, Missing, Reason
from store import problems

Given = Mapping[str, str]
SENTENCES = {
    Happening.RAISED: "problem.raised",
    Happening.REFERRED: "problem.referred",
    Happening.ACCEPTED: "problem.accepted_by",
    Happening.REJECTED: "problem.rejected",
    Happening.LINKED: "problem.linked_to",
    Happening.ANSWERED: "problem.answered",
    Happening.CONFIRMED: "problem.confirmed",
    Happening.DISPUTED: "problem.disputed",
    Happening.WITHDRAWN: "problem.withdrawn",
}
_REASONED: Mapping[str, Callable[..., Problem]] = {
    "reject-problem": reject_problem,
    "confirm-problem": confirm_problem,
    "dispute-problem": dispute_problem,
    "withdraw-problem": withdraw_problem,
}
ACTS = ("answer-problem", "accept-problem", "refer-problem", "link-problem", *_REASONED)
"""Every act on a problem there is, raising it apart."""


def carry_out(
    tx: Connection, act: str, no: str, given: Given, *, reason: str, actor: Person, now: datetime, zone: ZoneInfo
) -> Problem:
    """Do ``act`` with what was ``given``. Raises Invalid for one that does not exist, Missing, Refused with all reasons."""
    by: dict[str, Any] = {"actor": actor, "now": now, "zone": zone}
    if act in _REASONED:
        return _REASONED[act](tx, no, reason=reason, **by)
    match act:
        case "answer-problem":
            return answer_problem(tx, no, kind=_kind(given.get("kind", "")), answer=given.get("answer", ""), **by)
        case "accept-problem":
            return accept_problem(tx, no, **by)
        case "refer-problem":
            return refer_problem(tx, no, department=given.get("department", ""), reason=reason, **by)
        case "link-problem":
            return link_problem(tx, no, case=given.get("case", ""), step=given.get("step", ""), **by)
    raise Invalid(Reason("problem.no_act", {"act": act, "allowed": ", ".join(ACTS)}, "act"))


def offered(problem: Problem, person: Person) -> tuple[str, ...]:
    """What ``person`` may do with the problem as it stands."""
    return tuple(act for act in possible(problem) if rights.may_handle(person, act, problem) is None)


def seen(tx: Connection, no: str, person: Person) -> Problem:
    """The problem as ``person`` may read it. Raises Missing, also for one that they must not see."""
    found = problems.get(tx, no)
    if not rights.may_see(person, found):
        raise Missing(Reason("problem.missing", {"no": no}))
    return veil(tx, person)(found)


def veil(tx: Connection, person: Person) -> Callable[[Problem], Problem]:
    """A problem as ``person`` may read it: the telephone of who asked is for its handler and whoever reads the enterprise's."""
    reaches = reached(tx, person)

    def veiled(one: Problem) -> Problem:
        reads = one.handler == person.login or reaches(one.site, one.uscc)
        return one if reads else replace(one, phone=masked_phone(one.phone))

    return veiled


def told(entry: Entry, called: Mapping[str, Text]) -> Reason:
    """What an entry of the history says, departments by the names of the rulebook."""
    title = called.get(str(entry.values.get("department", "")))
    named = {"department_zh": title.zh, "department_en": title.en} if title else {}
    return Reason(SENTENCES[entry.what], {**entry.values, **named})


@dataclass(frozen=True, slots=True)
class Overview:
    """What recurs, the most frequent first, and how each department did, in the time the rulebook looks back."""

    recurrences: tuple[Recurrence, ...]
    showings: tuple[Showing, ...]

    @property
    def proposed(self) -> tuple[Recurrence, ...]:
        """What is proposed for the joint meeting."""
        return tuple(one for one in self.recurrences if one.proposed)


def overview(tx: Connection, scope: Scope, now: datetime, zone: ZoneInfo) -> Overview:
    """The patterns and rates of the sites in ``scope``. Raises Missing while no rules of the register are published."""
    today, rule = local_date(now, zone), rules_now(tx).recurring
    found = problems.since(tx, scope, start_of(since(rule, today), zone))
    return Overview(recurrences(found, rule), showings(found, today))


def rates(found: Overview) -> dict[str, Any]:
    """An overview for programs; shares from 0 to 1."""
    names = ("department", "problems", "answered", "late", "confirmation", "recurrence")
    recurring = [
        {**asdict(one.pattern), "problems": [problem.no for problem in one.problems], "proposed": one.proposed}
        for one in found.recurrences
    ]
    departments = [{name: getattr(one, name) for name in names} for one in found.showings]
    return {"departments": departments, "recurring": recurring}


def document(one: Problem) -> dict[str, Any]:
    """A problem for programs."""
    names = (
        "no",
        "site",
        "enterprise",
        "uscc",
        "text",
        "topic",
        "chapter",
        "department",
        "handler",
        "contact",
        "phone",
    )
    dates = ("asked_at", "due_on", "provisional", "referred_on", "accepted_on", "confirmed_on", "disputed")
    answer = one.answer
    return {
        **{name: getattr(one, name) for name in (*names, *dates)},
        "state": one.state,
        "answer": {"kind": answer.kind, "text": answer.text, "on": answer.on, "by": answer.by} if answer else None,
        "links": [{"case": link.case, "step": link.step} for link in one.links],
    }


def _kind(written: str) -> AnswerKind:
    if written not in set(AnswerKind):
        raise Invalid(Reason("problem.no_kind", {"value": written or "-", "allowed": ", ".join(AnswerKind)}, "kind"))
    return AnswerKind(written)
