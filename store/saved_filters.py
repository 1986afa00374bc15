"""Saved filters (常用筛选): everybody's own, by list."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from models.refusals import Missing, Reason, Refused
from store.inserts import insert_new
from store.tables import saved_filter

MOST = 20
"""So many of one list anybody may keep."""


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """One of them: what it is called, and what the list's address says after the question mark."""

    id: int
    title: str
    query: str


def of_person(tx: Connection, login: str, page: str) -> list[SavedFilter]:
    """Theirs for one list, the oldest first."""
    mine = select(saved_filter.c.id, saved_filter.c.title, saved_filter.c.query).where(*_of(login, page))
    return [SavedFilter(*row) for row in tx.execute(mine.order_by(saved_filter.c.id))]


def save(tx: Connection, login: str, page: str, title: str, query: str) -> None:
    """Keep a filter; one that is called the same is replaced. Raises Refused where there are too many."""
    same = update(saved_filter).where(*_of(login, page), saved_filter.c.title == title).values(query=query)
    if tx.execute(same).rowcount:
        return
    kept = tx.execute(select(func.count()).select_from(saved_filter).where(*_of(login, page))).scalar_one()
    if kept >= MOST:
        raise Refused(Reason("filter.too_many", {"most": MOST}, "title"))
    row = {"login": login, "page": page, "title": title, "query": query}
    tx.execute(insert_new(tx, saved_filter, "login", "page", "title"), row)  # somebody may click twice


def remove(tx: Connection, login: str, id: int) -> str:
    """Take one of theirs away. Returns whose list it was of; raises Missing for one that is not theirs."""
    mine = (saved_filter.c.id == id, saved_filter.c.login == login)
    page = tx.execute(delete(saved_filter).where(*mine).returning(saved_filter.c.page)).scalar_one_or_none()
    if page is None:
        raise Missing(Reason("filter.missing"))
    return str(page)


def _of(login: str, page: str) -> tuple[ColumnElement[bool], ...]:
    return (saved_filter.c.login == login, saved_filter.c.page == page)
