"""PostgreSQL goes away and comes back, as far as one database of it is concerned."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import psycopg

from store.database import Database

LETS_GO = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = %s AND backend_start > %s"


@contextmanager
def restarting(database: Database, every: float = 0.05) -> Iterator[list[int]]:
    """Whoever has connected since is cut off, over and over; how many were each time."""
    database.close()
    done, cut = Event(), list[int]()
    with psycopg.connect(
        database.url.set(drivername="postgresql", database="postgres").render_as_string(False)
    ) as host:
        (since,) = host.execute("SELECT clock_timestamp()").fetchone() or ("",)
        host.commit()

        def cut_off() -> None:
            while not done.wait(every):
                cut.extend(host.execute(LETS_GO, (database.url.database, since)).fetchone() or ())
                host.commit()

        cutting = Thread(target=cut_off)
        cutting.start()
        try:
            yield cut
        finally:
            done.set()
            cutting.join()
