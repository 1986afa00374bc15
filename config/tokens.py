"""Tokens for the API (接口令牌): issued by one's own hand or at the terminal, shown once; the same for every door."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from cases import rights
from models.people import Person
from models.refusals import Invalid, Missing, Reason
from store import accounts, people

USUAL_DAYS, MOST_DAYS = 90, 3650
ACT = "manage-tokens"


@dataclass(frozen=True, slots=True)
class Issued:
    """A fresh token; ``secret`` is nowhere else."""

    login: str
    secret: str
    expires_at: datetime


def issue(tx: Connection, login: str, *, days: int, name: str, now: datetime) -> Issued:
    """A token of the person for so many days. Raises Missing for nobody, Invalid for days beyond 1 to `MOST_DAYS`."""
    if not 1 <= days <= MOST_DAYS:
        raise Invalid(Reason("token_days", {"most": MOST_DAYS}, "days"))
    issued = Issued(login, secrets.token_urlsafe(32), now + timedelta(days=days))
    accounts.add_token(tx, issued.secret, login, issued.expires_at, name=name, now=now)
    return issued


def revoke(tx: Connection, login: str, prefix: str, *, by: Person) -> None:
    """End a token: one's own, or somebody's whose tokens one manages. Raises Missing for all others."""
    owner = people.get(tx, login)
    if by.login != login and rights.may_at(by, ACT, owner.site):
        raise Missing(Reason("token_missing", {"prefix": prefix}))
    if not accounts.end_token(tx, login, prefix):
        raise Missing(Reason("token_missing", {"prefix": prefix}))
