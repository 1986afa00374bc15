"""What can become of a problem: raised, referred, accepted or rejected, linked, answered, confirmed or disputed, withdrawn.

Each rule gives the problem as it is then and the entry its history gets, or raises Refused with all reasons.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from cases.deadlines import shift
from cases.inputs import LONGEST_TEXT, is_sayable
from cases.naming import titles
from cases.occasion import Occasion
from models.definitions import ProblemsDefinition, Text
from models.problems import Answer, AnswerKind, Entry, Happening, Link, Problem, ProblemState
from models.refusals import Reason, Refused
from models.terms import Length
from models.vocabulary import CUSTOMS

_CHAPTER = re.compile(r"0[1-9]|[1-8]\d|9[0-8]")  # 01 to 98, the chapters of the customs tariff
Parties = dict[str, Text]
"""The departments that can be asked, by code."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A problem as it is now, and what its history says of how that came about."""

    problem: Problem
    entry: Entry


_BY_STATE = {
    ProblemState.OPEN: ("answer-problem", "refer-problem", "link-problem", "withdraw-problem"),
    ProblemState.ANSWERED: ("confirm-problem", "dispute-problem", "withdraw-problem"),
}


def possible(problem: Problem) -> tuple[str, ...]:
    """The acts that nothing about the problem itself stands against, the nearest first."""
    acts = _BY_STATE.get(problem.state, ())
    if problem.state is not ProblemState.OPEN or not problem.referred_on:
        return acts
    return (*acts[:1], *(() if problem.accepted_on else ("accept-problem",)), "reject-problem", *acts[1:])


def raise_problem(wanted: Problem, rules: ProblemsDefinition, parties: Parties, by: Occasion) -> Turn:
    """A problem is recorded (登记), with the day its topic gives. An empty department is the one that usually answers."""
    topic = rules.topics.get(wanted.topic)
    department = wanted.department or (topic.department if topic else CUSTOMS)
    reasons = [
        *_said(wanted.text, "text", "problem.no_text"),
        *_known_department(department, parties),
        *_chapter(wanted.chapter),
    ]
    if topic is None:
        reasons.append(Reason("problem.no_topic", {"topic": wanted.topic, "allowed": list(rules.topics)}, "topic"))
    if wanted.asked_at > by.now:
        reasons.append(Reason("problem.ahead", {}, "asked_at"))
    _refuse(reasons)
    term = topic.term if topic and topic.term else rules.term
    made = _due(replace(wanted, text=wanted.text.strip(), department=department), term, by, revision=1)
    made = replace(made, referred_on=by.today if department != CUSTOMS else None)
    return Turn(made, _entry(Happening.RAISED, by, made.text, department=department, due=made.due_on))


def numbered(turn: Turn, no: str) -> Turn:
    """The problem under the number it was given."""
    return replace(turn, problem=replace(turn.problem, no=no))


def question(problem: Problem, today: date) -> dict[str, str]:
    """What a step that waits for the problem asks its department, and by when: never a day that is past."""
    asked = {"party": problem.department, "question": problem.text}
    return {**asked, "answer_by": str(max(problem.due_on, today)), "problem": problem.no}


def refer(problem: Problem, department: str, rules: ProblemsDefinition, parties: Parties, by: Occasion) -> Turn:
    """Another department is to answer (转办), customs too; it has the whole term anew. A reason is needed."""
    reasons = [*_open(problem), *_known_department(department, parties), *_reason(by, "refer-problem")]
    if department == problem.department and problem.referred_on:
        reasons.append(Reason("problem.same_department", {"department": department}, "department"))
    _refuse(reasons)
    topic = rules.topics.get(problem.topic)
    after = _due(problem, topic.term if topic and topic.term else rules.term, by)
    referred_on = by.today if department != CUSTOMS else None
    after = replace(after, department=department, referred_on=referred_on, accepted_on=None)
    values = {"department": department, "due": after.due_on}
    return Turn(after, _entry(Happening.REFERRED, by, by.reason, **values))


def accept(problem: Problem, by: Occasion) -> Turn:
    """The department says that it is theirs (受理)."""
    reasons = [*_open(problem), *_with_department(problem)]
    if problem.accepted_on:
        reasons.append(Reason("problem.accepted", {"on": problem.accepted_on}))
    _refuse(reasons)
    values = {"department": problem.department}
    return Turn(replace(problem, accepted_on=by.today), _entry(Happening.ACCEPTED, by, **values))


def reject(problem: Problem, by: Occasion) -> Turn:
    """The department says, with a reason, that it is not theirs (退回): customs has it again, and whoever was asked first."""
    _refuse([*_open(problem), *_with_department(problem), *_reason(by, "reject-problem")])
    after = replace(problem, department=CUSTOMS, referred_on=None, accepted_on=None)
    return Turn(after, _entry(Happening.REJECTED, by, by.reason, department=problem.department))


def link(problem: Problem, to: Link, by: Occasion) -> Turn:
    """It stands in the way of a case, or of a step of it, which then waits for the answer (关联)."""
    reasons = list(_open(problem))
    if to in problem.links:
        reasons.append(Reason("problem.linked", {"no": to.case}, "case"))
    if to.step and not problem.referred_on:
        reasons.append(Reason("problem.not_referred", {}, "step"))
    _refuse(reasons)
    kept = tuple(one for one in problem.links if one.case != to.case or one.step)
    return Turn(replace(problem, links=(*kept, to)), _entry(Happening.LINKED, by, case=to.case, step=to.step))


def answer(problem: Problem, kind: AnswerKind, text: str, rules: ProblemsDefinition, by: Occasion) -> Turn:
    """It is answered (答复), in one of the four kinds, always in words; the enterprise has its time to say whether that helped."""
    _refuse([*_open(problem), *_said(text, "answer", "problem.no_answer")])
    given = Answer(kind, text.strip(), by.today, by.actor.login)
    after = replace(_due(problem, rules.confirm, by), state=ProblemState.ANSWERED, answer=given)
    return Turn(after, _entry(Happening.ANSWERED, by, given.text, answer_kind=str(kind)))


def confirm(problem: Problem, by: Occasion) -> Turn:
    """The enterprise says that this helped (企业确认): it is over."""
    _refuse(_answered(problem))
    after = replace(problem, state=ProblemState.CONFIRMED, confirmed_on=by.today)
    return Turn(after, _entry(Happening.CONFIRMED, by, by.reason))


def dispute(problem: Problem, rules: ProblemsDefinition, by: Occasion) -> Turn:
    """The enterprise says what is still wrong (企业未认可): it is open again, with the whole term."""
    _refuse([*_answered(problem), *_reason(by, "dispute-problem")])
    topic = rules.topics.get(problem.topic)
    after = _due(problem, topic.term if topic and topic.term else rules.term, by)
    after = replace(after, state=ProblemState.OPEN, disputed=problem.disputed + 1, accepted_on=None)
    return Turn(after, _entry(Happening.DISPUTED, by, by.reason, due=after.due_on))


def withdraw(problem: Problem, by: Occasion) -> Turn:
    """It was recorded twice, or by mistake (撤销), with a reason; it stays and counts no more."""
    reasons = list(_reason(by, "withdraw-problem"))
    if not problem.is_live:
        reasons.append(Reason("problem.over", {"problem_state": str(problem.state)}))
    _refuse(reasons)
    return Turn(replace(problem, state=ProblemState.WITHDRAWN), _entry(Happening.WITHDRAWN, by, by.reason))


def _due(problem: Problem, term: Length, by: Occasion, *, revision: int | None = None) -> Problem:
    """The day on which ``term`` from today ends, on a working day."""
    day = by.calendar.roll_forward(shift(by.today, term, by.calendar))
    return replace(
        problem,
        due_on=day,
        provisional=by.calendar.is_provisional(day),
        revision=problem.revision + 1 if revision is None else revision,
    )


def _entry(what: Happening, by: Occasion, text: str = "", **values: Any) -> Entry:
    said = {name: str(value) if isinstance(value, date | datetime) else value for name, value in values.items()}
    return Entry(what, by.now, by.actor.login, text, said)


def _open(problem: Problem) -> Iterator[Reason]:
    if problem.state is not ProblemState.OPEN:
        yield Reason("problem.not_open", {"problem_state": str(problem.state)})


def _answered(problem: Problem) -> Iterator[Reason]:
    if problem.state is not ProblemState.ANSWERED:
        yield Reason("problem.not_answered", {"problem_state": str(problem.state)})


def _with_department(problem: Problem) -> Iterator[Reason]:
    if not problem.referred_on:
        yield Reason("problem.not_referred")


def _known_department(department: str, parties: Parties) -> Iterator[Reason]:
    if department not in {CUSTOMS, *parties}:
        allowed = ", ".join([CUSTOMS, *sorted(parties)])
        yield Reason("problem.no_department", {"department": department, "allowed": allowed}, "department")


def _chapter(chapter: str) -> Iterator[Reason]:
    if chapter and not _CHAPTER.fullmatch(chapter):
        yield Reason("problem.no_chapter", {"value": chapter}, "chapter")


def _said(text: str, where: str, code: str) -> Iterator[Reason]:
    if not text.strip():
        yield Reason(code, {}, where)
    elif not is_sayable(text):
        yield Reason("input.too_long", {**titles(None, where), "longest": LONGEST_TEXT}, where)


def _reason(by: Occasion, act: str) -> Iterator[Reason]:
    if not by.reason:
        yield Reason("reason.missing", {"act": act}, "reason")


def _refuse(reasons: Iterator[Reason] | list[Reason]) -> None:
    if found := list(reasons):
        raise Refused(*found)
