"""Published definitions: immutable, found by the hash of their content."""

from datetime import datetime

from sqlalchemy import Column, Text
from sqlmodel import Field

from models.tables.base import Moment, Row


class DefinitionRow(Row, table=True):
    """One version of one definition; the newest ``id`` of a kind and key is the one in force."""

    __tablename__ = "definition"

    id: int | None = Field(default=None, primary_key=True)
    hash: str = Field(unique=True, max_length=64)
    kind: str = Field(index=True)
    key: str = Field(index=True)
    content: str = Field(sa_column=Column(Text, nullable=False))  # canonical JSON
    published_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    published_by: str
