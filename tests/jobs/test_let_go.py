"""What PostgreSQL lets go because of another transaction is done again, up to three times, at the terminal and by the clock."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from jobs.sweep import sweep
from models.people import EVERYWHERE
from models.vocabulary import Channel, MessageState
from store import again, outbox
from store.database import Database
from tests.cli.terminal import Said, Terminal
from tests.jobs.conftest import ZONE
from tests.jobs.test_nagging import Postman, at, send

pytestmark = [pytest.mark.postgres, pytest.mark.parametrize("office", ["postgres"], indirect=True)]
Deadlocks = Callable[[str, str, int], None]
TRIGGER = """
CREATE SEQUENCE deadlocks;
CREATE FUNCTION deadlock() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF nextval('deadlocks') <= {times} THEN RAISE EXCEPTION 'deadlock detected' USING ERRCODE = '40P01'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER deadlock BEFORE {event} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION deadlock();
"""


@pytest.fixture
def deadlocks(office: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Deadlocks]:
    """The first so many statements of a kind on a table are let go; a sequence counts on though its transaction is undone."""
    monkeypatch.setattr(again, "PAUSE", 0)

    def let_go(event: str, table: str, times: int) -> None:
        with office.writing() as tx:
            tx.execute(text(TRIGGER.format(event=event, table=table, times=times)))

    yield let_go
    with office.writing() as tx:
        tx.execute(text("DROP FUNCTION IF EXISTS deadlock() CASCADE"))
        tx.execute(text("DROP SEQUENCE IF EXISTS deadlocks"))


def complete(office: Database, home: Path) -> Said:
    url = office.url.render_as_string(hide_password=False)
    oneplan = Terminal(home, settings={"ONEPLAN_DATABASE_URL": url})
    return oneplan("case", "do", "RZ-2026-0001", "complete-step", "--step", "intent", "--as", "lin", "--json")


def mails(office: Database, state: MessageState) -> int:
    with office.reading() as tx:
        found = outbox.listing(tx, EVERYWHERE, state=state, limit=500).items
    return sum(one.channel is Channel.EMAIL for one in found)


def test_a_command_is_given_again(office: Database, deadlocks: Deadlocks, tmp_path: Path) -> None:
    deadlocks("INSERT", "journal", 2)

    assert complete(office, tmp_path / "home").document["version"] == 2


def test_the_third_time_a_command_says_to_come_again(office: Database, deadlocks: Deadlocks, tmp_path: Path) -> None:
    deadlocks("INSERT", "journal", 3)
    said = complete(office, tmp_path / "home")

    assert (said.code, said.refusal["reasons"][0]["code"]) == (1, "database_conflict")
    assert complete(office, tmp_path / "home").document["version"] == 2


def test_a_sweep_queues_what_it_had_to_let_go(office: Database, deadlocks: Deadlocks) -> None:
    deadlocks("INSERT", "message", 2)
    report = sweep(office, at("2026-11-16T08:00"), ZONE)

    assert (report.failed, report.queued > 0) == (0, True)
    assert sweep(office, at("2026-11-16T08:00"), ZONE).queued == 0


@pytest.mark.parametrize("event", ["INSERT", "UPDATE"])
def test_a_letter_whose_claim_or_end_was_let_go_leaves_once(office: Database, deadlocks: Deadlocks, event: str) -> None:
    postman = Postman()
    sweep(office, at("2026-11-16T08:00"), ZONE)
    deadlocks(event, "letter", 2)
    report = send(office, "2026-11-16T08:40", postman)

    assert (report.failed, report.dead, mails(office, MessageState.SENDING)) == (0, 0, 0)
    assert len({one.message_id for one in postman.carried}) == len(postman.carried) > 0


def test_what_a_claim_counted_before_it_was_let_go_does_not_count(office: Database, deadlocks: Deadlocks) -> None:
    sweep(office, at("2026-11-16T08:00"), ZONE)
    with office.writing() as tx:
        tx.execute(text("UPDATE person SET active = false WHERE login = 'lin'"))
    deadlocks("UPDATE", "message", 2)
    report = send(office, "2026-11-16T08:40", Postman())

    with office.reading() as tx:
        assert report.suppressed == outbox.counts(tx)[MessageState.SUPPRESSED] > 0
