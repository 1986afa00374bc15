"""Absences (外出) with their substitutes, and mutes (静音): who hears for whom, and what nobody hears of, for a while."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column
from sqlmodel import Field

from models.mutes import MuteOn
from models.tables.base import Moment, Row, word


class AbsenceRow(Row, table=True):
    """Somebody is away from ``first_on`` to ``last_on``, both inclusive, or until the day before ``ended_on``."""

    __tablename__ = "absence"
    __table_args__ = (
        CheckConstraint("first_on <= last_on", name="days"),
        CheckConstraint("person <> substitute", name="substitute"),
    )

    id: int | None = Field(default=None, primary_key=True)
    person: str = Field(foreign_key="person.login", index=True)
    first_on: date
    last_on: date = Field(index=True)
    substitute: str = Field(foreign_key="person.login")
    note: str = ""
    recorded_by: str
    recorded_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    ended_on: date | None = None
    ended_by: str | None = None


class MuteRow(Row, table=True):
    """Nothing is said of ``name`` (a case number, a credit code; empty for the site) up to and including ``until``."""

    __tablename__ = "mute"

    id: int | None = Field(default=None, primary_key=True)
    on: MuteOn = Field(sa_column=word(MuteOn))
    site: str = Field(foreign_key="site.code")
    name: str = ""
    step: str = ""
    until: date = Field(index=True)
    reason: str
    by: str
    at: datetime = Field(sa_column=Column(Moment, nullable=False))
    lifted_by: str | None = None
    lifted_at: datetime | None = Field(default=None, sa_column=Column(Moment))
