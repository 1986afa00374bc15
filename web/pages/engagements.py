"""走访与活动: the month at a glance, planning one in two minutes on a phone, telling what came of it, with pictures."""

from calendar import Calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection
from starlette.datastructures import FormData

from actions.cancel_engagement import cancel_engagement
from actions.perform import perform
from actions.photograph_engagement import photograph_engagement
from actions.plan_engagement import NAME as PLANNING
from actions.plan_engagement import contacts, plan_engagement, rules_now
from actions.record_engagement import record_engagement
from cases import rights
from cases.engagements import is_theirs
from config.wiring import App
from config.words import ENGAGEMENTS, name
from models.engagements import Engagement, EngagementKind, Photo
from models.moments import local_date, start_of
from models.people import NOWHERE, Person, Scope
from models.refusals import Invalid, Missing, Reason
from models.vocabulary import CUSTOMS, Role
from store import caselist, definitions, engagements, enterprises, people
from store.enterprises import EnterpriseRecord
from store.files import FileStore, remember
from store.filetypes import PICTURES, media_type
from web import flash
from web.access import Asking, Form, Id, Parts, Visitor, text
from web.again import NOTHING, Again, shown_again
from web.forms import read_moment, read_month
from web.kept import kept
from web.paper import render

router = APIRouter()
PAGE, NEW = "/engagements", "engagement"
Chosen = Annotated[list[str], Query()]


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the month's page, perhaps of the month before or after."""

    on: date
    inside: bool
    items: tuple[Engagement, ...]


@router.get(PAGE)
def month(request: Request, app: Parts, who: Asking, month: str = "") -> HTMLResponse:
    """The visits and events of a month, by day."""
    _require_sight(who.person)
    first = read_month(month, "month") if month else local_date(app.now(), app.zone).replace(day=1)
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    with app.database.reading() as tx:
        span = (start_of(weeks[0][0], app.zone), start_of(weeks[-1][-1] + timedelta(days=1), app.zone))
        found = engagements.between(tx, rights.readable(who.person), *span)
        names = _enterprise_names(tx, who.person, found)
    by_day: dict[date, list[Engagement]] = {}
    for one in found:
        by_day.setdefault(local_date(one.starts_at, app.zone), []).append(one)
    return render(
        request,
        "engagements.html",
        who,
        days=[Day(on, on.month == first.month, tuple(by_day.get(on, ()))) for week in weeks for on in week],
        first=first,
        before=(first - timedelta(days=1)).strftime("%Y-%m"),
        after=(first + timedelta(days=31)).strftime("%Y-%m"),
        enterprises=names,
        may_plan=rights.sites(who.person, PLANNING) != NOWHERE,
    )


@router.get(PAGE + "/new")
def new(request: Request, app: Parts, who: Asking, enterprise: Chosen = [], search: str = "") -> HTMLResponse:  # noqa: B006
    """The form for a new one, and the search for the enterprises."""
    return _new(request, app, who, tuple(dict.fromkeys(enterprise)), search)


def with_new(request: Request, app: App, who: Visitor, sent: FormData, again: Again) -> HTMLResponse:
    """The form that was refused."""
    return _new(request, app, who, _all(sent, "enterprise"), "", again)


@router.post(PAGE)
@shown_again(with_new, NEW)
def plan(request: Request, app: Parts, who: Asking, sent: Form) -> Response:
    """Plan one, or record one that took place, with what came of it."""
    with app.database.writing() as tx:
        made = plan_engagement(
            tx,
            site=text(sent, "site"),
            kind=_kind(text(sent, "kind")),
            title=text(sent, "title"),
            starts_at=read_moment(text(sent, "starts_at"), "starts_at", app.zone),
            place=text(sent, "place"),
            department=text(sent, "department"),
            who=_all(sent, "people"),
            usccs=_all(sent, "enterprise"),
            reason=text(sent, "reason"),
            actor=who.person,
            now=app.now(),
            zone=app.zone,
        )
        if report := text(sent, "report").strip():
            record_engagement(tx, made.id, report=report, actor=who.person, now=app.now(), zone=app.zone)
    return flash.say(RedirectResponse(f"{PAGE}/{made.id}", 303), "done.act", act=PLANNING)


@router.get(PAGE + "/{id}")
def page(request: Request, id: Id, app: Parts, who: Asking) -> HTMLResponse:
    """One of them."""
    return with_form(request, id, app, who, NOTHING)


def with_form(request: Request, id: int, app: App, who: Visitor, again: Again) -> HTMLResponse:
    """It, with the form that was refused if ``again`` is one."""
    with app.database.reading() as tx:
        one = _seen(tx, id, who.person)
        running = [no for uscc in one.enterprises for no in caselist.running_of(tx, one.site, uscc)]
        names = people.names(tx)
        enterprise_names = _enterprise_names(tx, who.person, [one])
    mine = is_theirs(one, who.person) or rights.stands_for(who.person, Role.SUPERVISOR)
    return render(
        request,
        "engagement.html",
        who,
        again=again,
        one=one,
        acts=mine and one.counts and rights.may_at(who.person, PLANNING, one.site) is None,
        begun=one.starts_at <= app.now(),
        running=running,
        names=names,
        enterprises=enterprise_names,
    )


@router.post(PAGE + "/{id}/report")
@shown_again(with_form, "report")
def report(request: Request, id: Id, app: Parts, who: Asking, sent: Form) -> Response:
    """What came of it."""
    with app.database.writing() as tx:
        record_engagement(tx, id, report=text(sent, "report"), actor=who.person, now=app.now(), zone=app.zone)
    return flash.say(RedirectResponse(f"{PAGE}/{id}", 303), "done.act", act="record-engagement")


@router.post(PAGE + "/{id}/cancel")
@shown_again(with_form, "cancel")
def cancel(request: Request, id: Id, app: Parts, who: Asking, sent: Form) -> Response:
    """It does not take place."""
    with app.database.writing() as tx:
        cancel_engagement(tx, id, reason=text(sent, "reason"), actor=who.person, now=app.now(), zone=app.zone)
    return flash.say(RedirectResponse(f"{PAGE}/{id}", 303), "done.act", act="cancel-engagement")


@router.post(PAGE + "/{id}/takeaways")
@shown_again(with_form, "takeaway")
def take_away(request: Request, id: Id, app: Parts, who: Asking, sent: Form) -> Response:
    """What is to be done next becomes a step of a case's plan; the case's journal says where it comes from."""
    with app.database.writing() as tx:
        one = _seen(tx, id, who.person)
        perform(
            tx,
            "add-step",
            text(sent, "case"),
            actor=who.person,
            now=app.now(),
            zone=app.zone,
            inputs={"title": text(sent, "title"), "due_on": text(sent, "due_on")},
            reason=f"{name(ENGAGEMENTS, one.kind)} {local_date(one.starts_at, app.zone)} {one.title}",
        )
    return flash.say(RedirectResponse(f"{PAGE}/{id}", 303), "done.act", act="add-step")


@router.post(PAGE + "/{id}/photos")
@shown_again(with_form, "photo")
def photograph(request: Request, id: Id, app: Parts, who: Asking, sent: Form) -> Response:
    """One more picture."""
    file = kept(app, who, sent, "photo")
    if file is None or media_type(*file) not in PICTURES:
        raise Invalid(Reason("engagement.no_picture", {}, "photo"))
    stored = FileStore(app.files).store(file[0], name=file[1])
    with app.database.writing() as tx:
        _seen(tx, id, who.person)
        remember(tx, stored, who.person.login, app.now())
        photograph_engagement(tx, id, Photo(stored.sha256, file[1]), actor=who.person)
    return flash.say(RedirectResponse(f"{PAGE}/{id}", 303), "done.act", act="photograph-engagement")


@router.get(PAGE + "/{id}/photos/{sha256}")
def photo(id: Id, sha256: str, app: Parts, who: Asking) -> Response:
    """The picture, for those who may see the page; opened by itself it is saved."""
    with app.database.reading() as tx:
        known = {one.sha256: one.name for one in _seen(tx, id, who.person).photos}
    if sha256 not in known:
        raise Missing(Reason("file_missing", {"sha256": sha256}))
    content = FileStore(app.files).read(sha256)
    headers = {"Content-Disposition": "attachment"}
    return Response(content, media_type=media_type(content, known[sha256]), headers=headers)


def _new(
    request: Request, app: App, who: Visitor, usccs: tuple[str, ...], search: str, again: Again = NOTHING
) -> HTMLResponse:
    scope = rights.sites(who.person, PLANNING)
    if scope == NOWHERE:
        raise Missing(Reason("page_missing"))
    with app.database.reading() as tx:
        chosen = [one for uscc in usccs for one in _known(tx, scope, uscc)]
        found = enterprises.listing(tx, scope, search=search, limit=20).items if search.strip() else ()
        site = who.person.site or next((one.site for one in chosen), "")
        values: dict[str, Any] = {
            "colleagues": [one for one in people.listing(tx, Scope.of(site)) if rights.reads(one)],
            "departments": [CUSTOMS, *definitions.parties(tx)],
            "contacts": contacts(tx, site, usccs, app.now(), app.zone) if chosen else {},
            "rules": rules_now(tx),
        }
    return render(
        request,
        "engagement_new.html",
        who,
        again=again,
        chosen=chosen,
        found=[one for one in found if one.uscc not in usccs],
        looked_for=search,
        site=site,
        may_exceed=rights.stands_for(who.person, Role.SUPERVISOR),
        now=app.now().astimezone(app.zone).strftime("%Y-%m-%dT%H:%M"),
        **values,
    )


def _known(tx: Connection, scope: Scope, uscc: str) -> list[EnterpriseRecord]:
    """The enterprise at the sites of ``scope``. Raises Missing where none knows it."""
    if found := enterprises.of_code(tx, scope, uscc):
        return found
    raise Missing(Reason("enterprise_unknown", {"uscc": uscc}))


def _seen(tx: Connection, id: int, person: Person) -> Engagement:
    """The visit or event. Raises Missing for one of another site."""
    one = engagements.get(tx, id)
    if not rights.may_read(person, one.site):
        raise Missing(Reason("engagement.missing", {"id": id}))
    return one


def _enterprise_names(tx: Connection, person: Person, found: list[Engagement]) -> Mapping[str, str]:
    scope, usccs = rights.readable(person), {uscc for one in found for uscc in one.enterprises}
    return {one.uscc: one.name for uscc in usccs for one in enterprises.of_code(tx, scope, uscc)}


def _all(sent: FormData, field: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(one) for one in sent.getlist(field)))


def _kind(written: str) -> EngagementKind:
    if written not in set(EngagementKind):
        values = {"value": written or "-", "allowed": ", ".join(EngagementKind)}
        raise Invalid(Reason("engagement.no_kind", values, "kind"))
    return EngagementKind(written)


def _require_sight(person: Person) -> None:
    """Raises Missing for whoever sees no cases."""
    if not rights.reads(person):
        raise Missing(Reason("page_missing"))
