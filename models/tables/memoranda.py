"""Memoranda (合作备忘录) and commitments. A memorandum is never changed; of a commitment only what became of it is written."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Text
from sqlmodel import Field

from models.memoranda import CommitmentState
from models.tables.base import Moment, Row, word


class MemorandumRow(Row, table=True):
    """One memorandum; ``parties`` are codes of the rulebook."""

    __tablename__ = "memorandum"
    __table_args__ = (CheckConstraint("until IS NULL OR until >= signed_on", name="days"),)

    id: int | None = Field(default=None, primary_key=True)
    site: str = Field(foreign_key="site.code", index=True)
    title: str
    signed_on: date
    until: date | None = None
    parties: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    recorded_by: str
    recorded_at: datetime = Field(sa_column=Column(Moment, nullable=False))


class CommitmentRow(Row, table=True):
    """What a department committed itself to, by which day, and what became of it."""

    __tablename__ = "commitment"

    id: int | None = Field(default=None, primary_key=True)
    memorandum: int = Field(foreign_key="memorandum.id", index=True)
    site: str = Field(foreign_key="site.code", index=True)
    text: str = Field(sa_column=Column(Text, nullable=False))
    department: str
    owner: str = Field(foreign_key="person.login")
    due_on: date
    state: CommitmentState = Field(sa_column=word(CommitmentState))
    settled_on: date | None = None
    settled_by: str
    note: str = Field(sa_column=Column(Text, nullable=False))
    recorded_by: str
    recorded_at: datetime = Field(sa_column=Column(Moment, nullable=False))
