"""合作备忘录: what was signed with which departments, what each committed itself to, and whether it was kept."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from actions.drop_commitment import drop_commitment
from actions.keep_commitment import keep_commitment
from actions.record_commitment import record_commitment
from actions.record_memorandum import NAME as RECORDING
from actions.record_memorandum import record_memorandum
from cases import rights
from config.wiring import App
from models.people import Person
from models.refusals import Missing, Reason
from store import definitions, memoranda, people, sites
from web import flash
from web.access import Asking, Form, Id, Parts, Visitor, text
from web.again import NOTHING, Again, shown_again
from web.forms import read_day
from web.pages import asked
from web.paper import render

router = APIRouter()
PAGE, NEW = "/memoranda", "memorandum"


@router.get(PAGE)
def page(request: Request, app: Parts, who: Asking) -> HTMLResponse:
    """Every memorandum with its commitments, and the forms for new ones."""
    return with_form(request, app, who, NOTHING)


def with_form(request: Request, app: App, who: Visitor, again: Again) -> HTMLResponse:
    """The page, with a form that was refused if ``again`` is one; a department's is what it was asked."""
    if rights.replies(who.person):
        return asked.with_commitment(request, app, who, again)
    require_sight(who.person)
    keeps = rights.sites(who.person, RECORDING)
    with app.database.reading() as tx:
        scope = rights.readable(who.person)
        values: dict[str, Any] = {
            "found": memoranda.listing(tx, scope),
            "departments": list(definitions.parties(tx)),
            "names": people.names(tx),
            "owners": people.listing(tx, keeps),
            "sites": sites.listing(tx, keeps),
        }
    return render(request, "memoranda.html", who, again=again, keeps=keeps, **values)


@router.post(PAGE)
@shown_again(with_form, NEW)
def add(request: Request, app: Parts, who: Asking, sent: Form) -> Response:
    """Record a memorandum."""
    with app.database.writing() as tx:
        record_memorandum(
            tx,
            site=text(sent, "site"),
            title=text(sent, "title"),
            signed_on=read_day(text(sent, "signed_on"), "signed_on"),
            until=_perhaps(text(sent, "until"), "until"),
            parties=tuple(str(one) for one in sent.getlist("parties")),
            actor=who.person,
            now=app.now(),
            zone=app.zone,
        )
    return flash.say(RedirectResponse(PAGE, 303), "done.act", act=RECORDING)


def commitment_form(given: Mapping[str, Any]) -> str:
    """The name of the form for a commitment under one memorandum."""
    return f"commit-{given['id']}"


@router.post(PAGE + "/{id}/commitments")
@shown_again(with_form, commitment_form)
def commit(request: Request, id: Id, app: Parts, who: Asking, sent: Form) -> Response:
    """Record a commitment under it."""
    with app.database.writing() as tx:
        record_commitment(
            tx,
            id,
            text=text(sent, "text"),
            department=text(sent, "department"),
            owner=text(sent, "owner"),
            due_on=read_day(text(sent, "due_on"), "due_on"),
            actor=who.person,
            now=app.now(),
            zone=app.zone,
        )
    return flash.say(RedirectResponse(f"{PAGE}#m-{id}", 303), "done.act", act="record-commitment")


@router.post("/commitments/{id}/keep")
@shown_again(with_form, lambda given: f"keep-{given['id']}")
def keep(request: Request, id: Id, app: Parts, who: Asking, sent: Form) -> Response:
    """It was kept."""
    with app.database.writing() as tx:
        keep_commitment(tx, id, reason=text(sent, "reason"), actor=who.person, now=app.now(), zone=app.zone)
    back = asked.PAGE if rights.replies(who.person) else PAGE
    return flash.say(RedirectResponse(back, 303), "done.act", act="keep-commitment")


@router.post("/commitments/{id}/drop")
@shown_again(with_form, lambda given: f"drop-{given['id']}")
def drop(request: Request, id: Id, app: Parts, who: Asking, sent: Form) -> Response:
    """It is dropped."""
    with app.database.writing() as tx:
        drop_commitment(tx, id, reason=text(sent, "reason"), actor=who.person, now=app.now(), zone=app.zone)
    return flash.say(RedirectResponse(PAGE, 303), "done.act", act="drop-commitment")


def _perhaps(written: str, field: str) -> date | None:
    return read_day(written, field) if written else None


def require_sight(person: Person) -> None:
    """Raises Missing for whoever sees no cases."""
    if not rights.reads(person):
        raise Missing(Reason("page_missing"))
