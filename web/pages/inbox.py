"""The inbox: what the program told this person, reminders and notices."""

from collections.abc import Iterable
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection

from config.words import HOLDERS, name
from jobs.live import Live
from jobs.matters import Matters
from models.moments import local_date
from models.people import Person
from models.refusals import Reason
from notifications.wording import line
from store import inbox
from store.messages import Message
from web.access import Asking, Form, Parts
from web.paper import render

router = APIRouter()


@router.get("/inbox")
def page(request: Request, app: Parts, who: Asking, cursor: str = "") -> HTMLResponse:
    """Messages, the newest first, in the words of the letters."""
    with app.database.reading() as tx:
        found = inbox.of_person(tx, who.person.login, cursor=cursor or None)
        told = in_words(tx, found.items, who.person, local_date(app.now(), app.zone))
        notices = (
            [] if cursor else [(one, Reason(one.code, dict(one.values))) for one in inbox.notices(tx, who.person.login)]
        )
    return render(request, "inbox.html", who, told=told, notices=notices, following=found.next)


def in_words(tx: Connection, found: Iterable[Message], person: Person, today: date) -> list[tuple[Message, str]]:
    """Each message with its line, as it was said on its day."""
    live, language, lines = Live(tx, today), person.language, []
    for one in found:
        naming = Matters(tx, live, one.planned_on, lambda holder, speaking: name(HOLDERS, holder, speaking))
        matter = naming.matter(one.waiting, key=one.key, wording=one.kind, reader=person, on_behalf_of=one.on_behalf_of)
        lines.append((one, line(live.wording, matter, person=person.name, url="", language=language)))
    return lines


@router.post("/inbox/read")
def read(app: Parts, who: Asking, sent: Form) -> Response:
    """All of it was read."""
    with app.database.writing() as tx:
        inbox.mark_read(tx, who.person.login, app.now())
    return RedirectResponse("/inbox", 303)
