"""What a sweep costs, in statements: as many for much as for little, as long as it fits into one batch."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from actions.open_case import open_case
from jobs.sweep import BATCH, sweep
from models.people import HOST
from store import enterprises, snapshot
from store.database import Database
from store.enterprises import RosterRow
from tests.builders_store import uscc
from tests.jobs.conftest import MONDAY, ZONE


def open_more(office: Database, count: int, now: datetime) -> None:
    """As many cases more as ``count`` says."""
    with office.writing() as tx:
        for number in range(count):
            enterprises.upsert(tx, "RZ", [RosterRow(uscc(number), f"测试{number}有限公司")], now)
            asked: dict[str, Any] = {
                "site": "RZ",
                "enterprise": uscc(number),
                "process": "aeo-advanced",
                "coordinator": "lin",
            }
            open_case(tx, **asked, actor=HOST, now=now, zone=ZONE)


@contextmanager
def statements() -> Iterator[list[str]]:
    """Everything that is asked of any database; rows that go together count once."""
    asked: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", hear)
    yield asked
    event.remove(Engine, "before_cursor_execute", hear)


def test_much_that_is_due_takes_as_many_statements_as_little(office: Database, tmp_path: Path) -> None:
    with office.reading() as tx:
        snapshot.take(tx, office, tmp_path / "busy.db")
    busy = Database(f"sqlite:///{tmp_path / 'busy.db'}")
    open_more(busy, 4, MONDAY)

    with statements() as few:
        little = sweep(office, MONDAY + timedelta(days=3), ZONE)
    with statements() as many:
        much = sweep(busy, MONDAY + timedelta(days=3), ZONE)
    busy.close()

    assert little.looked_at * 5 == much.looked_at <= BATCH
    assert len(many) == len(few)


def test_a_sweep_that_finds_nothing_writes_once(office: Database) -> None:
    sweep(office, MONDAY + timedelta(days=3), ZONE)

    with statements() as asked:
        again = sweep(office, MONDAY + timedelta(days=3, minutes=1), ZONE)

    assert again.looked_at == 0
    assert [one.split()[0] for one in asked if not one.startswith(("SELECT", "BEGIN", "PRAGMA"))] == [
        "INSERT",
        "UPDATE",
    ]
