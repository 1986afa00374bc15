"""Saved filters (常用筛选): what somebody narrows a list to again and again, by a name of their own."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from models.tables.base import Row


class SavedFilterRow(Row, table=True):
    """One filter of one list; ``query`` is what the list's address says after the question mark."""

    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("login", "page", "title"),)

    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(foreign_key="person.login")
    page: str
    title: str = Field(max_length=40)
    query: str = Field(max_length=500)
