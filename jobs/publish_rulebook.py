"""Publishing a rulebook: read, checked, frozen under the hash of its content; all of it or nothing."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from jobs.check_rulebook import check_rulebook
from models.people import EVERYWHERE
from models.rulebook import Rulebook
from store import definitions, watches
from store.database import Database
from store.definitions import Edition
from store.locks import RULEBOOK, lock


def publish_rulebook(database: Database, directory: Path, *, by: str, now: datetime) -> list[Edition]:
    """Bring the rulebook in ``directory`` into force; returns what is new. Raises Invalid, naming file and line."""
    rulebook = check_rulebook(directory)
    with database.writing() as tx:
        return bring_into_force(tx, rulebook, by=by, now=now)


def bring_into_force(tx: Connection, rulebook: Rulebook, *, by: str, now: datetime) -> list[Edition]:
    """Publish what is new in ``rulebook``, whose meaning was looked at; returns it.

    A new ladder or calendar has rungs on other days: everything that waits is looked at again by the next sweep.
    """
    lock(tx, RULEBOOK)
    published = definitions.publish(tx, rulebook, by, now)
    if {"ladder", "calendar"} & {one.kind for one in published}:
        watches.wake(tx, EVERYWHERE, now)
    return published
