"""What a sweep costs, in statements: as many for much as for little, as long as it fits into one batch."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from actions.open_case import open_case
from jobs.sweep import BATCH, sweep
from models.people import HOST
from store import enterprises
from store.database import Database
from store.enterprises import RosterRow
from tests.builders_store import uscc
from tests.jobs.conftest import MONDAY, ZONE


def open_more(office: Database, numbers: Iterable[int], now: datetime) -> None:
    """One case more for each number."""
    with office.writing() as tx:
        for number in numbers:
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


def test_much_that_is_due_takes_as_many_statements_as_little(office: Database) -> None:
    due = MONDAY + timedelta(days=3)
    sweep(office, due, ZONE)

    open_more(office, range(1), MONDAY)
    with statements() as few:
        little = sweep(office, due, ZONE)
    open_more(office, range(1, 5), MONDAY)
    with statements() as many:
        much = sweep(office, due, ZONE)

    assert little.looked_at * 4 == much.looked_at <= BATCH
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
