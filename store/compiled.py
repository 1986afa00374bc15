"""Compiled statements: written with SQLAlchemy over the tables, compiled once per database, run on the driver's own connection.

For what everybody waits for: an act runs its statements in less time than Core needs to get them ready. They belong to the
caller's transaction like any other. What is given is converted by the columns' types; what comes back is as the driver gives it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import psycopg
from sqlalchemy import Connection
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import ClauseElement

Values = Mapping[str, Any]
Build = Callable[[Dialect], ClauseElement]


class Compiled:
    """One statement, or what makes it for a dialect. Its bound parameters, and the ``columns`` it writes, are given by name."""

    def __init__(self, statement: ClauseElement | Build, *columns: str) -> None:
        self._statement, self._columns = statement, columns or None
        self._texts: dict[str, _Text] = {}

    def run(self, tx: Connection, values: Values) -> None:
        """Run it and ask for nothing back."""
        text, cursor = self._text(tx), _cursor(tx)
        try:
            cursor.execute(text.sql, text.bound(values))
        except Exception as error:
            raise as_ours(tx, error, text.sql) from error

    def run_each(self, tx: Connection, rows: Sequence[Values]) -> None:
        """Run it once for every row, if there are any."""
        if not rows:
            return
        text, cursor = self._text(tx), _cursor(tx)
        try:
            cursor.executemany(text.sql, [text.bound(row) for row in rows])
        except Exception as error:
            raise as_ours(tx, error, text.sql) from error

    def first(self, tx: Connection, values: Values) -> Sequence[Any] | None:
        """Run it and give the first row, None if there is none."""
        text, cursor = self._text(tx), _cursor(tx)
        try:
            row: Sequence[Any] | None = cursor.execute(text.sql, text.bound(values)).fetchone()
        except Exception as error:
            raise as_ours(tx, error, text.sql) from error
        return row

    def _text(self, tx: Connection) -> "_Text":
        name = tx.dialect.name
        if name not in self._texts:
            statement = self._statement if isinstance(self._statement, ClauseElement) else self._statement(tx.dialect)
            self._texts[name] = _Text(statement, tx.dialect, self._columns)
        return self._texts[name]


class _Text:
    """What a statement is to one database, and how its values are given."""

    def __init__(self, statement: ClauseElement, dialect: Dialect, columns: tuple[str, ...] | None) -> None:
        compiled: Any = statement.compile(dialect=dialect, column_keys=columns)
        self.sql = str(compiled)
        parameters = {name: parameter for parameter, name in compiled.bind_names.items()}
        made = {name: one.type.dialect_impl(dialect).bind_processor(dialect) for name, one in parameters.items()}
        self._in_order = compiled.positiontup is not None
        self._slots = [(name, made[name]) for name in compiled.positiontup or parameters]
        self._constants = {name: one.effective_value for name, one in parameters.items() if not one.required}

    def bound(self, values: Values) -> Any:
        """The values in the driver's form: in order, or by name."""
        given = {**self._constants, **values} if self._constants else values
        if self._in_order:
            return [convert(given[name]) if convert else given[name] for name, convert in self._slots]
        return {name: convert(given[name]) if convert else given[name] for name, convert in self._slots}


def say(connection: Connection, sql: str) -> None:
    """Say something to the driver itself, as plain as it is."""
    try:
        connection.connection.cursor().execute(sql)
    except Exception as error:
        raise as_ours(connection, error, sql) from error


def _cursor(tx: Connection) -> Any:
    """On PostgreSQL one that need not wait (`store.pipeline`)."""
    if not tx.in_transaction():
        raise ValueError("a compiled statement belongs to a transaction")
    driver = tx.connection.driver_connection
    return psycopg.Cursor(driver) if isinstance(driver, psycopg.Connection) else tx.connection.cursor()


def as_ours(tx: Connection, error: Exception, sql: str) -> BaseException:
    """The driver's error as SQLAlchemy would raise it; a connection that was lost is given up."""
    driver = tx.dialect.loaded_dbapi.Error
    if not isinstance(error, driver):
        return error
    lost = tx.dialect.is_disconnect(error, tx.connection, None) or broke_off(error)
    if lost:
        tx.invalidate(error)
    return DBAPIError.instance(sql, None, error, driver, connection_invalidated=lost, dialect=tx.dialect)


def broke_off(error: BaseException | None) -> bool:
    """Whether it is the driver that complains, and not PostgreSQL, which names a state: the conversation broke off."""
    return isinstance(error, psycopg.OperationalError) and error.sqlstate is None
