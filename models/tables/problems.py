"""The register of problems (问题需求): how each stands, what happened to it, and the cases it stands in the way of."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Index, Text, UniqueConstraint
from sqlmodel import Field

from models.problems import Happening, ProblemState
from models.tables.base import Moment, Row, word


class ProblemRow(Row, table=True):
    """One problem as it stands. ``search`` is the normalised text people search in."""

    __tablename__ = "problem"
    __table_args__ = (
        CheckConstraint("(answer_kind = '') = (answered_on IS NULL)", name="answer"),
        Index("ix_problem_site_state", "site", "state", "due_on"),
        Index("ix_problem_site_asked_at", "site", "asked_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    no: str = Field(unique=True, max_length=24)
    site: str = Field(foreign_key="site.code")
    enterprise_id: int = Field(foreign_key="enterprise.id", index=True)
    text: str = Field(sa_column=Column(Text, nullable=False))
    topic: str
    chapter: str = Field(max_length=2)
    department: str = Field(index=True)
    handler: str = Field(foreign_key="person.login", index=True)
    contact: str
    phone: str
    asked_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    due_on: date
    provisional: bool
    revision: int
    state: ProblemState = Field(sa_column=word(ProblemState))
    referred_on: date | None = None
    accepted_on: date | None = None
    answer_kind: str  # empty until it is answered
    answer: str = Field(sa_column=Column(Text, nullable=False))
    answered_on: date | None = None
    answered_by: str
    confirmed_on: date | None = None
    disputed: int
    search: str = Field(sa_column=Column(Text, nullable=False))


class ProblemEntryRow(Row, table=True):
    """One thing that happened to a problem. Rows are only added."""

    __tablename__ = "problem_entry"

    id: int | None = Field(default=None, primary_key=True)
    problem_id: int = Field(foreign_key="problem.id", index=True)
    what: Happening = Field(sa_column=word(Happening))
    at: datetime = Field(sa_column=Column(Moment, nullable=False))
    by: str
    text: str = Field(sa_column=Column(Text, nullable=False))
    values: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class ProblemLinkRow(Row, table=True):
    """A case that the problem stands in the way of, and the step of it that waits for the answer, empty if none does."""

    __tablename__ = "problem_link"
    __table_args__ = (UniqueConstraint("problem_id", "case_id", "step"),)

    id: int | None = Field(default=None, primary_key=True)
    problem_id: int = Field(foreign_key="problem.id")
    case_id: int = Field(foreign_key="case.id", index=True)
    step: str
