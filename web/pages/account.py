"""One's own account: the password, the channels, and the calendar feed."""

from secrets import token_urlsafe

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from config import reach
from config.i18n import speaking
from config.tokens import USUAL_DAYS, Issued
from config.wiring import App
from models.refusals import Reason, Refused
from models.vocabulary import ADDRESSED
from notifications.addresses import LEAST_SECRET, SIGNED, shown
from store import accounts, addresses, rests
from web import flash, passwords
from web.access import Asking, Form, Parts, Visitor, begin, text
from web.again import NOTHING, Again, shown_again
from web.paper import render

router = APIRouter()


@router.get("/account")
def page(request: Request, app: Parts, who: Asking, tested: str = "") -> HTMLResponse:
    """Who one is here, a form for another password, one's channels, and the calendar feed."""
    return _account(request, app, who, tested=tested)


def with_form(request: Request, app: App, who: Visitor, again: Again) -> HTMLResponse:
    """The page again, with a form that was refused."""
    return _account(request, app, who, again=again)


@router.post("/account/password")
@shown_again(with_form, "password")
def change(request: Request, app: Parts, who: Asking, sent: Form) -> Response:
    """Set another password, for which the present one must be known; every other session ends."""
    login, source = who.person.login, request.client.host if request.client else ""
    with app.database.writing() as tx:
        stored = accounts.password_hash(tx, login)
        throttled = accounts.throttled_until(tx, login, source, app.now())
    if throttled or not passwords.is_right(text(sent, "present"), stored):
        with app.database.writing() as tx:
            accounts.note_failure(tx, login, source, app.now())
        raise Refused(Reason("password.wrong", where="present"))
    fresh = passwords.hashed(text(sent, "password"), login)
    with app.database.writing() as tx:
        accounts.set_password(tx, login, fresh)
    response = RedirectResponse("/account", 303)
    begin(request, response, login)
    return flash.say(response, "done.password")


@router.post("/account/calendar")
def subscribe(request: Request, app: Parts, who: Asking, sent: Form) -> HTMLResponse:
    """A fresh address of the feed, shown this once; an earlier one stops working."""
    key = token_urlsafe(24)
    with app.database.writing() as tx:
        accounts.set_calendar_key(tx, key, who.person.login, app.now())
    return _account(request, app, who, feed=f"{app.url}/calendar/{key}.ics")


@router.post("/account/calendar/end")
def unsubscribe(app: Parts, who: Asking, sent: Form) -> Response:
    """The address stops working."""
    with app.database.writing() as tx:
        accounts.end_calendar_key(tx, who.person.login)
    return RedirectResponse("/account", 303)


def with_token(request: Request, app: App, who: Visitor, issued: Issued) -> HTMLResponse:
    """The page with a fresh token, which is shown this once."""
    return _account(request, app, who, issued=issued)


def _account(
    request: Request,
    app: App,
    who: Visitor,
    *,
    feed: str = "",
    tested: str = "",
    issued: Issued | None = None,
    again: Again = NOTHING,
) -> HTMLResponse:
    with app.database.reading() as tx, speaking(who.person.language):
        subscribed = accounts.has_calendar_key(tx, who.person.login)
        reached = addresses.of_person(tx, who.person.login).values()
        kinds = reach.kinds(tx)
        tokens = accounts.tokens(tx, who.person.login)
        resting = rests.resting(tx, app.now(), app.settings.patience)
    return render(
        request,
        "account.html",
        who,
        again=again,
        least=passwords.SHORTEST,
        wanted=passwords.WANTED,
        feed=feed,
        issued=issued,
        tokens=tokens,
        usual_days=USUAL_DAYS,
        subscribed=subscribed,
        reached=[(one, shown(one)) for one in reached],
        kinds=kinds,
        resting=resting,
        declined=who.person.declined,
        channels=ADDRESSED,
        signed=SIGNED,
        least_secret=LEAST_SECRET,
        tested=tested if tested in set(ADDRESSED) else "",
    )
