"""Answers once given under an idempotency key, so that the same request sent twice has one effect.

`recall` before acting, `keep` in the same transaction as the act: of two at once, the second breaks on the unique key.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, insert, select

from models.refusals import Reason, Refused
from store.compiled import Compiled
from store.tables import idempotency as table

KEPT_FOR = timedelta(days=7)
_ANSWER = Compiled(
    select(table.c.request, table.c.status, table.c.body).where(
        table.c.actor == bindparam("actor"), table.c.key == bindparam("key")
    )
)
_PUT = Compiled(insert(table), "actor", "key", "request", "status", "body", "at")


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered."""

    status: int
    body: str


class KeyReused(Refused):
    """The key was used for another request before."""

    code = "key_reused"


def recall(tx: Connection, actor: str, key: str, request: str) -> Answer | None:
    """The answer given before; ``request`` is the SHA-256 of what is asked. Raises KeyReused for another request."""
    row = _ANSWER.first(tx, {"actor": actor, "key": key})
    if row is None:
        return None
    asked, status, body = row
    if asked != request:
        raise KeyReused(Reason("key_reused", {"key": key}))
    return Answer(status, body)


def keep(tx: Connection, actor: str, key: str, request: str, answer: Answer, now: datetime) -> None:
    """Remember the answer."""
    values = {"actor": actor, "key": key, "request": request, "at": now}
    _PUT.run(tx, values | {"status": answer.status, "body": answer.body})


def forget(tx: Connection, now: datetime) -> int:
    """Forget answers older than a week. Returns how many."""
    return tx.execute(delete(table).where(table.c.at <= now - KEPT_FOR)).rowcount
