"""Inserting what may be there already, the way SQLite and PostgreSQL both understand."""

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_new(tx: Connection, table: Table, *unique: str) -> Any:
    """An insert that leaves rows alone whose ``unique`` columns are taken."""
    build = postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
    return build(table).on_conflict_do_nothing(index_elements=list(unique))
