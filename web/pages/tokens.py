"""接口令牌: one's own on the page of the account, everybody's on a page of those who manage them."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from cases import rights
from config.tokens import ACT, MOST_DAYS, USUAL_DAYS, issue, revoke
from models.people import NOWHERE
from models.refusals import Invalid, Missing, Reason
from store import accounts, people
from web.access import Asking, Form, Parts, text
from web.again import shown_again
from web.pages import account
from web.paper import render

router = APIRouter()
MINE = "/account#tokens"


@router.post("/account/tokens")
@shown_again(account.with_form, "token")
def add(request: Request, app: Parts, who: Asking, sent: Form) -> HTMLResponse:
    """A fresh token of one's own, shown this once."""
    days = text(sent, "days") or str(USUAL_DAYS)
    if not (days.isascii() and days.isdecimal() and len(days) < 6):
        raise Invalid(Reason("token_days", {"most": MOST_DAYS}, "days"))
    with app.database.writing() as tx:
        issued = issue(tx, who.person.login, days=int(days), name=text(sent, "name").strip()[:80], now=app.now())
    return account.with_token(request, app, who, issued)


@router.post("/account/tokens/{prefix}/end")
def end(prefix: str, app: Parts, who: Asking, sent: Form) -> Response:
    """One's own token stops working."""
    with app.database.writing() as tx:
        revoke(tx, who.person.login, prefix, by=who.person)
    return RedirectResponse(MINE, 303)


@router.get("/tokens")
def page(request: Request, app: Parts, who: Asking) -> HTMLResponse:
    """The tokens of everybody whose accounts are theirs to manage."""
    managed = rights.sites(who.person, ACT)
    if managed == NOWHERE:
        raise Missing(Reason("page_missing"))
    with app.database.reading() as tx:
        found = accounts.tokens_of(tx, managed)
        names = people.names(tx)
    return render(request, "tokens.html", who, tokens=found, names=names, now=app.now())


@router.post("/tokens/{login}/{prefix}/end")
def end_anothers(login: str, prefix: str, app: Parts, who: Asking, sent: Form) -> Response:
    """Somebody's token stops working."""
    with app.database.writing() as tx:
        revoke(tx, login, prefix, by=who.person)
    return RedirectResponse("/tokens", 303)
