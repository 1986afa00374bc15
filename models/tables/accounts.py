"""Signing in: sessions, one-time links, tokens, failed attempts. Secrets are stored as SHA-256 only."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field

from models.tables.base import Moment, Row


class Session(Row, table=True):
    """A browser's session; deleted at sign-out, dead when idle or too old."""

    __tablename__ = "session"

    digest: str = Field(primary_key=True)
    login: str = Field(foreign_key="person.login", index=True)
    csrf: str
    created_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    seen_at: datetime = Field(sa_column=Column(Moment, nullable=False))


class SignInLink(Row, table=True):
    """A one-time link to set a password."""

    __tablename__ = "sign_in_link"

    digest: str = Field(primary_key=True)
    login: str = Field(foreign_key="person.login", index=True)
    expires_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    used_at: datetime | None = Field(default=None, sa_column=Column(Moment))


class Token(Row, table=True):
    """A bearer token for the API; ``prefix`` is shown so that people can tell them apart."""

    __tablename__ = "token"

    digest: str = Field(primary_key=True)
    prefix: str
    login: str = Field(foreign_key="person.login", index=True)
    expires_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    name: str = Field(default="", sa_column_kwargs={"server_default": ""})  # what it is for
    created_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    used_at: datetime | None = Field(default=None, sa_column=Column(Moment))  # as exactly as `accounts.TOKEN_TOUCH`


class LoginAttempt(Row, table=True):
    """A failed sign-in, kept to slow down guessing."""

    __tablename__ = "login_attempt"

    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(index=True)
    source: str
    at: datetime = Field(sa_column=Column(Moment, nullable=False))


class CalendarKey(Row, table=True):
    """The key in the address of a person's calendar feed; a new one ends the old one."""

    __tablename__ = "calendar_key"

    login: str = Field(primary_key=True, foreign_key="person.login", max_length=64)
    digest: str = Field(unique=True)
    created_at: datetime = Field(sa_column=Column(Moment, nullable=False))
