"""待答复: what a department was asked, and nothing else of the cases it was asked in; answered on one page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection

from actions.perform import perform
from cases import rights
from cases.waiting import doer
from config import problems as register
from config.wiring import App
from models.people import Person
from models.problems import Problem, ProblemState
from models.refusals import Missing, Reason
from store import cases, memoranda, people, problems, questions
from web import flash
from web.access import Asking, Form, Parts, Visitor, text
from web.again import NOTHING, Again, shown_again
from web.paper import render

router = APIRouter()
PAGE = "/asked"
REPLIES = ("record-answer", "accept-question", "reject-question")
"""What a department does with a question in a step, the nearest first."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a department sees of what it was asked: ``by`` asked it for ``enterprise``, perhaps in the letter ``document``."""

    path: str
    enterprise: str
    uscc: str
    text: str
    by: str
    asked_on: date | None
    answer_by: date | None
    accepted_on: date | None
    document: str = ""


@router.get(PAGE)
def page(request: Request, app: Parts, who: Asking) -> HTMLResponse:
    """Everything that waits for the department's answer, the earliest day first."""
    return with_commitment(request, app, who, NOTHING)


def with_commitment(request: Request, app: App, who: Visitor, again: Again) -> HTMLResponse:
    """The page, with what the department committed itself to, and the form that was refused if ``again`` is one."""
    person = who.person
    _require_reply(person)
    with app.database.reading() as tx:
        found = sorted([*_problems(tx, person), *_questions(tx, person)], key=lambda one: one.answer_by or date.max)
        owed = memoranda.owed_by(tx, person.site, person.party)
        names = people.names(tx)
    return render(request, "asked.html", who, again=again, found=found, owed=owed, names=names)


@router.get(PAGE + "/{no}")
def problem(request: Request, no: str, app: Parts, who: Asking) -> Response:
    """One problem to be answered; a letter of an answered one leads to the list."""
    with app.database.reading() as tx:
        one = register.seen(tx, no, who.person)
    if one.state is not ProblemState.OPEN:
        return RedirectResponse(PAGE, 303)
    return with_problem(request, no, app, who, NOTHING)


def with_problem(request: Request, no: str, app: App, who: Visitor, again: Again) -> HTMLResponse:
    """The problem, with the form that was refused."""
    _require_reply(who.person)
    with app.database.reading() as tx:
        one = register.seen(tx, no, who.person)
        asked = _of_problem(one, people.names(tx))
    offered = register.offered(one, who.person)
    return render(request, "asked_problem.html", who, again=again, one=one, asked=asked, offered=offered, base=PAGE)


@router.post(PAGE + "/{no}/{act}")
@shown_again(with_problem, lambda given: given["act"])
def reply(request: Request, no: str, act: str, app: Parts, who: Asking, sent: Form) -> Response:
    """Answer a problem, accept it, or send it back."""
    _require_reply(who.person)
    given = {name: text(sent, name) for name in sent}
    with app.database.writing() as tx:
        register.carry_out(
            tx, act, no, given, reason=text(sent, "reason"), actor=who.person, now=app.now(), zone=app.zone
        )
    return flash.say(RedirectResponse(PAGE, 303), "done.problem", act=act, no=no)


@router.get(PAGE + "/{no}/{step}")
def question(request: Request, no: str, step: str, app: Parts, who: Asking) -> Response:
    """One question asked in a step; what is asked no more leads to the list."""
    _require_reply(who.person)
    with app.database.reading() as tx:
        waits = (no, step) in questions.asked_of(tx, who.person.site, who.person.party)
    return with_question(request, no, step, app, who, NOTHING) if waits else RedirectResponse(PAGE, 303)


def with_question(request: Request, no: str, step: str, app: App, who: Visitor, again: Again) -> HTMLResponse:
    """The question, with the form that was refused."""
    _require_reply(who.person)
    with app.database.reading() as tx:
        asked = _of_step(tx, no, step, who.person, people.names(tx))
    return render(request, "asked_question.html", who, again=again, asked=asked, offered=_offered(asked))


@router.post(PAGE + "/{no}/{step}/{act}")
@shown_again(with_question, lambda given: given["act"])
def reply_in_step(request: Request, no: str, step: str, act: str, app: Parts, who: Asking, sent: Form) -> Response:
    """Answer a question, accept it, or send it back."""
    _require_reply(who.person)
    if act not in REPLIES:
        raise Missing(Reason("page_missing"))
    inputs = {"answer": text(sent, "answer")} if act == "record-answer" else {}
    with app.database.writing() as tx:
        perform(
            tx,
            act,
            no,
            actor=who.person,
            now=app.now(),
            zone=app.zone,
            step=step,
            inputs=inputs,
            reason=text(sent, "reason").strip(),
        )
    return flash.say(RedirectResponse(PAGE, 303), "done.act", act=act)


def _offered(asked: Question) -> tuple[str, ...]:
    return tuple(act for act in REPLIES if act != "accept-question" or not asked.accepted_on)


def _problems(tx: Connection, person: Person) -> list[Question]:
    names = people.names(tx)
    return [_of_problem(one, names) for one in problems.asked_of(tx, person.site, person.party)]


def _questions(tx: Connection, person: Person) -> list[Question]:
    names = people.names(tx)
    return [_of_step(tx, no, key, person, names) for no, key in questions.asked_of(tx, person.site, person.party)]


def _of_problem(one: Problem, names: Mapping[str, str]) -> Question:
    return Question(
        f"{PAGE}/{one.no}",
        one.enterprise,
        one.uscc,
        one.text,
        names.get(one.handler, ""),
        one.referred_on,
        one.due_on,
        one.accepted_on,
    )


def _of_step(tx: Connection, no: str, key: str, person: Person, names: Mapping[str, str]) -> Question:
    """Raises Missing for what this person's department was not asked."""
    casefile = cases.load(tx, no)
    rights.require_reach(person, "record-answer", casefile, key)
    step = casefile.step(key)
    if step is None or step.question is None:
        raise Missing(Reason("case_missing", {"no": no}))
    asked, enterprise = step.question, casefile.enterprise
    return Question(
        f"{PAGE}/{no}/{key}",
        enterprise.name,
        enterprise.uscc,
        asked.text,
        names.get(doer(casefile, step) or "", ""),
        asked.asked_on,
        asked.answer_by,
        asked.accepted_on,
        asked.document,
    )


def _require_reply(person: Person) -> None:
    """Raises Missing for whoever speaks for no department."""
    if not rights.replies(person):
        raise Missing(Reason("page_missing"))
