"""Locks by name, held until the transaction ends. SQLite has a single writer and needs none."""

from sqlalchemy import Connection, func, select


def lock(tx: Connection, name: str) -> None:
    """Wait until nobody else holds ``name``."""
    if tx.dialect.name == "postgresql":
        tx.execute(select(func.pg_advisory_xact_lock(func.hashtext(name))))
