"""One-time links with which a person sets a password: made here, used up by the desk."""

import secrets
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from config.wiring import App
from models.people import EVERYWHERE, Person
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
    """The first administrator, made if there is none, is invited until one has set a password; None from then on."""
    administrators = people.listing(tx, EVERYWHERE, role=Role.ADMINISTRATOR, active=None)
    if any(accounts.password_hash(tx, one.login) for one in administrators):
        return None
    if not administrators:
        people.add(tx, Person(login=FIRST_LOGIN, name=name, role=Role.ADMINISTRATOR), app.now())
    return invite(app, tx, administrators[0].login if administrators else FIRST_LOGIN)
