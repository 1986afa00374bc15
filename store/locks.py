"""Locks by name, held until the transaction ends. SQLite has a single writer and needs none."""

from sqlalchemy import Connection, func, select

OFFICE = "office"  # held while somebody goes away, comes back, mutes or lifts, and while reminders are planned
RULEBOOK = "rulebook"  # held while definitions are published


def lock(tx: Connection, name: str, *, shared: bool = False) -> None:
    """Wait until nobody else holds ``name``; those who share it do not wait for each other."""
    if tx.dialect.name == "postgresql":
        take = func.pg_advisory_xact_lock_shared if shared else func.pg_advisory_xact_lock
        tx.execute(select(take(func.hashtext(name))))
