"""The whole PostgreSQL server crashes and starts again, or freezes, under the clock: all is said once, nothing stays half done."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from threading import Event, Thread
from time import monotonic, sleep

import pytest
from sqlalchemy import select

from jobs.verify_journal import verify_journal
from models.refusals import Unavailable
from models.vocabulary import Channel, MessageState
from store.database import Database
from store.tables import message
from tests.jobs.conftest import furnish
from tests.jobs.test_nagging import Postman, at
from tests.jobs.test_restarts import works
from tests.own_postgres import OwnServer, own_postgres, without_a_server

pytestmark = pytest.mark.skipif(bool(without_a_server()), reason=without_a_server())
MORNING = at("2026-11-16T08:40")
CRASHES = 4
EVERY = 2.0
SO_SOON = 0.2


@pytest.fixture
def server() -> Iterator[OwnServer]:
    with own_postgres() as server:
        yield server


@pytest.fixture
def office(server: OwnServer) -> Iterator[Database]:
    database = Database(server.url)
    database.upgrade()
    furnish(database)
    yield database
    database.close()


@contextmanager
def crashing(server: OwnServer, stumbles: int) -> Iterator[list[float]]:
    """The server crashes every few seconds, so often again while it starts, and is started at once; how long each start took."""
    done, starts = Event(), list[float]()

    def crash() -> None:
        while not done.wait(EVERY):
            server.stop()
            for _ in range(stumbles):
                server.stumble(SO_SOON)
            began = monotonic()
            server.start()
            starts.append(monotonic() - began)

    thread = Thread(target=crash)
    thread.start()
    try:
        yield starts
    finally:
        done.set()
        thread.join()


def mails(office: Database) -> dict[str, MessageState]:
    with office.reading() as tx:
        found = tx.execute(select(message.c.key, message.c.state).where(message.c.channel == Channel.EMAIL))
        return {row.key: row.state for row in found}


@pytest.mark.parametrize("stumbles", [0, 2])
def test_a_clock_whose_server_crashes_every_few_seconds_says_everything_once(
    office: Database, server: OwnServer, stumbles: int
) -> None:
    """F16, and F18: recovery is a question asked of the database, so that a crash in the middle of it is asked again."""
    postman, refused, minute = Postman(), 0, 0
    with crashing(server, stumbles) as starts:
        while len(starts) < CRASHES:
            minute += 1
            try:
                works(office, MORNING + timedelta(minutes=minute), postman)
            except Unavailable:
                refused += 1
                sleep(0.05)
    works(office, MORNING + timedelta(minutes=minute + 10), postman)

    once = Counter(key for one in postman.carried if not one.repeated for key in one.keys)
    sent = {key for key, state in mails(office).items() if state is MessageState.SENT}
    with office.reading() as tx:
        assert verify_journal(tx).ok
    assert refused > 0
    assert set(once.values()) == {1}
    assert sent == set(once)
    assert set(mails(office).values()) <= {MessageState.SENT, MessageState.SUPERSEDED}


def test_a_server_that_froze_and_thaws_leaves_nothing_undone(office: Database, server: OwnServer) -> None:
    postman = Postman()
    working = Thread(target=lambda: _quietly(office, postman))
    with server.frozen():
        working.start()
        working.join(3)
        assert working.is_alive()
    working.join(30)

    assert not working.is_alive()
    works(office, MORNING + timedelta(minutes=5), postman)
    arrived = Counter(key for one in postman.carried for key in one.keys)
    assert set(arrived.values()) == {1}
    assert {key for key, state in mails(office).items() if state is MessageState.SENT} == set(arrived)


def _quietly(office: Database, postman: Postman) -> None:
    with suppress(Unavailable):
        works(office, MORNING, postman)
