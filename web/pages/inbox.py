"""The inbox: what the program told this person, reminders and notices."""

from collections.abc import Iterable
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Told:
    """What was said last about one matter, how often before that on the same page, and whether any of it is unread."""

    last: Message
    text: str
    before: int
    unread: bool


@router.get("/inbox")
def page(request: Request, app: Parts, who: Asking, cursor: str = "") -> HTMLResponse:
    """Messages, the newest first, in the words of the letters."""
    with app.database.reading() as tx:
        found = inbox.of_person(tx, who.person.login, cursor=cursor or None)
        told = in_words(tx, found.items, who.person, local_date(app.now(), app.zone))
        notices = (
            [] if cursor else [(one, Reason(one.code, dict(one.values))) for one in inbox.notices(tx, who.person.login)]
        )
        unread = inbox.unread(tx, who.person.login)
    return render(
        request,
        "inbox.html",
        who,
        told=by_step(told),
        notices=notices,
        following=found.next,
        unread=unread or any(one.read_at is None for one, _ in notices),
    )


def by_step(told: Iterable[tuple[Message, str]]) -> list[Told]:
    """The messages about one step, one problem, or whatever else belongs to no case, together, the newest first."""
    gathered: dict[tuple[str, str], list[tuple[Message, str]]] = {}
    for one, said in told:
        gathered.setdefault((one.case or one.waiting.problem or one.subject_key, one.step), []).append((one, said))
    return [
        Told(*same[0], before=len(same) - 1, unread=any(one.read_at is None for one, _ in same))
        for same in gathered.values()
    ]


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
