"""Locks by name, held until the transaction ends. SQLite has a single writer and needs none."""

from sqlalchemy import Connection, func, select

OFFICE = "office"  # held while somebody goes away, comes back, mutes or lifts, and while reminders are planned


def lock(tx: Connection, name: str) -> None:
    """Wait until nobody else holds ``name``."""
    if tx.dialect.name == "postgresql":
        tx.execute(select(func.pg_advisory_xact_lock(func.hashtext(name))))
