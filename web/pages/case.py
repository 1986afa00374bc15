"""The case page: where it stands, what can be done and why not, what comes next, and what was."""

from collections import defaultdict
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection
from starlette.datastructures import FormData, UploadFile

from actions import perform
from actions.open_case import open_case
from actions.surroundings import absentees_of, surroundings
from cases import muting, rights
from cases.blueprint import blueprint
from cases.gate import gate, outcomes
from cases.rights import require_sight
from config import contract
from config.i18n import speaking
from config.reader import Reader
from config.wiring import App
from models.acts import Option
from models.casefile import CaseFile
from models.moments import local_date
from models.mutes import Mute, MuteOn
from models.people import Person, Scope
from models.refusals import Invalid, Reason
from store import caselist as lists
from store import cases, enterprises, mutes, people, watches
from store.files import FileStore, remember
from web.access import Asking, Form, Parts, text
from web.forms import plain_inputs, seen_version
from web.pages.case_clock import whose_time_of
from web.paper import render

router = APIRouter()
BACK = {"work": "/", "board": "/board#agenda"}  # where a form was sent from, if not from the case


@router.get("/cases")
def listing(
    request: Request,
    app: Parts,
    who: Asking,
    stage: str = "",
    coordinator: str = "",
    overdue: bool = False,
    closed: bool = False,
    search: str = "",
    cursor: str = "",
) -> HTMLResponse:
    """Cases, filtered and searched."""
    with app.database.reading() as tx, speaking(who.person.language):
        found = lists.listing(
            tx,
            rights.readable(who.person),
            local_date(app.now(), app.zone),
            stage=stage or None,
            coordinator=coordinator or None,
            is_late=True if overdue else None,
            is_closed=closed,
            search=search,
            cursor=cursor or None,
        )
        stages = contract.stage_titles(tx)
        names = {one.login: one.name for one in people.everybody(tx).values()}
    return render(
        request,
        "cases.html",
        who,
        found=found,
        stages=stages,
        names=names,
        closed=closed,
        following={**request.query_params, "cursor": found.next},
    )


@router.post("/cases")
def open_one(app: Parts, who: Asking, sent: Form) -> Response:
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
    return RedirectResponse(f"/cases/{done.no}", 303)


@router.get("/cases/{no}")
def page(request: Request, no: str, app: Parts, who: Asking, as_of: str = "") -> HTMLResponse:
    """One case, now or as it was known at the end of a day."""
    day = _day(as_of)
    with app.database.reading() as tx, speaking(who.person.language):
        casefile = cases.load(tx, no)
        require_sight(who.person, casefile)
        reader = Reader(tx, who.person, app.now(), app.zone)
        document = reader.case(no, as_of=day)
        offered = [] if day else perform.options(tx, no, actor=who.person, now=app.now(), zone=app.zone)
        around = surroundings(tx, casefile.site, who.person, app.now(), zone=app.zone).occasion
        values: dict[str, Any] = {
            "coming": sorted(
                (one for one in watches.of_case(tx, no) if one.look_at), key=lambda one: one.look_at or app.now()
            ),
            "history": reader.journal(no)["items"],
            "names": {one.login: one.name for one in people.everybody(tx).values()},
            "enterprise": enterprises.get(tx, casefile.site, casefile.enterprise.uscc),
            "colleagues": people.listing(tx, rights.readable(who.person)),
            "mutes": not day and _may_mute(tx, casefile, who.person, around.today),
            "muted": [] if day else _muted(tx, casefile, who.person, around.today),
        }
    titles = {step["key"]: step["title"] for step in document["steps"]}
    return render(
        request,
        "case.html",
        who,
        case=document,
        titles=titles,
        titled=lambda step: titles.get(step, step),
        casefile=casefile,
        stages=_stages(casefile, around.calendar.between, around.today),
        gate=None if day else gate(casefile),
        unready=[name for name in outcomes(casefile) if not gate(casefile, name).ready],
        of_case=[one for one in offered if not one.step],
        of_step=_by_step(offered),
        as_of=as_of,
        **whose_time_of(casefile, document),
        **values,
    )


@router.post("/cases/{no}/acts/{act}")
def do(no: str, act: str, app: Parts, who: Asking, sent: Form) -> Response:
    """Do one act; the page it was seen on names the version."""
    with app.database.writing() as tx:
        perform.perform(
            tx,
            act,
            no,
            actor=who.person,
            now=app.now(),
            zone=app.zone,
            step=text(sent, "step"),
            inputs=_inputs(app, tx, sent, who.person.login),
            reason=text(sent, "reason"),
            version=seen_version(sent),
        )
    return RedirectResponse(BACK.get(text(sent, "back"), f"/cases/{no}"), 303)


def _inputs(app: App, tx: Any, sent: FormData, by: str) -> dict[str, Any]:
    """The act's inputs: fields called ``input.<name>``; a file is stored first and becomes its hash."""
    found: dict[str, Any] = {**plain_inputs(sent)}
    upload = sent.get("input.file")
    if isinstance(upload, UploadFile) and upload.filename:
        stored = FileStore(app.files).store(upload.file, name=upload.filename)
        remember(tx, stored, by, app.now())
        found["file"] = {"sha256": stored.sha256, "name": upload.filename}
    return found


def _muted(tx: Connection, casefile: CaseFile, person: Person, today: date) -> list[tuple[Mute, bool]]:
    """What is muted of the case, and whether the person may lift it."""
    found = (one for one in mutes.in_force(tx, today, Scope.of(casefile.site)))
    ours = (one for one in found if one.covers(casefile.site, casefile.no, one.step))
    absentees = absentees_of(tx, person, today)
    return [(one, not list(muting.rights_objections(one, casefile, person, absentees))) for one in ours]


def _may_mute(tx: Connection, casefile: CaseFile, person: Person, today: date) -> bool:
    whole = Mute(MuteOn.CASE, casefile.site, today, "", person.login, casefile.no)
    return not list(muting.rights_objections(whole, casefile, person, absentees_of(tx, person, today)))


def _by_step(offered: list[Option]) -> dict[str, list[Option]]:
    by_step: dict[str, list[Option]] = defaultdict(list)
    for one in offered:
        if one.step:
            by_step[one.step].append(one)
    return by_step


def _stages(casefile: CaseFile, between: Any, today: date) -> list[dict[str, Any]]:
    """The stepper: each stage with its last stay and the working days it took."""
    found = []
    for key, stage in blueprint(casefile).stages.items():
        stays = [visit for visit in casefile.visits if visit.stage == key]
        last = stays[-1] if stays else None
        days = between(last.entered_on, last.left_on or today) if last else 0
        found.append(
            {"key": key, "title": stage.definition.title, "stay": last, "days": days, "now": key == casefile.stage}
        )
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Invalid(Reason("bad_date", {"value": text[:20]}, "as_of")) from error
