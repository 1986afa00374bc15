"""People: who they are, what they are, whom they report to, over which channels they are reached."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, select, update

from models.people import Address, Choice, Person, Scope
from models.refusals import Missing, Reason, Refused
from models.vocabulary import Channel, Role
from store import addresses
from store.inserts import put
from store.scopes import within
from store.tables import person as table
from store.tables import site

_FIELDS = ("login", "name", "role", "site", "supervisor", "language", "active", "party")
_PEOPLE = select(*(table.c[name] for name in _FIELDS)).order_by(table.c.login)
_PERSON = _PEOPLE.where(table.c.login == bindparam("login"))
_SITE = select(site.c.code).where(site.c.code == bindparam("code"))


def add(tx: Connection, person: Person, now: datetime) -> None:
    """Add an account without a password. Raises Refused when the login is taken, Missing for site or supervisor."""
    _check_references(tx, person)
    values = _values(person) | {"password": "", "created_at": now}
    if not put(tx, table, "login", values):
        raise Refused(Reason("person_exists", {"login": person.login}, "login"))
    _mail_to(tx, person)


def change(tx: Connection, person: Person) -> None:
    """Write everything about the person anew. Raises Missing, or Refused when the reporting line would be a circle."""
    _check_references(tx, person)
    if person.supervisor and person.login in _line(tx, person.supervisor):
        raise Refused(
            Reason("supervisor_circle", {"login": person.login, "supervisor": person.supervisor}, "supervisor")
        )
    if not tx.execute(update(table).where(table.c.login == person.login).values(_values(person))).rowcount:
        raise Missing(Reason("person_missing", {"login": person.login}))
    _mail_to(tx, person)


def speak(tx: Connection, login: str, language: str) -> None:
    """From now on the person reads ``language``."""
    tx.execute(update(table).where(table.c.login == login).values(language=language))


def get(tx: Connection, login: str) -> Person:
    """The person. Raises Missing."""
    found = _read(tx, _PERSON.params(login=login), [login])
    if not found:
        raise Missing(Reason("person_missing", {"login": login}))
    return found[0]


def by_logins(tx: Connection, logins: Iterable[str]) -> dict[str, Person]:
    """Those of the people who exist, by login."""
    asked = set(logins)
    if not asked:
        return {}
    return {one.login: one for one in _read(tx, _PEOPLE.where(table.c.login.in_(asked)), asked)}


def listing(
    tx: Connection, scope: Scope, *, role: Role | None = None, reports_to: str | None = None, active: bool | None = True
) -> list[Person]:
    """The people of the sites in ``scope`` by login; ``active`` None: those switched off as well."""
    statement = _PEOPLE.where(within(table.c.site, scope))
    for column, value in ((table.c.role, role), (table.c.supervisor, reports_to), (table.c.active, active)):
        if value is not None:
            statement = statement.where(column == value)
    return _read(tx, statement)


def everybody(tx: Connection) -> dict[str, Person]:
    """All accounts by login, those switched off as well: what the reminder planner resolves recipients with."""
    return {one.login: one for one in _read(tx, _PEOPLE)}


def names(tx: Connection) -> dict[str, str]:
    """What everybody is called, by login."""
    return {one.login: one.name for one in everybody(tx).values()}


def supervisors(tx: Connection, login: str) -> list[Person]:
    """The reporting line above the person, nearest first. Raises Missing."""
    line = _line(tx, login)[1:]
    found = by_logins(tx, line)
    return [found[above] for above in line]


def _line(tx: Connection, login: str) -> Sequence[str]:
    """The person and everyone above; a circle, should there be one, ends where it closes."""
    line: dict[str, None] = {}
    above: str | None = login
    while above and above not in line:
        line[above] = None
        above = get(tx, above).supervisor
    return list(line)


def _check_references(tx: Connection, person: Person) -> None:
    if person.site and tx.execute(_SITE, {"code": person.site}).first() is None:
        raise Missing(Reason("site_missing", {"code": person.site}))
    if person.supervisor:
        get(tx, person.supervisor)


def _values(person: Person) -> dict[str, Any]:
    return {name: getattr(person, name) for name in _FIELDS} | {"site": person.site or None}


def _mail_to(tx: Connection, person: Person) -> None:
    """The e-mail address of the account; one that stays the same stays as it is, switched off or not."""
    present = addresses.find(tx, person.login, Channel.EMAIL)
    if person.email == (present.to if present else ""):
        return
    if person.email:
        addresses.put(tx, person.login, Address(Channel.EMAIL, person.email))
    else:
        addresses.remove(tx, person.login, Channel.EMAIL)


def _read(tx: Connection, statement: Select[Any], logins: Collection[str] | None = None) -> list[Person]:
    """The people found by ``statement``, who are among ``logins`` (None: may be anybody)."""
    reached, declined = addresses.listing(tx, logins), addresses.declined_by(tx, logins)
    return [
        _person(row, reached.get(row["login"], ()), declined.get(row["login"], frozenset()))
        for row in tx.execute(statement).mappings()
    ]


def _person(row: RowMapping, reached: Iterable[Address], declined: frozenset[Choice]) -> Person:
    over = {one.channel: one for one in reached}
    mail = over.get(Channel.EMAIL)
    return Person(
        **{name: row[name] for name in _FIELDS} | {"site": row["site"] or ""},
        email=mail.to if mail else "",
        channels=tuple(channel for channel in over if channel is not Channel.EMAIL),
        off=tuple(channel for channel, one in over.items() if one.off_since),
        declined=declined,
    )
