"""Names of constraints, so that a migration can speak of them on every database."""

from enum import StrEnum
from typing import Any

from sqlalchemy import Column
from sqlalchemy import Enum as Words
from sqlmodel import SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(SQLModel):
    """A table's record."""


def word(vocabulary: type[StrEnum], **options: Any) -> Column[Any]:
    """A column of one of the vocabulary's words, stored as people write it (SQLAlchemy would store the Python name)."""
    words = Words(
        vocabulary, native_enum=False, length=24, values_callable=lambda members: [member.value for member in members]
    )
    return Column(words, nullable=False, **options)
