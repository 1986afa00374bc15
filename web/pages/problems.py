"""问题需求: the register, recording one in two minutes on a phone, and one problem with its history and what can be done."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection
from starlette.datastructures import FormData

from actions.link_problem import link_problem
from actions.problems import rules_now
from actions.raise_problem import NAME as RAISING
from actions.raise_problem import raise_problem
from cases import rights
from cases.naming import step_title
from config import problems as register
from config.wiring import App
from models.definitions import ProblemsDefinition
from models.moments import local_date
from models.people import NOWHERE, Person
from models.problems import Link, Problem, ProblemState
from models.refusals import Missing, Reason
from models.vocabulary import CUSTOMS
from store import caselist, cases, definitions, enterprises, people, problems
from web import flash
from web.access import Asking, Form, Parts, Visitor, text
from web.again import NOTHING, Again, shown_again
from web.forms import read_moment
from web.pages import case as case_page
from web.pages.case_problems import could_wait
from web.pages.case_tabs import Tab, address
from web.paper import render

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Linked:
    """A case it is linked to, with the title of the step, and whether that still waits for the answer."""

    link: Link
    enterprise: str
    step: str
    waits: bool


PAGE, NEW = "/problems", "problem"
ALIKE = 5  # answers to others of the same pattern that stand beside one


def chosen_of(
    state: str = "",
    department: str = "",
    topic: str = "",
    chapter: str = "",
    handler: str = "",
    search: str = "",
    late: bool = False,
) -> problems.Filters:
    """What the address narrows the register to."""
    return problems.Filters(
        state=state if state in set(ProblemState) else "",
        department=department,
        topic=topic,
        chapter=chapter,
        handler=handler,
        search=search,
        late=late,
    )


Chosen = Annotated[problems.Filters, Depends(chosen_of)]


@router.get(PAGE)
def listing(request: Request, app: Parts, who: Asking, chosen: Chosen, cursor: str = "") -> HTMLResponse:
    """The register, filtered and searched; how each department did, and what recurs."""
    require_register(who.person)
    scope, today = rights.readable(who.person), local_date(app.now(), app.zone)
    with app.database.reading() as tx:
        found = problems.listing(tx, scope, today, cursor=cursor or None, **chosen)
        values: dict[str, Any] = {
            "count": problems.count(tx, scope, today, **chosen),
            "open_count": problems.count(tx, scope, today, state=ProblemState.OPEN),
            "late_count": problems.count(tx, scope, today, late=True),
            "answered_count": problems.count(tx, scope, today, state=ProblemState.ANSWERED),
            "overview": None if cursor else register.overview(tx, scope, app.now(), app.zone),
            "rules": rules_now(tx),
            "departments": _departments(tx),
            "names": people.names(tx),
        }
    return render(
        request,
        "problems.html",
        who,
        found=found,
        chosen=chosen,
        narrowed=any(chosen.values()),
        may_raise=rights.sites(who.person, RAISING) != NOWHERE,
        following={**request.query_params, "cursor": found.next},
        **values,
    )


@router.get(PAGE + "/new")
def new(
    request: Request, app: Parts, who: Asking, enterprise: str = "", case: str = "", search: str = ""
) -> HTMLResponse:
    """The form for a new one; without an enterprise, the search for it."""
    return _new(request, app, who, enterprise, case, search=search)


def with_new(request: Request, app: App, who: Visitor, sent: FormData, again: Again) -> HTMLResponse:
    """The form that was refused."""
    return _new(request, app, who, text(sent, "enterprise"), text(sent, "case"), again=again)


@router.post(PAGE)
@shown_again(with_new, NEW)
def add(request: Request, app: Parts, who: Asking, sent: Form) -> Response:
    """Record one, perhaps on a case's page, to which it is linked."""
    with app.database.writing() as tx:
        made = raise_problem(
            tx,
            site=text(sent, "site"),
            enterprise=text(sent, "enterprise"),
            text=text(sent, "text"),
            topic=text(sent, "topic"),
            department=text(sent, "department"),
            chapter=text(sent, "chapter"),
            contact=text(sent, "contact"),
            phone=text(sent, "phone"),
            asked_at=read_moment(asked, "asked_at", app.zone) if (asked := text(sent, "asked_at")) else None,
            actor=who.person,
            now=app.now(),
            zone=app.zone,
        )
        if no := text(sent, "case"):
            link_problem(tx, made.no, case=no, actor=who.person, now=app.now(), zone=app.zone)
    return flash.say(RedirectResponse(f"{PAGE}/{made.no}", 303), "done.problem", act=RAISING, no=made.no)


@router.get(PAGE + "/{no}")
def page(request: Request, no: str, app: Parts, who: Asking) -> HTMLResponse:
    """One problem."""
    return _page(request, no, app, who)


def with_form(request: Request, no: str, app: App, who: Visitor, again: Again) -> HTMLResponse:
    """The problem again, with the form that was refused."""
    return _page(request, no, app, who, again)


@router.get(PAGE + "/{no}/{act}")
def back_to_the_problem(no: str, act: str) -> Response:
    """The address of a form that was refused leads to its problem, when it is opened anew."""
    return RedirectResponse(f"{PAGE}/{no}", 303)


@router.post(PAGE + "/{no}/{act}")
@shown_again(with_form, lambda given: given["act"])
def do(request: Request, no: str, act: str, app: Parts, who: Asking, sent: Form) -> Response:
    """Do one act on it."""
    with app.database.writing() as tx:
        register.carry_out(
            tx, act, no, plain(sent), reason=text(sent, "reason"), actor=who.person, now=app.now(), zone=app.zone
        )
    return flash.say(RedirectResponse(f"{PAGE}/{no}", 303), "done.problem", act=act, no=no)


@router.post("/cases/{no}/problems")
@shown_again(case_page.with_form, "link-problem")
def link(request: Request, no: str, app: Parts, who: Asking, sent: Form) -> Response:
    """Link a problem to a case, from the case's page."""
    with app.database.writing() as tx:
        link_problem(
            tx,
            text(sent, "problem"),
            case=no,
            step=text(sent, "waits"),
            actor=who.person,
            now=app.now(),
            zone=app.zone,
        )
    return flash.say(
        RedirectResponse(f"{address(no, Tab.REQUESTS)}#problems", 303), "done.problem", act="link-problem", no=no
    )


def plain(sent: FormData) -> dict[str, str]:
    """The text fields of a form; a place is a case, and perhaps a step of it."""
    case_no, _, step = text(sent, "place").partition(" ")
    return {name: text(sent, name) for name in sent} | ({"case": case_no, "step": step} if case_no else {})


def _page(request: Request, no: str, app: App, who: Visitor, again: Again = NOTHING) -> HTMLResponse:
    today = local_date(app.now(), app.zone)
    with app.database.reading() as tx:
        one = register.veil(tx, who.person)(problems.get(tx, no))
        if not rights.may_read(who.person, one.site):
            raise Missing(Reason("problem.missing", {"no": no}))
        called, rules = definitions.parties(tx), rules_now(tx)
        values: dict[str, Any] = {
            "history": [(entry, register.told(entry, called)) for entry in problems.history(tx, no)],
            "departments": _departments(tx),
            "rules": rules,
            "names": people.names(tx),
            "alike": _alike(tx, one, who.person, today),
            "linked": [_linked(tx, one, link, who.person.language) for link in one.links],
            "places": _places(tx, one, who.person),
        }
    offered = register.offered(one, who.person)
    return render(request, "problem.html", who, again=again, one=one, offered=offered, base=PAGE, **values)


def _alike(tx: Connection, one: Problem, person: Person, today: date) -> list[Problem]:
    """Others of the same pattern that were answered: the answer may be the same."""
    like = problems.Filters(department=one.department, topic=one.topic, chapter=one.chapter or problems.NO_CHAPTER)
    found = problems.listing(tx, rights.readable(person), today, limit=ALIKE * 4, **like).items
    return [other for other in found if other.no != one.no and other.answer][:ALIKE]


def _linked(tx: Connection, one: Problem, link: Link, language: str) -> Linked:
    casefile = cases.load(tx, link.case)
    row = casefile.step(link.step) if link.step else None
    waits = row is not None and row.question is not None and row.question.problem == one.no
    title = step_title(casefile, link.step)[f"title_{language}"] if link.step else ""
    return Linked(link, casefile.enterprise.name, title, waits)


def _places(tx: Connection, one: Problem, person: Person) -> list[tuple[str, str]]:
    """The enterprise's own cases to which it can be linked, and their steps that could wait; those of others from their page."""
    mine = caselist.running_of(tx, one.site, one.uscc)
    found = [(no, no) for no in mine if no not in {link.case for link in one.links}]
    if one.referred_on:
        for no in mine:
            casefile = cases.load(tx, no)
            found += [(f"{no} {key}", f"{no} · {title}") for key, title in could_wait(casefile, person)]
    return found


def _new(
    request: Request,
    app: App,
    who: Visitor,
    uscc: str,
    case: str,
    *,
    search: str = "",
    again: Again = NOTHING,
) -> HTMLResponse:
    scope = rights.sites(who.person, RAISING)
    if scope == NOWHERE:
        raise Missing(Reason("page_missing"))
    with app.database.reading() as tx:
        known = enterprises.of_code(tx, scope, uscc) if uscc else []
        if uscc and not known:
            raise Missing(Reason("enterprise_unknown", {"uscc": uscc}))
        found = enterprises.listing(tx, scope, search=search, limit=20).items if search.strip() and not known else ()
        rules: ProblemsDefinition = rules_now(tx)
        departments = _departments(tx)
    return render(
        request,
        "problem_new.html",
        who,
        again=again,
        known=known,
        found=found,
        looked_for=search,
        case=case,
        rules=rules,
        departments=departments,
        now=app.now().astimezone(app.zone).strftime("%Y-%m-%dT%H:%M"),
    )


def _departments(tx: Connection) -> list[str]:
    """Whoever can be asked, customs first."""
    return [CUSTOMS, *definitions.parties(tx)]


def require_register(person: Person) -> None:
    """Raises Missing for whoever sees no cases."""
    if not rights.reads(person):
        raise Missing(Reason("page_missing"))
