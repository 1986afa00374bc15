"""Visits (来访): since when something is new to somebody. A visit is over when half an hour has passed without a page."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from store.inserts import put
from store.tables import visit

OVER_AFTER = timedelta(minutes=30)


def here(tx: Connection, login: str, now: datetime) -> None:
    """The person looks at the desk: their visit goes on, or a new one begins."""
    if put(tx, visit, "login", {"login": login, "seen_at": now}):
        return
    seen_at = tx.execute(select(visit.c.seen_at).where(visit.c.login == login)).scalar_one()
    began = {"before": seen_at} if now - seen_at > OVER_AFTER else {}
    tx.execute(update(visit).where(visit.c.login == login).values(seen_at=now, **began))


def last(tx: Connection, login: str) -> datetime | None:
    """When the person's visit before this one ended; None during their first."""
    return tx.execute(select(visit.c.before).where(visit.c.login == login)).scalar_one_or_none()
