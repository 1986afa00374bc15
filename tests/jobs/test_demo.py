"""The demo site."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from cases.fold import replay
from jobs.demo.cast import enterprises
from jobs.demo.fill import fill
from jobs.rounds import Post
from models.credit_code import is_valid
from models.refusals import Refused
from store import cases, definitions, journal, sheets
from store.database import Database
from store.sendlog import SendJournal
from tests.databases import copy_of
from tests.jobs.conftest import SHIPPED, ZONE

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)


def post(home: Path) -> Post:
    return Post({}, SendJournal.of(home), "http://desk", lambda holder, language: holder)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Database:
    home = tmp_path_factory.mktemp("demo")
    database = copy_of(tmp_path_factory.getbasetemp() / "template.db", home / "demo.db")
    with database.writing() as tx:
        definitions.publish(tx, SHIPPED, "host", NOW)
    fill(database, home, NOW, ZONE, post(home))
    return database


def test_every_invented_credit_code_has_its_check_digit() -> None:
    assert all(is_valid(one.uscc) for one in enterprises())


def test_there_are_cases_in_all_five_stages(demo: Database) -> None:
    with demo.reading() as tx:
        stages = Counter(tx.execute(text("select stage from \"case\" where status <> 'closed'")).scalars())

    assert set(stages) == {"screening", "guidance", "mock-audit", "onsite", "follow-up"}


def test_some_are_paused_and_messages_were_sent_and_wait(demo: Database) -> None:
    with demo.reading() as tx:
        paused = tx.execute(text("select count(*) from \"case\" where status = 'suspended'")).scalar_one()
        states = set(tx.execute(text("select distinct state from message")).scalars())

    assert paused > 0
    assert {"sent", "queued"} <= states


def test_its_journals_tell_the_same_as_its_tables(demo: Database) -> None:
    with demo.reading() as tx:
        assert journal.verify(tx).ok
        for no in tx.execute(text('select no from "case"')).scalars().all():
            told = replay(journal.records(tx, no), lambda kind, content: definitions.get(tx, kind, content))
            assert told == sheets.with_sheets(tx, cases.load(tx, no))


def test_nothing_in_it_lies_ahead_of_the_clock(demo: Database) -> None:
    with demo.reading() as tx:
        numbers = tx.execute(text('select no from "case"')).scalars().all()
        ahead = [one.act for no in numbers for one in journal.records(tx, no) if one.at > NOW]

    assert ahead == []


def test_a_database_that_is_not_empty_is_refused(demo: Database, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        fill(demo, tmp_path, NOW, ZONE, post(tmp_path))
