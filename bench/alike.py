"""Are two databases alike? No number counts before ours and the limit have left the same rows behind."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table, select

from models.tables import metadata
from store.database import Database

NATURAL = {
    "case": ("no",),
    "step": ("case_id", "key"),
    "journal": ("case_id", "seq"),
    "watch": ("key",),
    "idempotency": ("actor", "key"),
    "message": ("key",),
    "enterprise": ("site", "uscc"),
}
BY_ITSELF = {
    "step": {"id"},
    "journal": {"id"},
    "idempotency": {"id"},
    "message": {"id"},
}  # numbers that the database gives


class Unlike(Exception):
    """The two did not do the same work."""


def check(ours: Database, limit: Database, *tables: str) -> int:
    """Compare these tables row by row and return how many rows there are. Raises Unlike, naming the first that differs."""
    rows = 0
    for name in tables:
        table = metadata.tables[name]
        with ours.reading() as one, limit.reading() as other:
            mine = one.execute(_ordered(table)).mappings()
            theirs = other.execute(_ordered(table)).mappings()
            for left, right in _pairs(iter(mine), iter(theirs)):
                rows += 1
                if left != right:
                    raise Unlike(f"{name}:\n ours  {left}\n limit {right}")
    return rows


def _pairs(mine: Iterator[Any], theirs: Iterator[Any]) -> Iterator[tuple[Any, Any]]:
    for left in mine:
        right = next(theirs, None)
        yield dict(left), right and dict(right)
    if (extra := next(theirs, None)) is not None:
        yield None, dict(extra)


def _ordered(table: Table) -> Any:
    columns = [column for column in table.c if column.name not in BY_ITSELF.get(table.name, ())]
    return select(*columns).order_by(*(table.c[name] for name in NATURAL[table.name]))
