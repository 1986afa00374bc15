"""Addresses (收件地址): where each channel reaches a person, whether it is switched off, and which kinds are not wanted there."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, insert, select, true, update

from models.people import Address, Choice
from models.refusals import Missing, Reason
from models.vocabulary import Channel
from store.tables import address as table
from store.tables import attempt, declined, letter

_FIELDS = ("channel", "to", "secret", "off_since", "off_because", "tested_at")
_ADDRESSES = select(*(table.c[name] for name in _FIELDS))
_THEIRS = table.c.login == bindparam("owner")
_THIS = (_THEIRS, table.c.channel == bindparam("over"))


def put(tx: Connection, login: str, new: Address) -> None:
    """From now on the channel reaches the person there; whatever was before is forgotten."""
    remove(tx, login, new.channel)
    tx.execute(insert(table), {"login": login} | {name: getattr(new, name) for name in _FIELDS})


def remove(tx: Connection, login: str, channel: Channel) -> bool:
    """The channel reaches the person no more. Whether it did."""
    return bool(tx.execute(delete(table).where(*_THIS), _named(login, channel)).rowcount)


def of_person(tx: Connection, login: str) -> dict[Channel, Address]:
    """Everywhere the person can be reached, in the order of the channels."""
    found = {row.channel: Address(*row) for row in tx.execute(_ADDRESSES.where(_THEIRS), {"owner": login})}
    return {channel: found[channel] for channel in Channel if channel in found}


def find(tx: Connection, login: str, channel: Channel) -> Address | None:
    """Where the channel reaches the person, None if nowhere."""
    row = tx.execute(_ADDRESSES.where(*_THIS), _named(login, channel)).first()
    return Address(*row) if row else None


def get(tx: Connection, login: str, channel: Channel) -> Address:
    """Where the channel reaches the person. Raises Missing."""
    found = find(tx, login, channel)
    if found is None:
        raise Missing(Reason("address_missing", {"login": login, "channel": channel}))
    return found


def switch_off(tx: Connection, login: str, channel: Channel, to: str, because: str, now: datetime) -> bool:
    """Write there no more. False if it is off already, or the person has given another address meanwhile."""
    still = update(table).where(*_THIS, table.c.to == bindparam("failed"), table.c.off_since.is_(None))
    values = {"off_since": now, "off_because": because}
    return bool(tx.execute(still.values(values), _named(login, channel) | {"failed": to}).rowcount)


def switch_on(tx: Connection, login: str, channel: Channel) -> None:
    """Write there again. Raises Missing."""
    on = update(table).where(*_THIS).values(off_since=None, off_because="")
    if not tx.execute(on, _named(login, channel)).rowcount:
        raise Missing(Reason("address_missing", {"login": login, "channel": channel}))


def note_test(tx: Connection, login: str, channel: Channel, now: datetime) -> None:
    """A test message is on its way there."""
    tx.execute(update(table).where(*_THIS).values(tested_at=now), _named(login, channel))


def written_since(tx: Connection, channel: Channel, to: str, since: datetime) -> int:
    """How often a letter was sent to this address since then, whoever's it is."""
    joined = attempt.join(letter, attempt.c.letter_id == letter.c.id).join(
        table, (table.c.login == letter.c.person) & (table.c.channel == letter.c.channel)
    )
    sent = select(func.count()).select_from(joined)
    return int(
        tx.execute(sent.where(table.c.channel == channel, table.c.to == to, attempt.c.started_at > since)).scalar_one()
    )


def decline(tx: Connection, login: str, choices: Collection[Choice]) -> None:
    """The person does not want these, and wants everything else."""
    tx.execute(delete(declined).where(declined.c.login == login))
    if choices:
        tx.execute(insert(declined), [{"login": login, "kind": kind, "channel": over} for kind, over in choices])


def declined_by(tx: Connection, logins: Collection[str] | None) -> dict[str, frozenset[Choice]]:
    """What these people, or everybody, do not want."""
    found: dict[str, set[Choice]] = defaultdict(set)
    asked = select(declined.c.login, declined.c.kind, declined.c.channel)
    for row in tx.execute(asked.where(_among(declined.c.login, logins))):
        found[row.login].add((row.kind, row.channel))
    return {login: frozenset(choices) for login, choices in found.items()}


def listing(tx: Connection, logins: Collection[str] | None) -> dict[str, list[Address]]:
    """The addresses of these people, or of everybody, in the order of the channels."""
    found: dict[str, list[Address]] = defaultdict(list)
    asked = select(table.c.login, *(table.c[name] for name in _FIELDS)).where(_among(table.c.login, logins))
    for login, *rest in tx.execute(asked):
        found[login].append(Address(*rest))
    order = list(Channel)
    return {login: sorted(ones, key=lambda one: order.index(one.channel)) for login, ones in found.items()}


def _among(column: ColumnElement[str], logins: Collection[str] | None) -> ColumnElement[bool]:
    return true() if logins is None else column.in_(logins)


def _named(login: str, channel: Channel) -> dict[str, str]:
    return {"owner": login, "over": channel}
