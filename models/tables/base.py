"""What all tables share: names of constraints, so that a migration can speak of them on every database, and column types."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, DateTime
from sqlalchemy import Enum as Words
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

from models.moments import in_utc

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(SQLModel):
    """A table's record."""


class Moment(TypeDecorator[datetime]):
    """A column of aware moments: refuses naive ones, stores and returns UTC.

    SQLite drops the zone of a datetime column, so it is put back here, once for all tables.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert to UTC; a naive moment is a programming error and raises ValueError."""
        if value is None:
            return None
        moment = in_utc(value)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def word(vocabulary: type[StrEnum], **options: Any) -> Column[Any]:
    """A column of one of the vocabulary's words, stored as people write it (SQLAlchemy would store the Python name)."""
    words = Words(
        vocabulary, native_enum=False, length=24, values_callable=lambda members: [member.value for member in members]
    )
    return Column(words, nullable=False, **options)
