"""Inserting what may be there already, the way SQLite and PostgreSQL both understand."""

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_new(tx: Connection, table: Table, *unique: str) -> Any:
    """An insert that leaves rows alone whose ``unique`` columns are taken."""
    build = postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
    return build(table).on_conflict_do_nothing(index_elements=list(unique))


def put(tx: Connection, table: Table, unique: str, values: dict[str, Any]) -> bool:
    """Insert the row unless ``unique`` is taken. Returns whether it went in."""
    statement = insert_new(tx, table, unique).returning(table.c[unique])
    return tx.execute(statement, values).first() is not None
