"""One enterprise: what the roster says of it, its credit, its cases, and a form to open one where none of that process runs."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection
from starlette.datastructures import FormData

from actions.plan_engagement import contacts, rules_now
from actions.record_credit_event import NAME as RECORDING
from actions.record_credit_event import record_credit_event, retract_credit_event
from actions.surroundings import surroundings
from cases import rights
from config import contract
from config.contacts import reached
from config.credit import Credit, of_enterprise
from config.i18n import speaking
from config.reader import Reader
from config.wiring import App
from models.definitions import Text
from models.moments import local_date
from models.people import CLOCK, NOWHERE, Person, Scope
from models.refusals import Missing, Reason
from models.vocabulary import Role
from store import caselist, definitions, engagements, enterprises, links, people, problems
from store.enterprises import EnterpriseRecord
from web import flash
from web.access import Asking, Form, Parts, Visitor, text
from web.again import NOTHING, Again, shown_again
from web.forms import read_day
from web.pages.radar import radar
from web.paper import render

router = APIRouter()


@router.get("/enterprises/{uscc}")
def page(request: Request, uscc: str, app: Parts, who: Asking) -> HTMLResponse:
    """The enterprise, at every site of the visitor's that knows it."""
    return _page(request, uscc, app, who)


def with_form(request: Request, app: App, who: Visitor, sent: FormData, again: Again, uscc: str = "") -> HTMLResponse:
    """The page again, with the form that was refused."""
    return _page(request, uscc or text(sent, "enterprise"), app, who, again)


def openable(
    tx: Connection, person: Person, known: Iterable[EnterpriseRecord], today: date
) -> dict[str, list[tuple[str, Text]]]:
    """The processes of which ``person`` may open a case today for each enterprise of their site: those of which none runs, under an
    order in force."""
    own, running = _own(tx, person, known)
    rulebook = definitions.rulebook(tx)
    holding = (one for one in rulebook.processes.values() if rulebook.regimes[one.regime].holds_on(today))
    processes = [(one.process, one.title) for one in holding]
    free = {uscc: [one for one in processes if (person.site, uscc, one[0]) not in running] for uscc in own}
    return {uscc: found for uscc, found in free.items() if found}


def without_case(tx: Connection, person: Person, known: Iterable[EnterpriseRecord]) -> frozenset[str]:
    """The enterprises of which no case runs and ``person`` may open one. Where one runs, another is a matter for their own page."""
    own, running = _own(tx, person, known)
    return frozenset(own) - {uscc for _, uscc, _ in running}


def _own(
    tx: Connection, person: Person, known: Iterable[EnterpriseRecord]
) -> tuple[list[str], set[tuple[str, str, str]]]:
    """The enterprises of which ``person`` may open cases, and which processes run of them, each with its site."""
    if rights.may_at(person, "open-case", person.site):
        return [], set()
    own = [one.uscc for one in known if one.site == person.site]
    return own, caselist.running(tx, Scope.of(person.site), own)


def _page(request: Request, uscc: str, app: App, who: Visitor, again: Again = NOTHING) -> HTMLResponse:
    scope = rights.readable(who.person)
    with app.database.reading() as tx, speaking(who.person.language):
        known = enterprises.of_code(tx, scope, uscc)
        if not known:
            raise Missing(Reason("enterprise_unknown", {"uscc": uscc}))
        today, reaches = local_date(app.now(), app.zone), reached(tx, who.person)
        values: dict[str, Any] = {
            "cases": caselist.listing(tx, scope, today, uscc=uscc, limit=100).items,
            "openable": openable(tx, who.person, known, today).get(uscc, []),
            "problems": problems.listing(tx, scope, today, uscc=uscc, limit=20).items,
            "engagements": engagements.of_enterprise(tx, scope, uscc),
            "contacts": sum(contacts(tx, one.site, (uscc,), app.now(), app.zone).get(uscc, 0) for one in known),
            "budget": rules_now(tx).contacts_a_week,
            "raises": rights.sites(who.person, "raise-problem") != NOWHERE,
            "coordinators": people.listing(tx, Scope.of(who.person.site), role=Role.COORDINATOR),
            "names": people.names(tx),
            "stages": contract.stage_titles(tx),
            "levels": _levels(tx),
            "credits": {one.site: _credit(tx, app, one, today) for one in known},
            "groups": {one.site: links.of_enterprise(tx, one.site, uscc) for one in known},
            "records": {one.site for one in known if not rights.may_at(who.person, RECORDING, one.site)},
            "reaches": {one.site for one in known if reaches(one.site, one.uscc)},
            "today": today,
            "surveyed": (found := Reader(tx, who.person, app.now(), app.zone).survey_of_enterprise(uscc)),
            "radar": radar(found[1].profile, found[1].earlier) if found else None,
        }
    return render(request, "enterprise.html", who, again=again, known=known, one=known[0], **values)


@router.post("/enterprises/{uscc}/events")
@shown_again(with_form, lambda given: f"event-{text(given['sent'], 'site')}")
def record(request: Request, uscc: str, app: Parts, who: Asking, sent: Form) -> Response:
    """Record what happened to the enterprise's credit."""
    with app.database.writing() as tx:
        record_credit_event(
            tx,
            site=text(sent, "site"),
            enterprise=uscc,
            kind=text(sent, "kind"),
            on=read_day(text(sent, "on"), "on"),
            reason=text(sent, "reason"),
            actor=who.person,
            now=app.now(),
            zone=app.zone,
        )
    return flash.say(RedirectResponse(f"/enterprises/{uscc}#credit", 303), "done.act", act=RECORDING)


@router.post("/enterprises/{uscc}/events/{event}/retract")
@shown_again(with_form, lambda given: f"retract-{given['event']}")
def retract(request: Request, uscc: str, event: int, app: Parts, who: Asking, sent: Form) -> Response:
    """Take back what was recorded by mistake."""
    with app.database.writing() as tx:
        retract_credit_event(
            tx,
            site=text(sent, "site"),
            enterprise=uscc,
            event=event,
            reason=text(sent, "reason"),
            actor=who.person,
            now=app.now(),
            zone=app.zone,
        )
    return flash.say(RedirectResponse(f"/enterprises/{uscc}#credit", 303), "done.act", act="retract-credit-event")


def _credit(tx: Connection, app: App, one: EnterpriseRecord, today: date) -> Credit:
    calendar = surroundings(tx, one.site, CLOCK, app.now(), zone=app.zone).occasion.calendar
    return of_enterprise(tx, one.site, one.uscc, calendar, today)


def _levels(tx: Connection) -> dict[str, Text]:
    """What the credit levels are called."""
    regimes = definitions.rulebook(tx).regimes.values()
    return {level.code: level.title for regime in regimes for level in regime.levels}
