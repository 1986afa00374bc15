"""What a command works with: the opened program, who is asking, and the moment; read once, here."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from sqlalchemy import Connection

from cli import answer
from cli.given import given
from config import logging, parties, settings, wiring
from config.i18n import _, speak
from config.reader import Reader
from config.wiring import App
from documents.spreadsheet import MAX_BYTES
from models.people import HOST, Person
from models.refusals import Invalid, Reason
from store import people

As = Annotated[str, typer.Option("--as", metavar="LOGIN", help=_("以谁的身份；不写则为系统操作员，看得到全部示范点"))]


def open_app(*, prepared: bool = True) -> App:
    """The program's parts; the first use makes the database and publishes the shipped rulebook."""
    in_effect = settings.load()
    speak(in_effect.lang)
    answer.in_zone(in_effect.zone)
    logging.set_up()
    app = wiring.open_app(in_effect, moment(given.now, in_effect.zone) if given.now else None)
    if prepared:
        wiring.prepare(app)
    return app


@contextmanager
def reading(who: str) -> Iterator[Reader]:
    """What the account named by ``--as`` may read. Raises Missing."""
    opened = open_app()
    with opened.database.reading() as tx:
        parties.know(tx)
        yield Reader(tx, actor(tx, who), opened.now(), opened.zone)


def actor(tx: Connection, login: str) -> Person:
    """Who acts: the account named by ``--as``, otherwise the host. Raises Missing."""
    return people.get(tx, login) if login else HOST


def day(text: str) -> date:
    """A date as ``YYYY-MM-DD``. Raises Invalid."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a date has no zone
    except ValueError as error:
        raise Invalid(Reason("bad_date", {"value": text})) from error


def moment(text: str, zone: ZoneInfo) -> datetime:
    """A moment in ISO 8601; without an offset it is the site's time. Raises Invalid."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError as error:
        raise Invalid(Reason("bad_moment", {"value": text})) from error
    return read if read.tzinfo else read.replace(tzinfo=zone)


def content_of(file: Path) -> bytes:
    """What the file holds. Raises Invalid; a file too large to be a table is not even read."""
    try:
        if file.stat().st_size > MAX_BYTES:
            raise Invalid(Reason("table_too_large", {"megabytes": MAX_BYTES >> 20}, where=str(file)))
        return file.read_bytes()
    except FileNotFoundError as error:
        raise Invalid(Reason("file_not_there", {"path": str(file)}, where=str(file))) from error
    except OSError as error:
        raise Invalid(Reason("file_unreadable", {"why": error.strerror or ""}, where=str(file))) from error
