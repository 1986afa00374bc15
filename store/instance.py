"""Which installation this database belongs to, and whether delivery is held.

A marker stands in the database and in a file beside it; a copy started elsewhere has another file, or none, and must
not send what the original sends too.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from models.refusals import Reason, Refused
from store.tables import instance

STOPPED = "stopped"  # by hand; what follows a colon is why


@dataclass(frozen=True, slots=True)
class Instance:
    """The installation."""

    marker: str
    held: bool
    held_because: str


def get(tx: Connection) -> Instance | None:
    """The installation, None before `begin`."""
    row = tx.execute(select(instance.c.marker, instance.c.held, instance.c.held_because)).first()
    return Instance(*row) if row else None


def begin(tx: Connection, marker: str) -> Instance:
    """Mark a new database as ``marker``'s; one that is marked already keeps its own."""
    if get(tx) is None:
        tx.execute(insert(instance), {"id": 1, "marker": marker, "held": False, "held_because": ""})
    return found(tx)


def mark(tx: Connection, marker: str) -> None:
    """Make the database another installation's, after a restore."""
    tx.execute(update(instance).values(marker=marker))


def hold(tx: Connection, because: str) -> None:
    """Stop delivery."""
    tx.execute(update(instance).values(held=True, held_because=because))


def stop(tx: Connection, why: str) -> None:
    """Stop delivery by hand. Raises Refused when it is stopped already."""
    if found(tx).held:
        raise Refused(Reason("delivery_held", {"because": found(tx).held_because}))
    hold(tx, f"{STOPPED}: {why}")


def go(tx: Connection) -> None:
    """Take back `stop`. Raises Refused when it does not stand still, or for another reason, which `oneplan release` is for."""
    present = found(tx)
    if not present.held:
        raise Refused(Reason("delivery_runs"))
    if not present.held_because.startswith(STOPPED):
        raise Refused(Reason("delivery_held", {"because": present.held_because}))
    release(tx)


def release(tx: Connection) -> None:
    """Let delivery go on."""
    tx.execute(update(instance).values(held=False, held_because=""))


def found(tx: Connection) -> Instance:
    """The installation; that there is one was made sure at the start."""
    one = get(tx)
    assert one is not None
    return one
