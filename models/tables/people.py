"""Sites (示范点), people, where they are reached, and what they do not want to hear there."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field

from models.tables.base import Moment, Row, word
from models.vocabulary import Channel, Role


class SiteRow(Row, table=True):
    """A demonstration site. Its calendar decides which days are working days there."""

    __tablename__ = "site"

    code: str = Field(primary_key=True, max_length=16)
    name: str
    calendar: str = "cn"


class PersonRow(Row, table=True):
    """An account; ``password`` is an Argon2id hash, empty until its owner sets one."""

    __tablename__ = "person"

    login: str = Field(primary_key=True, max_length=64)
    name: str
    role: Role = Field(sa_column=word(Role))
    site: str | None = Field(default=None, foreign_key="site.code", index=True)
    supervisor: str | None = Field(default=None, foreign_key="person.login")
    language: str = "zh"
    password: str = ""
    active: bool = True
    party: str = Field(default="", sa_column_kwargs={"server_default": ""})
    created_at: datetime = Field(sa_column=Column(Moment, nullable=False))


class AddressRow(Row, table=True):
    """Where a channel reaches a person. ``off_since`` is set when a letter failed there for good."""

    __tablename__ = "address"

    login: str = Field(primary_key=True, foreign_key="person.login", max_length=64)
    channel: Channel = Field(sa_column=word(Channel, primary_key=True))
    to: str
    secret: str = ""
    off_since: datetime | None = Field(default=None, sa_column=Column(Moment))
    off_because: str = ""
    tested_at: datetime | None = Field(default=None, sa_column=Column(Moment))


class DeclinedRow(Row, table=True):
    """A kind of message that a person does not want over a channel."""

    __tablename__ = "declined"

    login: str = Field(primary_key=True, foreign_key="person.login", max_length=64)
    channel: Channel = Field(sa_column=word(Channel, primary_key=True))
    kind: str = Field(primary_key=True)


class NoticeRow(Row, table=True):
    """Something a person is told inside the program that concerns them and no case; ``code`` and ``values`` become a sentence."""

    __tablename__ = "notice"

    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(foreign_key="person.login", index=True, max_length=64)
    code: str
    values: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    at: datetime = Field(sa_column=Column(Moment, nullable=False))
    read_at: datetime | None = Field(default=None, sa_column=Column(Moment))
