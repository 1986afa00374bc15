"""Publishing a rulebook: read, checked, frozen under the hash of its content; all of it or nothing."""

from datetime import datetime
from pathlib import Path

from jobs.check_rulebook import check_rulebook
from store import definitions
from store.database import Database
from store.definitions import Edition


def publish_rulebook(database: Database, directory: Path, *, by: str, now: datetime) -> list[Edition]:
    """Bring the rulebook in ``directory`` into force; returns what is new. Raises Invalid, naming file and line."""
    rulebook = check_rulebook(directory)
    with database.writing() as tx:
        return definitions.publish(tx, rulebook, by, now)
