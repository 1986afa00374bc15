"""Signing in: passwords as hashes, secrets as SHA-256, sessions that end by themselves, guesses that are counted.

The doors make and hash passwords and hand secrets to people; here only what was derived from them is kept.
"""

from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, insert, or_, select, update

from models.people import Scope
from models.refusals import Missing, Reason, Refused
from store.scopes import within
from store.tables import calendar_key, login_attempt, person, session, sign_in_link, token

IDLE = timedelta(minutes=30)
AGE = timedelta(hours=12)
THROTTLE_AFTER = 5
THROTTLE_SOURCE_AFTER = 50  # of anybody: a whole office may share one address
THROTTLE_FOR = timedelta(minutes=15)
TOKEN_TOUCH = timedelta(hours=1)  # how exactly the last use of a token is known
TOUCH = timedelta(minutes=1)  # how exactly the last sight of a session is known

_PASSWORD = select(person.c.password).where(person.c.login == bindparam("login"), person.c.active)
_SESSION = (
    select(session.c.login, session.c.csrf, session.c.created_at, session.c.seen_at)
    .join(person)
    .where(
        session.c.digest == bindparam("digest"),
        session.c.seen_at > bindparam("idle_since"),
        session.c.created_at > bindparam("born_after"),
        person.c.active,
    )
)
_TOKEN = (
    select(token.c.login)
    .join(person)
    .where(token.c.digest == bindparam("digest"), token.c.expires_at > bindparam("now"), person.c.active)
)


@dataclass(frozen=True, slots=True)
class Session:
    """A live session of a person."""

    login: str
    csrf: str
    created_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class TokenInfo:
    """What may be shown of a token; ``name`` says what it is for, ``used_at`` is None until it is."""

    prefix: str
    login: str
    expires_at: datetime
    name: str = ""
    created_at: datetime | None = None
    used_at: datetime | None = None


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return sha256(secret.encode()).hexdigest()


def password_hash(tx: Connection, login: str) -> str:
    """The stored hash; empty when no password was set, nobody has this login, or the account is switched off."""
    return str(tx.execute(_PASSWORD, {"login": login}).scalar() or "")


def set_password(tx: Connection, login: str, hashed: str) -> None:
    """Keep the new hash and end every session of the person. Raises Missing."""
    if not tx.execute(update(person).where(person.c.login == login).values(password=hashed)).rowcount:
        raise Missing(Reason("person_missing", {"login": login}))
    end_sessions(tx, login)


def add_link(tx: Connection, secret: str, login: str, expires_at: datetime) -> None:
    """Keep a one-time link; earlier ones of the person stop working. Raises Missing."""
    if tx.execute(select(person.c.login).where(person.c.login == login)).first() is None:
        raise Missing(Reason("person_missing", {"login": login}))
    tx.execute(delete(sign_in_link).where(sign_in_link.c.login == login, sign_in_link.c.used_at.is_(None)))
    tx.execute(insert(sign_in_link), {"digest": digest(secret), "login": login, "expires_at": expires_at})


def link_owner(tx: Connection, secret: str, now: datetime) -> str:
    """Whose link it is, without using it up. Raises Refused when it is unknown, used or too old: one answer for all."""
    usable = select(sign_in_link.c.login).join(person).where(*_usable(secret, now), person.c.active)
    login = tx.execute(usable).scalar()
    if login is None:
        raise Refused(Reason("link_unusable"))
    return str(login)


def use_link(tx: Connection, secret: str, now: datetime) -> str:
    """Use the link up and say whose it is; of two at once one is refused. Raises Refused."""
    login = link_owner(tx, secret, now)
    if not tx.execute(update(sign_in_link).where(*_usable(secret, now)).values(used_at=now)).rowcount:
        raise Refused(Reason("link_unusable"))
    return login


def begin_session(tx: Connection, secret: str, login: str, csrf: str, now: datetime) -> None:
    """Begin a session under a fresh secret."""
    values = {"digest": digest(secret), "login": login, "csrf": csrf, "created_at": now, "seen_at": now}
    tx.execute(insert(session), values)


def find_session(tx: Connection, secret: str, now: datetime) -> Session | None:
    """The session, unless it is unknown, idle for 30 minutes, older than 12 hours, or its owner is switched off."""
    when = {"idle_since": now - IDLE, "born_after": now - AGE}
    row = tx.execute(_SESSION, {"digest": digest(secret)} | when).first()
    return Session(*row) if row else None


def touch_session(tx: Connection, secret: str, now: datetime) -> None:
    """Somebody is still there; a live session stays alive. Once a minute is enough: it is a write."""
    seen = update(session).where(session.c.digest == digest(secret), session.c.seen_at < now)
    tx.execute(seen.values(seen_at=now))


def end_session(tx: Connection, secret: str) -> None:
    """Sign out."""
    tx.execute(delete(session).where(session.c.digest == digest(secret)))


def end_sessions(tx: Connection, login: str) -> int:
    """End every session of the person. Returns how many."""
    return tx.execute(delete(session).where(session.c.login == login)).rowcount


def note_failure(tx: Connection, login: str, source: str, now: datetime) -> None:
    """Remember a wrong password, for logins that do not exist as well."""
    tx.execute(insert(login_attempt), {"login": login, "source": source, "at": now})


def forget_failures(tx: Connection, login: str, source: str) -> None:
    """A right password clears what this source got wrong."""
    mine = and_(login_attempt.c.login == login, login_attempt.c.source == source)
    tx.execute(delete(login_attempt).where(mine))


def throttled_until(tx: Connection, login: str, source: str, now: datetime) -> datetime | None:
    """Until when this source may not try this login again: 15 minutes after the fifth failure in 15 minutes.

    Counted per login and source, so that nobody can lock somebody else out from afar; and a source that was wrong fifty times,
    about whomever, may try nobody.
    """
    tried = select(login_attempt.c.at).where(login_attempt.c.source == source, login_attempt.c.at > now - THROTTLE_FOR)
    too_many = ((tried.where(login_attempt.c.login == login), THROTTLE_AFTER), (tried, THROTTLE_SOURCE_AFTER))
    for failures, allowed in too_many:
        found: list[datetime] = list(tx.scalars(failures.order_by(login_attempt.c.at.desc()).limit(allowed)))
        if len(found) == allowed:
            return found[0] + THROTTLE_FOR
    return None


def add_token(
    tx: Connection, secret: str, login: str, expires_at: datetime, *, name: str = "", now: datetime | None = None
) -> TokenInfo:
    """Keep a token; its first eight characters tell people which one it is. Raises Missing."""
    if tx.execute(select(person.c.login).where(person.c.login == login)).first() is None:
        raise Missing(Reason("person_missing", {"login": login}))
    info = TokenInfo(secret[:8], login, expires_at, name, now)
    tx.execute(insert(token), {"digest": digest(secret), **asdict(info)})
    return info


def token_owner(tx: Connection, secret: str, now: datetime) -> str | None:
    """Whose token it is, unless it is unknown or expired or its owner is switched off."""
    login = tx.execute(_TOKEN, {"digest": digest(secret), "now": now}).scalar()
    return None if login is None else str(login)


def is_used_unnoted(tx: Connection, secret: str, now: datetime) -> bool:
    """Whether the last use of the token that is written down is too long ago."""
    seen = select(token.c.used_at).where(token.c.digest == digest(secret))
    used_at = tx.execute(seen).scalar()
    return used_at is None or used_at <= now - TOKEN_TOUCH


def touch_token(tx: Connection, secret: str, now: datetime) -> None:
    """The token was used."""
    tx.execute(update(token).where(token.c.digest == digest(secret)).values(used_at=now))


def tokens(tx: Connection, login: str) -> list[TokenInfo]:
    """The person's tokens, as far as they may be shown."""
    return _tokens(tx, token.c.login == login)


def tokens_of(tx: Connection, scope: Scope) -> list[TokenInfo]:
    """The tokens of everybody of the sites in ``scope``; of people of no site only where it is all of them."""
    return _tokens(tx, within(person.c.site, scope))


def _tokens(tx: Connection, wanted: ColumnElement[bool]) -> list[TokenInfo]:
    columns = [token.c[one.name] for one in fields(TokenInfo)]
    found = select(*columns).join(person).where(wanted).order_by(token.c.login, token.c.expires_at)
    return [TokenInfo(*row) for row in tx.execute(found)]


def end_token(tx: Connection, login: str, prefix: str) -> int:
    """End the person's tokens that begin so. Returns how many."""
    return tx.execute(delete(token).where(token.c.login == login, token.c.prefix == prefix)).rowcount


def forget(tx: Connection, now: datetime) -> int:
    """Forget what no longer counts: dead sessions, old links, tokens and failures. Returns how many."""
    over = (
        delete(session).where(or_(session.c.seen_at <= now - IDLE, session.c.created_at <= now - AGE)),
        delete(sign_in_link).where(sign_in_link.c.expires_at <= now),
        delete(token).where(token.c.expires_at <= now),
        delete(login_attempt).where(login_attempt.c.at <= now - THROTTLE_FOR),
    )
    return sum(tx.execute(one).rowcount for one in over)


def _usable(secret: str, now: datetime) -> tuple[Any, ...]:
    return (
        sign_in_link.c.digest == digest(secret),
        sign_in_link.c.used_at.is_(None),
        sign_in_link.c.expires_at > now,
    )


def set_calendar_key(tx: Connection, secret: str, login: str, now: datetime) -> None:
    """Keep the key of the person's calendar feed; an earlier one stops working."""
    end_calendar_key(tx, login)
    tx.execute(insert(calendar_key), {"login": login, "digest": digest(secret), "created_at": now})


def end_calendar_key(tx: Connection, login: str) -> bool:
    """End the person's calendar feed. Whether there was one."""
    return bool(tx.execute(delete(calendar_key).where(calendar_key.c.login == login)).rowcount)


def has_calendar_key(tx: Connection, login: str) -> bool:
    """Whether the person has a calendar feed."""
    return tx.execute(select(calendar_key.c.login).where(calendar_key.c.login == login)).first() is not None


def calendar_owner(tx: Connection, secret: str) -> str | None:
    """Whose feed it is, unless the key is unknown or its owner is switched off."""
    mine = select(calendar_key.c.login).join(person).where(calendar_key.c.digest == digest(secret), person.c.active)
    login = tx.execute(mine).scalar()
    return None if login is None else str(login)
