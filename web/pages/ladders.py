"""催办阶梯: every ladder and what it inherits; each on its axis, rung by rung; an edit is tried before it is published."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection
from starlette.datastructures import FormData

from cases import rights
from config.wiring import App
from jobs.draft_ladder import draft_ladder
from jobs.effect import DAYS
from jobs.live import STANDARD, Live
from jobs.preview import Preview, previews
from jobs.publish_ladder import publish_ladder, require_base, require_publisher
from jobs.try_rulebook import try_rulebook
from models.moments import local_date
from models.people import NOWHERE, Person, Scope
from models.refusals import Invalid, Missing, Reason
from models.rulebook import Rulebook
from store import cases, definitions, people
from web import flash
from web.access import Asking, Form, Parts, Visitor, text
from web.again import NOTHING, Again, shown_again
from web.forms import read_day
from web.pages.ladder_trial import Shown, shown
from web.pages.ladder_view import lines, names_of, require_sight, view
from web.paper import render

router = APIRouter()
EDIT = "ladder"


def publisher(key: str, who: Asking) -> Visitor:
    """Somebody who may publish the ladder. Raises Missing for one they may not see, Forbidden for one they may."""
    require_sight(key, sites_seen(who))
    require_publisher(who.person, key)
    return who


Publisher = Annotated[Visitor, Depends(publisher)]


@router.get("/ladders")
def listing(request: Request, app: Parts, who: Asking) -> HTMLResponse:
    """Every ladder, and beneath it what the sites one may see have changed."""
    seen = sites_seen(who)
    with app.database.reading() as tx:
        found = list(lines(definitions.rulebook(tx), seen))
        names = names_of(tx, seen)
    return render(request, "ladders.html", who, found=found, names=names)


@router.get("/ladders/{key}")
def page(request: Request, key: str, app: Parts, who: Asking) -> HTMLResponse:
    """One ladder."""
    return _page(request, key, app, who)


def with_form(request: Request, key: str, app: App, who: Visitor, again: Again) -> HTMLResponse:
    """The ladder, with the edit that was refused."""
    return _page(request, key, app, who, again)


@router.post("/ladders/{key}/trial")
@shown_again(with_form, EDIT)
def attempt(request: Request, key: str, app: Parts, who: Publisher, sent: Form) -> Response:
    """What the next thirty days would bring; nothing is published."""
    with app.database.reading() as tx:
        require_base(tx, key, text(sent, "base"))
        drafted = draft_ladder(tx, key, _source(sent))
        scope = rights.readable(who.person)
        trial = try_rulebook(tx, Rulebook(ladders={key: drafted}), app.now(), app.zone, scope)
        day = _day(tx, app, who, text(sent, "on"))
        of_case, drafts = _case(tx, who, text(sent, "case").strip()), {("ladder", key): drafted}
        days = previews(tx, day, day, app.now(), app.zone, scope, case=of_case, drafts=drafts)
        tried = shown(tx, trial, Preview(day, (), ()) if not days else days[0], who.person.language)
    return _page(request, key, app, who, Again.of_sent(EDIT, sent), tried)


@router.get("/ladders/{key}/trial")
def back(key: str, who: Asking) -> Response:
    """A trial is not kept: whoever comes to its address again, in another language say, finds the ladder."""
    return RedirectResponse(f"/ladders/{key}", 303)


@router.post("/ladders/{key}")
@shown_again(with_form, EDIT)
def publish(request: Request, key: str, app: Parts, who: Publisher, sent: Form) -> Response:
    """Bring it into force."""
    with app.database.writing() as tx:
        publish_ladder(tx, key, _source(sent), base=text(sent, "base"), actor=who.person, now=app.now())
        title = view(tx, key, sites_seen(who)).whole.ladder.title
    said = {"title_zh": title.zh, "title_en": title.en}
    return flash.say(RedirectResponse(f"/ladders/{key}", 303), "ladder.published", **said)


def _page(
    request: Request, key: str, app: App, who: Visitor, again: Again = NOTHING, tried: Shown | None = None
) -> HTMLResponse:
    seen = sites_seen(who)
    with app.database.reading() as tx:
        ladder = view(tx, key, seen)
        names, codes = people.names(tx), names_of(tx, seen)
    return render(
        request,
        "ladder.html",
        who,
        again=again,
        ladder=ladder,
        manners=ladder.rulebook.manners[STANDARD],
        kinds=ladder.rulebook.wordings[STANDARD].kinds,
        sites=codes,
        names=names,
        publishes=_publishes(who.person, ladder.site),
        own=who.person.site if who.person.site != ladder.site and _publishes(who.person, who.person.site) else "",
        tried=tried,
    )


def sites_seen(who: Visitor) -> Scope:
    """The sites whose ladders they may look at. Raises Missing for whom there is nothing here."""
    if (seen := rights.settings_of(who.person)) == NOWHERE:
        raise Missing(Reason("page_missing"))
    return seen


def _publishes(person: Person, site: str) -> bool:
    return rights.may_at(person, "publish-ladder", site) is None


def _case(tx: Connection, who: Visitor, no: str) -> str | None:
    """The one case looked at in a trial, None for all. Raises Invalid for one they may not see."""
    try:
        if no:
            rights.require_sight(who.person, cases.load(tx, no))
    except Missing as error:
        raise Invalid(*(replace(one, where="case") for one in error.reasons)) from None
    return no or None


def _day(tx: Connection, app: App, who: Visitor, written: str) -> date:
    """The day looked at in a trial, otherwise the next working day. Raises Invalid for the past and beyond the trial's days."""
    today = local_date(app.now(), app.zone)
    if not written:
        return Live(tx, today).calendar(who.person.site).add(today, 1)
    day, last = read_day(written, "on"), today + timedelta(days=DAYS - 1)
    if not today <= day <= last:
        raise Invalid(Reason("preview_range", {"until": day, "first": today, "last": last}, "on"))
    return day


def _source(sent: FormData) -> str:
    """What was written, with the line ends of a file."""
    return text(sent, "source").replace("\r\n", "\n")
