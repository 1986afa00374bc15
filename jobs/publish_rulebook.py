"""Publishing a rulebook: read, checked, frozen under the hash of its content; all of it or nothing."""

from datetime import datetime
from pathlib import Path

from jobs.check_rulebook import check_rulebook
from models.people import EVERYWHERE
from store import definitions, watches
from store.database import Database
from store.definitions import Edition


def publish_rulebook(database: Database, directory: Path, *, by: str, now: datetime) -> list[Edition]:
    """Bring the rulebook in ``directory`` into force; returns what is new. Raises Invalid, naming file and line.

    A new ladder or calendar has rungs on other days: everything that waits is looked at again by the next sweep.
    """
    rulebook = check_rulebook(directory)
    with database.writing() as tx:
        published = definitions.publish(tx, rulebook, by, now)
        if {"ladder", "calendar"} & {one.kind for one in published}:
            watches.wake(tx, EVERYWHERE, now)
    return published
