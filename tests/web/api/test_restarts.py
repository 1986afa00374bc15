"""PostgreSQL goes away and comes back while many act: nobody sees it break, what was acknowledged is there, a key acts once."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection
from starlette.testclient import TestClient

from config.settings import Settings
from config.wiring import App
from jobs.verify_journal import verify_journal
from models.refusals import Reason, Unavailable
from store import database as databases
from store.database import Database
from tests.jobs.conftest import ZONE
from tests.restarts import restarting
from tests.web.api.conftest import ACTS, CASE, Call
from tests.web.api.test_at_once import at_once, version
from tests.web.conftest import NOW
from web.app import create_app

pytestmark = [pytest.mark.postgres, pytest.mark.parametrize("office", ["postgres"], indirect=True)]
CLIENTS = 4
NOTES = 6


def test_whoever_comes_again_with_the_same_key_is_served_once(call: Call, office: Database) -> None:
    def note(number: int, one: Any) -> list[int]:
        return [code for turn in range(NOTES) for code in until_done(one, f"{number}-{turn}")]

    def until_done(one: Any, key: str) -> Iterator[int]:
        code = 0
        while code != 200:
            said = {"inputs": {"text": key}}
            code = one.post(f"{ACTS}/note", json=said, headers={"Idempotency-Key": key}).status_code
            yield code

    with restarting(office) as cut:
        codes = Counter(code for several in at_once(call, note, *["lin"] * CLIENTS) for code in several)

    assert (set(codes) <= {200, 503}, codes[200]) == (True, CLIENTS * NOTES), codes
    assert sum(cut) > 0
    office.close()
    assert version(call) == 1 + CLIENTS * NOTES
    with office.reading() as tx:
        assert verify_journal(tx).ok


def test_a_page_asked_for_meanwhile_is_there_or_told_to_come_again(call: Call, office: Database) -> None:
    with restarting(office, 0.01):
        answers = at_once(call, lambda _, one: [one.get(CASE) for _ in range(30)], *["lin"] * CLIENTS)
    codes = Counter((one.status_code, one.headers.get("retry-after")) for several in answers for one in several)

    assert set(codes) <= {(200, None), (503, "5")}, codes


def test_an_answer_lost_after_the_commit_is_given_when_the_key_comes_again(
    call: Call, office: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    acting = office.acting

    @contextmanager
    def and_lose_the_answer() -> Iterator[Connection]:
        with acting() as tx:
            yield tx
        raise Unavailable(Reason("database_gone"))

    with monkeypatch.context() as line:
        line.setattr(office, "acting", and_lose_the_answer)
        lost = complete(call)
    again = complete(call)

    assert (lost.status_code, lost.headers["retry-after"]) == (503, "5")
    assert (again.status_code, again.json()["version"], version(call)) == (200, 2, 2)


def complete(call: Call) -> Any:
    return call("lin").post(f"{ACTS}/complete-step", json={"step": "intent"}, headers={"Idempotency-Key": "once"})


@pytest.fixture
def narrow(office: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """The office through as many connections as are in use already."""
    monkeypatch.setattr(databases, "POOL", {"pool_size": 2, "max_overflow": 0, "pool_timeout": 0.05})
    database = Database(office.url)
    with ExitStack() as held:
        held.enter_context(database.reading())
        held.enter_context(database.reading())
        yield database
    database.close()


def test_with_every_connection_in_use_one_is_told_to_come_again_and_the_process_answers(
    call: Call, narrow: Database, tmp_path: Path
) -> None:
    with TestClient(create_app(App(Settings(home=tmp_path), narrow, ZONE, lambda: NOW))) as program:
        headers = {"Authorization": "Bearer token-of-lin"}
        answer = program.get(f"/api/v1{CASE}", headers=headers)

        assert (answer.status_code, answer.headers["retry-after"], answer.json()["code"]) == (503, "5", "unavailable")
        assert program.get("/healthz").status_code == 200
