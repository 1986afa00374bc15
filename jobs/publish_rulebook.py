"""Publishing a rulebook: read, checked, frozen under the hash of its content; all of it or nothing."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from jobs.check_rulebook import check_rulebook
from models.definitions import KINDS
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


def publish_new_kinds(database: Database, directory: Path, *, by: str, now: datetime) -> list[Edition]:
    """Bring into force what ``directory`` has of kinds of which nothing ever was: a newer program asks for them, and nobody can
    have edited them. The rest waits for whoever publishes. Returns what is new; raises as `publish_rulebook`."""
    rulebook = check_rulebook(directory)
    with database.writing() as tx:
        lock(tx, RULEBOOK)
        known = {one.kind for one in definitions.listing(tx)}
        return definitions.publish(tx, rulebook, by, now, KINDS.keys() - known)


def bring_into_force(tx: Connection, rulebook: Rulebook, *, by: str, now: datetime) -> list[Edition]:
    """Publish what is new in ``rulebook``, whose meaning was looked at; returns it.

    A new ladder or calendar has rungs on other days: everything that waits is looked at again by the next sweep.
    """
    lock(tx, RULEBOOK)
    published = definitions.publish(tx, rulebook, by, now)
    if {"ladder", "calendar"} & {one.kind for one in published}:
        watches.wake(tx, EVERYWHERE, now)
    return published
