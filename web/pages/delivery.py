"""投递: what went out, what waits and why, when the clock last ran; failed ones again, and the switch that stops all."""

from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection

from actions.surroundings import absentees_of
from cases import muting, rights
from config.wiring import App
from jobs.redrive import ACT, retry_dead, retry_message
from models.moments import local_date
from models.mutes import Mute, MuteOn
from models.people import Person
from models.refusals import Invalid, Missing, Reason, Refused
from models.vocabulary import UNCONFIRMED, MessageState
from store import alarms, cases, instance, mutes, outbox, people, runs
from web import flash
from web.access import Asking, Form, Id, Parts, Visitor, text
from web.again import NOTHING, Again
from web.health import JOBS
from web.pages.subjects import subjects
from web.paper import render

router = APIRouter()
SHOWN = (MessageState.QUEUED, MessageState.SENT, MessageState.DEAD, MessageState.HELD)


@router.get("/delivery")
def page(request: Request, app: Parts, who: Asking, state: str = "", cursor: str = "") -> HTMLResponse:
    """The messages about the cases one may see, or has a place on, the newest first. Administrators see the switch alone."""
    return _page(request, app, who, state, cursor)


def with_form(request: Request, app: App, who: Visitor, again: Again) -> HTMLResponse:
    """The page, with a form that was refused."""
    return _page(request, app, who, again=again)


def _page(
    request: Request, app: App, who: Visitor, state: str = "", cursor: str = "", again: Again = NOTHING
) -> HTMLResponse:
    chosen, without = narrowed(who.person, state)
    today = local_date(app.now(), app.zone)
    with app.database.reading() as tx:
        scope = rights.readable(who.person)
        whose = rights.messages_of(who.person)
        found = outbox.listing(tx, scope, state=chosen, without=without, of=whose, cursor=cursor or None, limit=50)
        counts = outbox.counts(tx, scope, of=whose)
        about = subjects(tx, found.items, who.person.language)
        ran = [(job, runs.last_good(tx, job)) for job in JOBS]
        muted = [(one, _may_lift(tx, one, who.person, today)) for one in mutes.in_force(tx, today, scope)]
        raised = alarms.up(tx)
        may_retry = rights.scope(who.person, ACT) is not rights.Scope.NONE
        dead = outbox.counts(tx, rights.sites(who.person, ACT))[MessageState.DEAD] if may_retry else 0
        names = people.names(tx)
    return render(
        request,
        "delivery.html",
        who,
        again=again,
        found=found,
        about=about,
        whose=whose,
        tiles=[(one, counts[one]) for one in SHOWN],
        ledger=[(one, count) for one, count in counts.items() if count],
        total=sum(counts.values()),
        ran=ran,
        names=names,
        stops=rights.may_at(who.person, "stop-delivery", "") is None,
        retries=may_retry,
        reads=rights.reads(who.person),
        dead=dead,
        state=state,
        muted=muted,
        alarms=raised,
        mutes_site=who.person.site if rights.may_at(who.person, "mute-site", who.person.site) is None else "",
        unconfirmed=UNCONFIRMED,
    )


@router.get("/delivery/runs")
def what_runs(request: Request, app: Parts, who: Asking) -> HTMLResponse:
    """Each job of the clock: when it last went well, and what runs where just now. For those who have the switch."""
    _require_switch(who.person)
    with app.database.reading() as tx:
        return render(request, "delivery/runs.html", who, jobs=runs.jobs(tx))


@router.post("/delivery/retry/{id}")
def retry(id: Id, app: Parts, who: Asking, sent: Form) -> Response:
    """Send a failed message again."""
    with app.database.writing() as tx:
        retry_message(tx, id, who.person)
    return RedirectResponse("/delivery?state=dead", 303)


@router.post("/delivery/retry-dead")
def retry_all(app: Parts, who: Asking, sent: Form) -> Response:
    """Send every failed message again."""
    with app.database.writing() as tx:
        count = retry_dead(tx, who.person)
    return flash.say(RedirectResponse("/delivery", 303), "done.retried", count=count)


@router.post("/delivery/stop")
def stop(app: Parts, who: Asking, sent: Form) -> Response:
    """Stop everything that would go out."""
    _require_switch(who.person)
    why = text(sent, "why").strip()
    if not why:
        raise Invalid(Reason("reason.missing", {"act": "stop-delivery"}, "why"))
    with app.database.writing() as tx:
        instance.stop(tx, f"{who.person.name} {why}")
    return RedirectResponse("/delivery", 303)


@router.post("/delivery/go")
def go(app: Parts, who: Asking, sent: Form) -> Response:
    """Let it go on."""
    _require_switch(who.person)
    with app.database.writing() as tx:
        instance.go(tx)
    return RedirectResponse("/delivery", 303)


def _may_lift(tx: Connection, one: Mute, person: Person, today: date) -> bool:
    casefile = cases.load(tx, one.name) if one.on in (MuteOn.STEP, MuteOn.CASE) else None
    return not list(muting.rights_objections(one, casefile, person, absentees_of(tx, person, today)))


def narrowed(person: Person, state: str) -> tuple[MessageState | None, MessageState | None]:
    """Which state is listed and which left out. Raises Missing for whom there is nothing here."""
    require_page(person)
    chosen = MessageState(state) if state in set(MessageState) else None
    return chosen, None if chosen else MessageState.SUPERSEDED  # rungs that a higher one said as well


def require_page(person: Person) -> None:
    """Raise Missing for whom there is nothing here."""
    if not rights.reads(person) and rights.may_at(person, "stop-delivery", ""):
        raise Missing(Reason("page_missing"))


def _require_switch(person: Person) -> None:
    if refusal := rights.may_at(person, "stop-delivery", ""):
        raise Refused(refusal)
