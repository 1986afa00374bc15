"""The schema's version: Alembic, driven from here over a connection whose transaction is already open.

Alembic is imported when there is something to migrate: telling the version needs none of it, and every start tells it.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect

from models.refusals import Reason, Unavailable

if TYPE_CHECKING:
    from alembic.config import Config

_MIGRATIONS = Path(__file__).with_name("migrations")
_VERSION = "alembic_version"
VERSION_SQL = f"SELECT version_num FROM {_VERSION}"


@cache
def known() -> tuple[str, ...]:
    """All versions there were, in order: each migration's file begins with its own."""
    return tuple(sorted(file.name.partition("_")[0] for file in (_MIGRATIONS / "versions").glob("[0-9]*.py")))


def head() -> str:
    """The version this program needs."""
    return known()[-1]


def version(tx: Connection) -> str:
    """The version the database is at, empty before the first upgrade."""
    if not inspect(tx).has_table(_VERSION):
        return ""
    return str(tx.exec_driver_sql(VERSION_SQL).scalar() or "")


def upgrade(tx: Connection) -> None:
    """Run the missing migrations inside the open transaction. Raises Unavailable for a newer database."""
    found = version(tx)
    refuse_newer(found)
    if found != head():
        from alembic import command

        command.upgrade(_config(tx), "head")


def check(tx: Connection) -> None:
    """Raise Unavailable, naming both versions, unless the database is at the program's version."""
    found = version(tx)
    refuse_newer(found)
    if found != head():
        raise Unavailable(Reason("database_behind", {"version": found or "-", "program": head()}))


def refuse_newer(found: str) -> None:
    """Raise Unavailable, naming both versions, when the schema is one that this program does not know."""
    if found and found not in known():
        raise Unavailable(Reason("database_newer", {"version": found, "program": head()}))


def _config(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config
