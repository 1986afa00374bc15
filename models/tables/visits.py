"""Visits (来访): when somebody was last at the desk, and when before that."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field

from models.tables.base import Moment, Row


class VisitRow(Row, table=True):
    """One person: seen last at ``seen_at``; the visit ``before`` this one ended then, none before the first."""

    __tablename__ = "visit"

    login: str = Field(primary_key=True, foreign_key="person.login")
    seen_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    before: datetime | None = Field(default=None, sa_column=Column(Moment))
