"""The inbox: what reached a person inside the program, reminders and notices, and what of it was read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from models.vocabulary import Channel, MessageState
from store.messages import MESSAGES, Message, read
from store.pages import Page, page, read_cursor
from store.tables import message, notice

_MINE = (
    message.c.person == bindparam("login"),
    message.c.channel == Channel.INBOX,
    message.c.state == MessageState.SENT,
)
_UNREAD = select(func.count()).where(*_MINE, message.c.read_at.is_(None))
_NEWS = (notice.c.login == bindparam("reader"), notice.c.read_at.is_(None))


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the person is told that concerns them and no case; ``code`` and ``values`` become a sentence."""

    code: str
    values: Mapping[str, Any]
    at: datetime
    read_at: datetime | None


def of_person(tx: Connection, login: str, *, cursor: str | None = None, limit: int = 50) -> Page[Message]:
    """What the person was told, the newest first."""
    statement = MESSAGES.where(*_MINE).order_by(message.c.id.desc()).limit(limit + 1).params(login=login)
    if cursor is not None:
        statement = statement.where(message.c.id < read_cursor(cursor, int)[0])
    return page(read(tx, statement), limit, key=lambda one: (one.id,))


def tell(tx: Connection, login: str, code: str, values: Mapping[str, Any], now: datetime) -> None:
    """Tell the person something that concerns no case."""
    tx.execute(insert(notice), {"login": login, "code": code, "values": dict(values), "at": now})


def notices(tx: Connection, login: str, *, limit: int | None = 10) -> list[Notice]:
    """What the person was told last that concerns no case, the newest first; all of it without a limit."""
    mine = select(notice.c.code, notice.c["values"], notice.c.at, notice.c.read_at).where(notice.c.login == login)
    return [Notice(*row) for row in tx.execute(mine.order_by(notice.c.id.desc()).limit(limit))]


def unread(tx: Connection, login: str) -> int:
    """How many the person has not read."""
    news = select(func.count()).select_from(notice).where(*_NEWS)
    return sum(int(tx.execute(one, {"login": login, "reader": login}).scalar_one()) for one in (_UNREAD, news))


def mark_read(tx: Connection, login: str, now: datetime, *, ids: Collection[int] | None = None) -> int:
    """The person has read these of their messages, or all, notices too. Returns how many messages were new to them."""
    statement = update(message).where(*_MINE, message.c.read_at.is_(None)).values(read_at=now)
    if ids is not None:
        statement = statement.where(message.c.id.in_(ids))
    else:
        tx.execute(update(notice).where(*_NEWS).values(read_at=now), {"reader": login})
    return tx.execute(statement, {"login": login}).rowcount
