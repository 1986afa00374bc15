"""The first administrator: made once, however many desks start at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection

from config.invitations import Invitation, first_invitation
from config.settings import Settings
from config.wiring import App
from models.people import Person
from models.refusals import Refused
from models.vocabulary import Role
from store import people
from store.database import Database
from tests.databases import empty_postgres
from tests.flows.prefect_server import eventually

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 7, 1, 1, tzinfo=UTC)


def app(tmp_path: Path, database: Database) -> App:
    return App(Settings(home=tmp_path), database, ZONE, lambda: NOW)


def invited(app: App) -> Invitation | None:
    with app.database.writing() as tx:
        return first_invitation(app, tx, name="管理员")


def waits_for_us(tx: Connection) -> bool:
    """Whether somebody waits for what this transaction has written."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    return bool(tx.exec_driver_sql(waiting).scalar())


@pytest.mark.postgres
def test_of_two_desks_starting_at_once_one_makes_the_administrator_and_the_other_goes_on(tmp_path: Path) -> None:
    with empty_postgres() as database, ThreadPoolExecutor(1) as other, database.writing() as tx:
        database.upgrade()
        first = first_invitation(app(tmp_path, database), tx, name="管理员")
        second = other.submit(invited, app(tmp_path, database))
        assert eventually(lambda: waits_for_us(tx))
        tx.commit()

        assert first
        assert second.result(timeout=30) is None


def test_somebody_else_who_has_the_login_is_told_of(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/oneplan.db")
    database.upgrade()
    with database.writing() as tx:
        people.add(tx, Person(login="admin", name="赵", role=Role.POLICY), NOW)

    with pytest.raises(Refused, match="admin"):
        invited(app(tmp_path, database))
