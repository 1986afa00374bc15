"""One message (消息): the chain of causes that led to it, and every try to deliver it."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from cases import rights
from config import causes
from config.i18n import speaking
from config.reader import Reader
from jobs.redrive import ACT
from store import people
from web.access import Asking, Id, Parts
from web.pages.subjects import subjects
from web.paper import render

router = APIRouter()


@router.get("/delivery/messages/{id}")
def page(id: Id, request: Request, app: Parts, who: Asking) -> HTMLResponse:
    """Why it is, when it left or why it did not."""
    with app.database.reading() as tx, speaking(who.person.language):
        reader = Reader(tx, who.person, app.now(), app.zone)
        one, why = reader.why(id)
        letter, tries = reader.tries(one)
        return render(
            request,
            "delivery/message.html",
            who,
            one=one,
            chain=list(causes.chain(why, one.waiting, one.rung)),
            ladder=why.written_in if rights.settings_of(who.person).covers(one.site) else "",
            letter=letter,
            tries=tries,
            about=subjects(tx, [one], who.person.language),
            names=people.names(tx),
            retries=rights.may_at(who.person, ACT, one.site) is None,
        )
