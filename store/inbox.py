"""The inbox: what reached a person inside the program, and what of it was read."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, update

from models.vocabulary import Channel, MessageState
from store.messages import MESSAGES, Message, read
from store.pages import Page, page, read_cursor
from store.tables import message

_MINE = (
    message.c.person == bindparam("login"),
    message.c.channel == Channel.INBOX,
    message.c.state == MessageState.SENT,
)
_UNREAD = select(func.count()).where(*_MINE, message.c.read_at.is_(None))


def of_person(tx: Connection, login: str, *, cursor: str | None = None, limit: int = 50) -> Page[Message]:
    """What the person was told, the newest first."""
    statement = MESSAGES.where(*_MINE).order_by(message.c.id.desc()).limit(limit + 1).params(login=login)
    if cursor is not None:
        statement = statement.where(message.c.id < read_cursor(cursor, int)[0])
    return page(read(tx, statement), limit, key=lambda one: (one.id,))


def unread(tx: Connection, login: str) -> int:
    """How many the person has not read."""
    return int(tx.execute(_UNREAD, {"login": login}).scalar_one())


def mark_read(tx: Connection, login: str, now: datetime, *, ids: Collection[int] | None = None) -> int:
    """The person has read these of their messages, or all. Returns how many were new to them."""
    statement = update(message).where(*_MINE, message.c.read_at.is_(None)).values(read_at=now)
    if ids is not None:
        statement = statement.where(message.c.id.in_(ids))
    return tx.execute(statement, {"login": login}).rowcount
