"""The inbox: what the program told this person."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from config.words import HOLDERS, name
from jobs.live import Live
from jobs.matters import Matters
from models.moments import local_date
from notifications.wording import line
from store import inbox
from web.access import Asking, Form, Parts
from web.paper import render

router = APIRouter()


@router.get("/inbox")
def page(request: Request, app: Parts, who: Asking, cursor: str = "") -> HTMLResponse:
    """Messages, the newest first, in the words of the letters."""
    language = who.person.language
    with app.database.reading() as tx:
        found = inbox.of_person(tx, who.person.login, cursor=cursor or None)
        live = Live(tx)
        told = []
        for one in found.items:
            naming = Matters(tx, live, one.planned_on, lambda holder, speaking: name(HOLDERS, holder, speaking))
            matter = naming.matter(one.waiting, key=one.key, wording=one.kind, language=language)
            told.append((one, line(live.wording, matter, person=who.person.name, url="", language=language)))
    return render(request, "inbox.html", who, told=told, following=found.next, on=local_date(app.now(), app.zone))


@router.post("/inbox/read")
def read(app: Parts, who: Asking, sent: Form) -> Response:
    """All of it was read."""
    with app.database.writing() as tx:
        inbox.mark_read(tx, who.person.login, app.now())
    return RedirectResponse("/inbox", 303)
