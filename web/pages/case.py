"""The case page: where it stands, what can be done and why not, what comes next, and what was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection
from starlette.datastructures import FormData

from actions import perform
from actions.open_case import open_case
from actions.surroundings import surroundings
from cases import rights
from cases.naming import step_title
from cases.transitions.undoing import UNDOABLE
from cases.waiting import waitings
from config import contract, parties, words
from config.i18n import speaking
from config.reader import Reader
from config.wiring import App
from models.acts import Option
from models.casefile import CaseFile
from models.moments import local_date
from models.waiting import Waiting
from store import cases, definitions, enterprises, people, problems, watches
from store import links as store_links
from store.files import FileStore, remember
from web import flash
from web.access import Asking, Form, Parts, Visitor, text
from web.again import NOTHING, Again, shown_again
from web.forms import plain_inputs, read_day, seen_version
from web.kept import kept
from web.looks import LOOKING
from web.pages import case_view, decision, enterprise, plan, queue, work
from web.pages.act_forms import ActForms, form_name
from web.pages.case_clock import whose_time_of
from web.pages.case_middle import Seen, middle
from web.pages.case_mutes import CaseMutes, mutes_of
from web.pages.case_tabs import Tab, address, links, tab_of
from web.paper import render
from web.pictures.timeline import timeline

router = APIRouter()
RECENT = 8  # what was done and brought last stands there at once, the rest is unfolded
BOARD = "/board#agenda"


@router.post("/cases")
@shown_again(enterprise.with_form, lambda given: f"open-{text(given['sent'], 'enterprise')}")
def open_one(request: Request, app: Parts, who: Asking, sent: Form) -> Response:
    """Open a case for an enterprise."""
    with app.database.writing() as tx:
        done = open_case(
            tx,
            site=who.person.site,
            enterprise=text(sent, "enterprise"),
            process=text(sent, "process"),
            coordinator=text(sent, "coordinator"),
            actor=who.person,
            now=app.now(),
            zone=app.zone,
        )
    return flash.say(RedirectResponse(f"/cases/{done.no}", 303), "done.act", act="open-case")


@router.get("/cases/{no}", dependencies=[LOOKING])
def page(request: Request, no: str, app: Parts, who: Asking, as_of: str = "", tab: str = "") -> HTMLResponse:
    """One case, now or as it was known at the end of a day; one of its tabs."""
    return _page(request, no, app, who, tab=tab_of(tab), day=_day(as_of, "as_of"))


@router.get("/cases/{no}/acts/{act}")
@router.get("/cases/{no}/preview/{act}")
@router.get("/cases/{no}/form/{act}")
def back_to_the_case(no: str, act: str) -> Response:
    """The address of a form that was refused leads to its case, when it is opened anew."""
    return RedirectResponse(f"/cases/{no}", 303)


def form_of(given: Mapping[str, Any]) -> str:
    """The name of the form that was sent."""
    return form_name(given["no"], given["act"], text(given["sent"], "step"))


def with_form(request: Request, no: str, app: App, who: Visitor, sent: FormData, again: Again) -> Response:
    """The page the form stood on, with the form as it was sent."""
    match text(sent, "back"):
        case "work":
            return work.with_form(request, app, who, again)
        case "queue":
            return queue.with_form(request, app, who, again)
        case "plan":
            return plan.with_form(request, no, app, who, again)
        case decision.BACK:
            return decision.with_form(request, no, app, who, again)
    return _page(request, no, app, who, tab=Tab.REQUESTS if again.form == LINKING else Tab.STEPS, again=again)


@router.post("/cases/{no}/form/{act}")
def change(request: Request, no: str, act: str, app: Parts, who: Asking, sent: Form) -> Response:
    """The form as it was, after looking at what it would do: something in it is to be changed."""
    return with_form(request, no, app, who, sent, Again.of_sent(form_name(no, act, text(sent, "step")), sent))


@router.post("/cases/{no}/acts/{act}")
@shown_again(with_form, form_of)
def do(request: Request, no: str, act: str, app: Parts, who: Asking, sent: Form) -> Response:
    """Do one act; the page it was seen on names the version."""
    step = text(sent, "step")
    with app.database.writing() as tx:
        done = perform.perform(
            tx,
            act,
            no,
            actor=who.person,
            now=app.now(),
            zone=app.zone,
            step=step,
            inputs=_inputs(app, tx, who, sent),
            reason=text(sent, "reason").strip(),
            version=seen_version(sent),
        )
        title = step_title(cases.load(tx, no), step) if step else {}
    code = "done.step" if step else "done.act"
    undo = f"{no}:{done.version}" if act in UNDOABLE and done.changes else ""
    return flash.say(RedirectResponse(_back(request, no, step, sent), 303), code, act=act, undo=undo, **title)


def _back(request: Request, no: str, step: str, sent: FormData) -> str:
    """The page the form was sent from; the case itself unless it says otherwise, and where a stage was decided on."""
    match text(sent, "back"):
        case "work":
            return work.back(request)
        case "queue":
            return "/queue"
        case "board":
            return BOARD
        case "plan":
            return f"/cases/{no}/plan"
        case decision.BACK if step:
            return f"/cases/{no}/decision"
    return f"/cases/{no}" + (f"#{step}" if step else "")


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that waits: when it will be looked at, or, on a day gone by, when it was due."""

    on: date | datetime
    waiting: Waiting


def _page(
    request: Request,
    no: str,
    app: App,
    who: Visitor,
    *,
    tab: Tab = Tab.STEPS,
    day: date | None = None,
    again: Again = NOTHING,
) -> HTMLResponse:
    """Everything on it comes from one `CaseFile`: the case as it is, or as it was at the end of ``day``."""
    with (
        app.database.reading() as tx,
        speaking(who.person.language),
        parties.known(definitions.parties(tx)),
    ):
        reader = Reader(tx, who.person, app.now(), app.zone)
        casefile, document = reader.casefile(no, day), reader.case(no, day)
        offered = [] if day else perform.options(tx, no, actor=who.person, now=app.now(), zone=app.zone)
        occasion = surroundings(tx, casefile.site, who.person, app.now(), zone=app.zone, qualified=True).occasion
        forms = ActForms(casefile, people.listing(tx, rights.readable(who.person)), occasion)
        seen = Seen(reader, casefile, document, day, offered, forms, people.names(tx), _two_days(request))
        values = {
            "stepper": case_view.stepper(casefile, occasion.calendar.between, seen.today),
            "gate": case_view.gate_card(casefile),
            "ending": case_view.ending(casefile),
            "acts": case_view.case_acts(offered, forms),
            "coming": _coming(tx, casefile, day),
            "enterprise": enterprises.get(tx, casefile.site, casefile.enterprise.uscc),
            "members": {} if day else _members(tx, casefile),
            "mutes": CaseMutes() if day else mutes_of(tx, casefile, who.person, seen.today),
            **(_days(reader, no, seen.today) if day or tab is Tab.HISTORY else {"line": None}),
            "tabs": links(casefile, tab, day, 0 if day else sum(one.is_live for one in problems.of_case(tx, no))),
            **middle(tab, seen),
            **whose_time_of(casefile, document),
        }
    return render(
        request,
        "case.html",
        who,
        again=again,
        lost=_lost(no, again, offered),
        today=seen.today,
        as_of=day,
        recent=RECENT,
        case=document,
        casefile=casefile,
        titles=seen.titles,
        names=seen.names,
        tab=tab,
        steps_at="" if tab is Tab.STEPS else address(no, day=day),
        address=address,
        **values,
    )


LINKING = "link-problem"


def _lost(no: str, again: Again, offered: Sequence[Option]) -> bool:
    """Whether a refused form stands nowhere any more: somebody else did it meanwhile. What it said is shown by itself."""
    there = {LINKING, *(form_name(no, one.act, one.step) for one in offered if one.allowed)}
    return bool(again.form) and again.form not in there


def _members(tx: Connection, casefile: CaseFile) -> dict[str, str]:
    """Where each case it leads stands now: its stage and status."""
    if not casefile.led:
        return {}
    titles = contract.stage_titles(tx)
    return {
        one.member: f"{titles.get(one.member_stage, one.member_stage)} · {words.name(words.CASE_STATUS, one.member_status)}"
        for one in store_links.of_case(tx, casefile.no)
    }


def _coming(tx: Connection, casefile: CaseFile, day: date | None) -> list[Coming]:
    """What comes next: when each date is looked at; as of a day gone by the dates that lay ahead then."""
    if day:
        found = [Coming(one.due_on, one) for one in waitings(casefile) if one.due_on >= day]
        return sorted(found, key=lambda one: one.waiting.due_on)
    watched = [(one.look_at, one.waiting) for one in watches.of_case(tx, casefile.no) if one.look_at]
    return [Coming(at, waiting) for at, waiting in sorted(watched, key=lambda one: one[0])]


def _inputs(app: App, tx: Connection, who: Visitor, sent: FormData) -> dict[str, Any]:
    """The act's inputs: fields called ``input.<name>``; a file is stored first and becomes its hash."""
    found: dict[str, Any] = {**plain_inputs(sent)}
    if file := kept(app, who, sent, "input.file"):
        content, name = file
        stored = FileStore(app.files).store(content, name=name)
        remember(tx, stored, who.person.login, app.now())
        found["file"] = {"sha256": stored.sha256, "name": name}
    return found


def _days(reader: Reader, no: str, here: date) -> dict[str, Any]:
    """The days on which something was done, as a line, and those nearest to the day looked at: before it and after."""
    days = sorted({local_date(one.at, reader.zone) for one in reader.records(no)})
    before, after = [one for one in days if one < here], [one for one in days if one > here]
    beside = (before[-1] if before else None, after[0] if after else None)
    return {"line": timeline(days, here), "beside": beside}


def _two_days(request: Request) -> tuple[date, date] | None:
    """The two days to be compared, the earlier first."""
    first, second = (_day(request.query_params.get(name, ""), name) for name in ("from", "to"))
    return (min(first, second), max(first, second)) if first and second else None


def _day(text: str, where: str) -> date | None:
    return read_day(text, where) if text else None
