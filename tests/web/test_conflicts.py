"""A request that the database let go because of another one is done again before anybody is told."""

from typing import Any

import pytest
from sqlalchemy import text

from store import cases
from store.database import Database
from tests.web.api.conftest import ACTS, Call, call

__all__ = ["call"]
pytestmark = [pytest.mark.postgres, pytest.mark.parametrize("office", ["postgres"], indirect=True)]
DEADLOCK = "DO $$ BEGIN RAISE EXCEPTION 'deadlock detected' USING ERRCODE = '40P01'; END $$"


def deadlocks(monkeypatch: pytest.MonkeyPatch, times: int) -> list[int]:
    """The first ``times`` transactions that take hold of a case are let go by the database; how many came."""
    came: list[int] = []
    hold = cases.hold

    def and_deadlock(tx: Any, no: str, **more: Any) -> Any:
        came.append(1)
        if len(came) <= times:
            tx.execute(text(DEADLOCK))
        return hold(tx, no, **more)

    monkeypatch.setattr("actions.perform.cases.hold", and_deadlock)
    return came


def complete(call: Call) -> Any:
    return call("lin").post(f"{ACTS}/complete-step", json={"step": "intent"}, headers={"Idempotency-Key": "k"})


def test_a_deadlock_is_none_of_the_clients_business(
    call: Call, office: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    came = deadlocks(monkeypatch, 2)
    answer = complete(call)

    assert (answer.status_code, answer.json()["version"], len(came)) == (200, 2, 3)


def test_the_third_time_the_client_is_told_to_come_again(
    call: Call, office: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    came = deadlocks(monkeypatch, 3)
    answer = complete(call)

    assert (answer.status_code, answer.headers["retry-after"], len(came)) == (503, "0", 3)
    assert complete(call).status_code == 200
