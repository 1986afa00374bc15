"""Noting who looked at a case: once a day, beside the answer, so that nobody waits for it twice."""

from collections.abc import Iterator

from fastapi import Depends, Request

from config.wiring import App
from models.moments import local_date
from models.people import Person
from store import looks
from web.access import Asking, Parts


def note_look(app: App, person: Person, no: str) -> None:
    """``person`` sees the case today. The case is there and theirs to see."""
    today = local_date(app.now(), app.zone)
    with app.database.reading() as tx:
        if looks.is_noted(tx, person.login, no, today):
            return
    with app.database.writing() as tx:
        looks.note(tx, person.login, no, today)


def looking(request: Request, no: str, app: Parts, who: Asking) -> Iterator[None]:
    """The visitor reads something of the case, and sees it once an answer is made: what is refused is no look."""
    yield
    if request.method == "GET":
        note_look(app, who.person, no)


LOOKING = Depends(looking)
