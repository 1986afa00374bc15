"""The schema's version: Alembic, driven from here over a connection whose transaction is already open."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from models.refusals import Reason, Unavailable

_MIGRATIONS = Path(__file__).with_name("migrations")


def _config(connection: Connection | None = None) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config


@cache
def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def head() -> str:
    """The version this program needs."""
    return _scripts().get_current_head() or ""


def version(tx: Connection) -> str:
    """The version the database is at, empty before the first upgrade."""
    return MigrationContext.configure(tx).get_current_revision() or ""


def upgrade(tx: Connection) -> None:
    """Run the missing migrations inside the open transaction. Raises Unavailable for a newer database."""
    _refuse_newer(version(tx))
    command.upgrade(_config(tx), "head")


def check(tx: Connection) -> None:
    """Raise Unavailable, naming both versions, unless the database is at the program's version."""
    found = version(tx)
    _refuse_newer(found)
    if found != head():
        raise Unavailable(Reason("database_behind", {"version": found or "-", "program": head()}))


def _refuse_newer(found: str) -> None:
    known = {script.revision for script in _scripts().walk_revisions()}
    if found and found not in known:
        raise Unavailable(Reason("database_newer", {"version": found, "program": head()}))
