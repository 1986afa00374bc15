"""What an act costs, in counts: exact, the same on every machine."""

import json
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import SQLModel

from actions.open_case import open_case
from actions.perform import perform
from models.tables.base import Row
from store import idempotency
from store.database import Database
from store.idempotency import Answer
from tests.actions.conftest import NOW
from tests.builders import ACME, LIN, SHANGHAI

BESIDES = ("journal", "watch", "idempotency")


def opened(database: Database) -> str:
    with database.writing() as tx:
        asked: dict[str, Any] = {"site": "RZ", "enterprise": ACME.uscc, "process": "small", "coordinator": "lin"}
        return open_case(tx, **asked, actor=LIN, now=NOW, zone=SHANGHAI).no


def complete(database: Database, no: str) -> None:
    """As the API does it: once under its key."""
    with database.acting() as tx:
        assert idempotency.recall(tx, "lin", "key", "request") is None
        done = perform(tx, "complete-step", no, step="survey", actor=LIN, now=NOW, zone=SHANGHAI)
        idempotency.keep(tx, "lin", "key", "request", Answer(200, json.dumps({"version": done.version})), NOW)


@contextmanager
def heard(database: Database) -> Iterator[list[str]]:
    """Every statement that SQLite's one writing connection is told."""
    said: list[str] = []
    with database.writing() as tx:
        driver = tx.connection.driver_connection
    assert driver is not None
    driver.set_trace_callback(said.append)
    yield said
    driver.set_trace_callback(None)


def test_an_act_is_committed_once(sqlite: Database) -> None:
    no = opened(sqlite)

    with heard(sqlite) as said:
        complete(sqlite, no)

    assert [one for one in said if one.startswith(("BEGIN", "COMMIT"))] == ["BEGIN IMMEDIATE", "COMMIT"]


def test_an_act_takes_few_statements_beside_journal_watches_and_key(sqlite: Database) -> None:
    no = opened(sqlite)

    with heard(sqlite) as said:
        complete(sqlite, no)

    asked = [one for one in said if not one.startswith(("BEGIN", "COMMIT"))]
    beside = [one for one in asked if not any(one.split()[2].strip('"') == table for table in BESIDES)]
    assert len(beside) <= 5 + sum(one.startswith("INSERT INTO step") for one in said), beside


def test_no_row_becomes_an_object(database: Database) -> None:
    made: list[SQLModel] = []
    no = opened(database)

    with _listening("load", made.append), _listening("init", lambda one, *_: made.append(one)):
        complete(database, no)

    assert made == []


@pytest.mark.postgres
def test_an_act_waits_three_times_for_postgresql_beside_beginning_and_end(postgres: Database) -> None:
    no = opened(postgres)

    with _traced(postgres) as said:
        complete(postgres, no)

    _beginning, *between, _commit, _end, _ = said  # the last two are one
    assert len(between) <= 3  # was it asked before, and the case; what is written goes with the commit


@contextmanager
def _listening(name: str, listener: Callable[..., object]) -> Iterator[None]:
    event.listen(Row, name, listener, propagate=True)
    yield
    event.remove(Row, name, listener)


@contextmanager
def _traced(database: Database) -> Iterator[list[str]]:
    """What we say when we then wait for PostgreSQL: Sync and Flush."""
    said: list[str] = []
    with database.writing() as tx:
        driver = tx.connection.driver_connection
    assert driver is not None
    with tempfile.TemporaryFile("w+") as trace:
        driver.pgconn.trace(trace.fileno())
        yield said
        driver.pgconn.untrace()
        trace.seek(0)
        said += re.findall(r"\tF\t\d+\t(Sync|Flush)$", trace.read(), re.MULTILINE)
