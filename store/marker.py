"""The marker file beside the database: whether this database is the one that belongs here."""

from pathlib import Path

from sqlalchemy import Connection

from store import instance
from store.files import sync_directory
from store.instance import Instance

NAME = "instance"


def read(home: Path) -> str:
    """The marker in the file, empty if there is none."""
    path = home / NAME
    return path.read_text(encoding="ascii").strip() if path.exists() else ""


def forget(home: Path) -> None:
    """Nothing that lies in ``home`` tells any more which database belongs there."""
    (home / NAME).unlink(missing_ok=True)
    sync_directory(home)


def settle(tx: Connection, home: Path, fresh: str) -> Instance:
    """At the start: mark what is new with ``fresh``; hold delivery when database and file do not belong together."""
    known = instance.get(tx)
    if known is None:
        _write(home, fresh)
        return instance.begin(tx, fresh)
    if read(home) != known.marker and not known.held:
        instance.hold(tx, "marker")
    return instance.found(tx)


def adopt(tx: Connection, home: Path, fresh: str) -> None:
    """Make this database and this home one installation, and let delivery go on."""
    _write(home, fresh)
    instance.mark(tx, fresh)
    instance.release(tx)


def _write(home: Path, marker: str) -> None:
    temporary = home / f".{NAME}"
    temporary.write_text(f"{marker}\n", encoding="ascii")
    temporary.replace(home / NAME)
    sync_directory(home)
