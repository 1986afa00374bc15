"""What a command works with: the opened program, who is asking, and the moment; read once, here."""

from datetime import date, datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from sqlalchemy import Connection

from cases.inputs import EARLIEST, LATEST
from cli import answer
from cli.given import given
from config import logging, settings, wiring
from config.i18n import _, speak
from config.wiring import App
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


def actor(tx: Connection, login: str) -> Person:
    """Who acts: the account named by ``--as``, without one the host, who may be named as well. Raises Missing."""
    return people.get(tx, login) if login not in {"", HOST.login} else HOST


def day(text: str) -> date:
    """A date as ``YYYY-MM-DD``. Raises Invalid."""
    try:
        found = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a date has no zone
    except ValueError as error:
        raise Invalid(Reason("bad_date", {"value": text})) from error
    if not EARLIEST <= found <= LATEST:
        raise Invalid(Reason("bad_date", {"value": text}))
    return found


def moment(text: str, zone: ZoneInfo) -> datetime:
    """A moment in ISO 8601; without an offset it is the site's time. Raises Invalid."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError as error:
        raise Invalid(Reason("bad_moment", {"value": text})) from error
    return read if read.tzinfo else read.replace(tzinfo=zone)


def pairs(values: list[str]) -> dict[str, Any]:
    """``name=value`` pairs; a name given more than once is a list."""
    inputs: dict[str, Any] = {}
    for pair in values:
        name, separator, value = pair.partition("=")
        if not separator or not name.strip():
            raise Invalid(Reason("no_pair", {"value": pair}))
        known = inputs.get(name.strip())
        inputs[name.strip()] = value if known is None else [*(known if isinstance(known, list) else [known]), value]
    return inputs
