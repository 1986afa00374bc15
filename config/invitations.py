"""One-time links with which a person sets a password: made here, used up by the desk."""

import secrets
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from config.wiring import App
from models.people import EVERYWHERE, Person
from models.refusals import Refused
from models.vocabulary import Role
from store import accounts, people

VALID_FOR = timedelta(days=7)
FIRST_LOGIN = "admin"


class Invitation(NamedTuple):
    """A link for one person; whoever holds it is that person once."""

    login: str
    link: str
    expires_at: str


def invite(app: App, tx: Connection, login: str) -> Invitation:
    """A fresh link for ``login``; earlier ones stop working. Raises Missing."""
    secret = secrets.token_urlsafe(24)
    expires_at = app.now() + VALID_FOR
    accounts.add_link(tx, secret, login, expires_at)
    link = f"{app.url}/welcome/{secret}"
    return Invitation(login, link, expires_at.astimezone(app.zone).isoformat(timespec="minutes"))


def first_invitation(app: App, tx: Connection, *, name: str) -> Invitation | None:
    """The first administrator, made if there is none, is invited until one has set a password; None from then on.

    Of several desks that start at once, one makes the administrator and gets the link; the others get None.
    Raises Refused when somebody who is no administrator has the login.
    """
    administrators = _administrators(tx)
    if any(accounts.password_hash(tx, one.login) for one in administrators):
        return None
    if administrators:
        return invite(app, tx, administrators[0].login)
    try:
        people.add(tx, Person(login=FIRST_LOGIN, name=name, role=Role.ADMINISTRATOR), app.now())
    except Refused:
        if not _administrators(tx):
            raise
        return None
    return invite(app, tx, FIRST_LOGIN)


def _administrators(tx: Connection) -> list[Person]:
    return people.listing(tx, EVERYWHERE, role=Role.ADMINISTRATOR, active=None)
