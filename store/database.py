"""The database: how it is opened, what one transaction is, and whether its schema is ours.

SQLite (local disk, one machine) and PostgreSQL give the same promises: a writing transaction reads what nobody
changes under it, a reading one sees a single moment, and what was committed survives a power failure.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DisconnectionError

from models.refusals import Reason, Unavailable
from store import schema
from store.compiled import say
from store.crash_points import crash_point
from store.outages import TO_WRITE, translated
from store.pipeline import Waiting, pipelined

BUSY_SECONDS = 10
LOOK_EVERY = 1.0  # seconds
POOL: dict[str, Any] = {"pool_size": 10, "max_overflow": 10, "pool_timeout": BUSY_SECONDS}  # four programs fit into 100
_PRAGMAS = {
    "synchronous": "FULL",  # NORMAL may lose the last commits when the power fails
    "foreign_keys": "ON",
    "busy_timeout": BUSY_SECONDS * 1000,
    "cache_size": -64 * 1024,  # negative: KiB
    "wal_autocheckpoint": 10_000,
}
_POSTGRES_OPTIONS = {
    "statement_timeout": "30s",
    "lock_timeout": f"{BUSY_SECONDS}s",
    "idle_in_transaction_session_timeout": "60s",
    "timezone": "UTC",
}


class Database:
    """One database, opened by its URL. ``writing()``, ``acting()`` and ``reading()`` are the only ways in."""

    def __init__(self, url: str | URL) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._writer = _sqlite(self.url, writing=True) if self.is_sqlite else _postgres(self.url)
        self._reader = (
            _sqlite(self.url, writing=False)
            if self.is_sqlite
            else self._writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        )

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that may write: committed at the end, rolled back by any exception."""
        with translated(), self._writer.begin() as tx:
            yield tx
            crash_point("commit.before")
        crash_point("commit.after")

    @contextmanager
    def acting(self) -> Iterator[Connection]:
        """One writing transaction for one act: the same, but a conversation with PostgreSQL that waits for no needless answer."""
        with translated(), self._writer.connect() as tx, pipelined(tx), tx.begin():
            yield tx
            crash_point("commit.before")
        crash_point("commit.after")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction that only reads and sees a single moment; writing in it is an error."""
        with translated(), self._reader.begin() as tx:
            yield tx

    @contextmanager
    def unguarded(self) -> Iterator[Connection]:
        """A connection without a transaction, for the few statements that refuse to run in one."""
        with translated(), self._writer.connect() as connection:
            yield connection.execution_options(isolation_level="AUTOCOMMIT")

    def upgrade(self) -> None:
        """Bring the schema to the program's: all of it or nothing, one process at a time. Refuses a newer database."""
        with translated(), self._writer.connect() as connection:
            if self.is_sqlite:
                _upgrade_sqlite(connection)
            else:
                _upgrade_postgres(connection)

    @property
    def exists(self) -> bool:
        """False for an SQLite file that opening would only now create."""
        return not self.is_sqlite or not self.url.database or Path(self.url.database).exists()

    def check(self) -> None:
        """Raise Unavailable, naming both versions, unless the schema is exactly the program's. Makes no file."""
        if not self.exists:
            raise Unavailable(Reason("database_behind", {"version": "-", "program": schema.head()}))
        with self.reading() as tx:
            schema.check(tx)

    def close(self) -> None:
        """Give every connection back."""
        self._reader.dispose()
        self._writer.dispose()


def _sqlite(url: URL, *, writing: bool) -> Engine:
    """Writers of one process queue for one connection, which is fairer than polling for SQLite's lock."""
    pool: dict[str, Any] = {"pool_size": 1, "max_overflow": 0, "pool_timeout": BUSY_SECONDS} if writing else {}
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True, **pool)  # none in a log

    @event.listens_for(engine, "connect")
    def _prepare(dbapi_connection: Any, _record: Any) -> None:
        dbapi_connection.isolation_level = None  # the driver must not begin transactions of its own
        _use_wal(dbapi_connection)
        for name, value in _PRAGMAS.items():
            dbapi_connection.execute(f"PRAGMA {name} = {value}")
        if not writing:
            dbapi_connection.execute("PRAGMA query_only = ON")

    if writing:
        _watch_the_version(engine)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # Deferred transactions that read first and write later lose updates or fail at once (SQLITE_BUSY_SNAPSHOT).
        say(connection, TO_WRITE if writing else "BEGIN")

    return engine


def _use_wal(connection: sqlite3.Connection) -> None:
    """A new file becomes WAL once; whoever comes at that instant is refused without waiting, so we wait for it here."""
    for _ in range(BUSY_SECONDS * 20):
        with suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode = WAL")
            return
        sleep(0.05)
    connection.execute("PRAGMA journal_mode = WAL")


def _postgres(url: URL) -> Engine:
    options = " ".join(f"-c {name}={value}" for name, value in _POSTGRES_OPTIONS.items())
    asked = {"options": options, "cursor_factory": Waiting, "connect_timeout": BUSY_SECONDS}
    engine = create_engine(url, connect_args=asked, hide_parameters=True, **POOL)

    _watch_the_version(engine)
    return engine


def _watch_the_version(engine: Engine) -> None:
    """A program that is still running when a newer one upgrades the schema writes nothing more.

    Looking costs a round trip, so each connection looks once in a while; whether it is still there shows at the same time.
    """

    @event.listens_for(engine, "checkout")
    def _look(connection: Any, record: Any, _proxy: Any) -> None:
        if monotonic() - record.info.get("looked_at", -LOOK_EVERY) < LOOK_EVERY:
            return
        try:
            schema.refuse_newer(_version_seen(connection))
        except engine.dialect.loaded_dbapi.Error as error:
            if engine.dialect.is_disconnect(error, connection, None):
                raise DisconnectionError from error  # the pool then opens another
            return  # what is wrong, the transaction tells; before the first upgrade there is no version
        record.info["looked_at"] = monotonic()


def _version_seen(connection: Any) -> str:
    try:
        cursor = connection.cursor()
        row = cursor.execute(schema.VERSION_SQL).fetchone()
        return str(row[0]) if row else ""
    finally:
        connection.rollback()


def _upgrade_sqlite(connection: Connection) -> None:
    """Foreign keys rest meanwhile, since SQLite changes a table by copying it; they are checked before the commit."""
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA foreign_keys = OFF")  # without effect inside a transaction, so before it
    try:
        with connection.begin():
            schema.upgrade(connection)
            if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
                raise Unavailable(Reason("foreign_keys_broken", {"rows": len(broken), "table": broken[0][0]}))
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def _upgrade_postgres(connection: Connection) -> None:
    with connection.begin():
        for limit in ("lock_timeout", "statement_timeout"):
            connection.exec_driver_sql(f"SET LOCAL {limit} = 0")
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(20260401)")
        schema.upgrade(connection)
