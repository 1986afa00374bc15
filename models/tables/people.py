"""Sites (示范点) and people."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field

from models.tables.base import Moment, Row, word
from models.vocabulary import Role


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
    email: str = ""
    language: str = "zh"
    password: str = ""
    active: bool = True
    created_at: datetime = Field(sa_column=Column(Moment, nullable=False))
