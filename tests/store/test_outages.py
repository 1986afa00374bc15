"""What the database cannot do just now is said as such: whoever asked may come again, and nothing of it was kept."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from select import select as wait_for
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, event, insert, select, text
from sqlalchemy.exc import DBAPIError, DisconnectionError

from models.refusals import Unavailable
from store import database as databases
from store.database import Database
from store.outages import translated
from store.tables import site

SITE = {"code": "RZ", "name": "日照", "calendar": "cn"}


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(Unavailable) as refusal:
        yield
    assert refusal.value.reasons[0].code == code


def sites(database: Database) -> list[Any]:
    with database.reading() as tx:
        return [*tx.execute(select(site.c.code)).scalars()]


def fails(tx: Connection, state: str) -> None:
    """PostgreSQL refuses with that state."""
    tx.execute(text(f"DO $$ BEGIN RAISE EXCEPTION 'injected' USING ERRCODE = '{state}'; END $$"))


def test_a_full_disk_keeps_nothing_and_is_written_to_again_when_there_is_space(sqlite: Database) -> None:
    with refused("database_full"), sqlite.writing() as tx:
        tx.execute(insert(site).values(SITE))
        tx.exec_driver_sql("PRAGMA max_page_count = 1")  # as many pages as there are, and no more
        tx.execute(insert(site).values(code="QD", name="青岛" * 100_000, calendar="cn"))
    assert sites(sqlite) == []

    with sqlite.writing() as tx:
        tx.exec_driver_sql(f"PRAGMA max_page_count = {1 << 30}")
        tx.execute(insert(site).values(SITE))
    assert sites(sqlite) == ["RZ"]


def test_a_file_that_may_only_be_read_is_unwritable(sqlite: Database) -> None:
    with sqlite.unguarded() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")

    with refused("database_unwritable"), sqlite.writing() as tx:
        tx.execute(insert(site).values(SITE))


@pytest.mark.postgres
class TestPostgres:
    """What PostgreSQL alone can do to us."""

    @pytest.fixture
    def database(self, one_postgres: Database) -> Iterator[Database]:
        database = Database(one_postgres.url)
        yield database
        database.close()

    @pytest.mark.parametrize(
        ("state", "code"),
        [
            ("40001", "database_conflict"),
            ("40P01", "database_conflict"),
            ("53100", "database_full"),
            ("53300", "database_busy"),
            ("55P03", "database_busy"),
            ("57P01", "database_gone"),
            ("58030", "database_unwritable"),
        ],
    )
    @pytest.mark.parametrize("way", ["writing", "acting"])
    def test_what_it_says_of_itself_is_passed_on(self, database: Database, way: str, state: str, code: str) -> None:
        with refused(code), getattr(database, way)() as tx:
            fails(tx, state)

    def test_an_error_of_ours_stays_one(self, database: Database) -> None:
        with pytest.raises(DBAPIError), database.writing() as tx:
            fails(tx, "22012")

    def test_a_statement_that_takes_too_long_is_given_up(self, database: Database) -> None:
        with refused("database_busy"), database.writing() as tx:
            tx.execute(text("SET LOCAL statement_timeout = '20ms'"))
            tx.execute(text("SELECT pg_sleep(5)"))

    def test_whoever_idles_in_a_transaction_is_cut_off_and_told(self, database: Database) -> None:
        with refused("database_gone"), database.writing() as tx:
            tx.execute(text("SET LOCAL idle_in_transaction_session_timeout = '20ms'"))
            tx.execute(text("SELECT 1"))
            _until_cut_off(tx)
            tx.execute(text("SELECT 1"))

    def test_a_pool_that_is_used_up_turns_away_the_next_one_and_nobody_else(
        self, one_postgres: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(databases, "POOL", {"pool_size": 2, "max_overflow": 0, "pool_timeout": 0.05})
        database = Database(one_postgres.url)
        with ExitStack() as held:
            first = [held.enter_context(database.reading()) for _ in range(2)]
            with refused("database_busy"), database.reading():
                pass
            assert [tx.scalar(text("SELECT 1")) for tx in first] == [1, 1]

        assert sites(database) == []
        database.close()

    def test_four_programs_fit_into_the_connections_there_are(self, database: Database) -> None:
        with database.reading() as tx:
            most = int(tx.scalar(text("SHOW max_connections")) or 0)

        assert 4 * (databases.POOL["pool_size"] + databases.POOL["max_overflow"]) < most


def _until_cut_off(tx: Connection) -> None:
    """Wait on the line itself until the server has hung up."""
    wait_for([tx.connection.driver_connection.fileno()], [], [], 5)  # type: ignore[union-attr]


def test_a_pool_that_finds_every_connection_cut_off_may_be_asked_again() -> None:
    engine = create_engine("sqlite://")

    @event.listens_for(engine, "checkout")
    def _cut_off(_connection: object, _record: object, _proxy: object) -> None:
        raise DisconnectionError

    with refused("database_gone"), translated(), engine.connect():
        pass
