"""One act as one conversation: on PostgreSQL its transaction does not wait for answers that nobody needs.

Beginning, writing and committing travel together with whatever comes next that must be answered. An act then needs three round
trips in all, where each statement would take one. What fails shows at the next answer, at the latest at the commit.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from store.compiled import as_ours


class Waiting(psycopg.Cursor[Any]):
    """The cursor SQLAlchemy gets: it looks at the result as soon as it has asked, and so has to wait for it."""

    def execute(self, *args: Any, **options: Any) -> "Waiting":
        """Ask and wait."""
        if not self.connection.pgconn.pipeline_status:
            return super().execute(*args, **options)
        with self.connection.pipeline():  # one inside another waits at its end
            return super().execute(*args, **options)

    def executemany(self, *args: Any, **options: Any) -> None:
        """Ask with every row and wait."""
        if not self.connection.pgconn.pipeline_status:
            super().executemany(*args, **options)
            return
        with self.connection.pipeline():
            super().executemany(*args, **options)


@contextmanager
def pipelined(connection: Connection) -> Iterator[None]:
    """A PostgreSQL connection waits no more than it must until the end of the block; any other is as it was.

    One on which something failed is given up: the driver may take for prepared what was skipped after the failure.
    """
    driver = connection.connection.driver_connection
    if not isinstance(driver, psycopg.Connection):
        yield
        return
    try:
        with driver.pipeline():
            yield
    except (psycopg.Error, DBAPIError) as error:
        ours = as_ours(
            connection, error, ""
        )  # before it is given up: a new connection would not tell that this one was lost
        connection.invalidate(error)
        raise ours from error
