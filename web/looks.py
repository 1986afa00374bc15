"""Noting who looked at a case: once a day, beside the answer, so that nobody waits for it twice."""

from config.wiring import App
from models.moments import local_date
from models.people import Person
from store import looks


def note_look(app: App, person: Person, no: str) -> None:
    """``person`` sees the case today. The case is there and theirs to see."""
    today = local_date(app.now(), app.zone)
    with app.database.reading() as tx:
        if looks.is_noted(tx, person.login, no, today):
            return
    with app.database.writing() as tx:
        looks.note(tx, person.login, no, today)
