"""What those who watch over the program are told."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import insert, update

from jobs.sweep import sweep
from models.vocabulary import Channel, MessageState
from store import marker
from store.database import Database
from store.tables import attempt, letter, message
from tests.jobs.conftest import ZONE
from tests.jobs.test_nagging import Postman, send
from tests.web.conftest import NOW, Desk

WAITING = "\noneplan_oldest_waiting_timestamp_seconds "


def test_a_program_that_can_work_is_ready(desk: Desk) -> None:
    answer = desk("").get("/readyz")

    assert (answer.status_code, answer.json()["status"]) == (200, "ready")


def test_figures_count_cases_by_stage_and_name_nobody(desk: Desk) -> None:
    figures = desk("").get("/metrics").text

    assert 'oneplan_open_cases{process="aeo-advanced",stage="screening"} 1.0' in figures
    assert "测试水产" not in figures


def test_figures_tell_since_when_the_oldest_message_waits(desk: Desk, office: Database) -> None:
    sweep(office, NOW, ZONE)
    send(office, "2026-11-16T09:00", Postman())
    assert WAITING not in desk("").get("/metrics").text
    with office.writing() as tx:
        tx.execute(update(message).values(state=MessageState.QUEUED))

    figures = desk("").get("/metrics").text
    assert float(figures.split(WAITING)[1].split()[0]) == NOW.timestamp()


def test_a_home_that_is_not_the_databases_is_not_ready(desk: Desk, office: Database, tmp_path: Path) -> None:
    with office.writing() as tx:
        marker.settle(tx, tmp_path, "ours")
    (tmp_path / marker.NAME).write_text("somebody else's")

    answer = desk("").get("/readyz")

    assert (answer.status_code, answer.json()["reasons"][0]["code"]) == (503, "doctor_marker_bad")


def test_a_channel_at_rest_is_in_the_figures_and_a_warning_of_readiness(desk: Desk, office: Database) -> None:
    assert 'oneplan_channel_resting{channel="email"} 0.0' in desk("").get("/metrics").text
    rest_the_mail(office, NOW)

    assert 'oneplan_channel_resting{channel="email"} 1.0' in desk("").get("/metrics").text
    ready = desk("").get("/readyz")
    assert (ready.status_code, "doctor_channels_warn" in {one["code"] for one in ready.json()["warnings"]}) == (
        200,
        True,
    )


def test_ones_channels_tell_that_one_rests_and_until_when(desk: Desk, office: Database) -> None:
    rest_the_mail(office, NOW)

    assert "这一渠道连着没送成" in desk("lin").get("/account").text


def rest_the_mail(office: Database, now: datetime) -> None:
    """Three people in a row got nothing, though it was tried."""
    with office.writing() as tx:
        for number, person in enumerate(("lin", "zhao", "qiu"), 1):
            row = {
                "id": number,
                "slot": f"{person}/1",
                "person": person,
                "channel": Channel.EMAIL,
                "message_id": person,
            }
            tx.execute(
                insert(letter), row | {"state": MessageState.QUEUED, "attempts": 1, "created_at": now, "error": ""}
            )
            tried = {"letter_id": number, "number": 1, "started_at": now, "ended_at": now}
            tx.execute(insert(attempt), tried | {"outcome": "transient", "error": ""})


def test_the_figures_tell_how_long_each_act_takes_and_how_it_ended(desk: Desk) -> None:
    client = desk("lin")
    csrf = client.get("/account").text.split('name="csrf" value="')[1].split('"')[0]
    for step in ("intent", "no-such-step"):
        client.post("/cases/RZ-2026-0001/acts/complete-step", data={"csrf": csrf, "step": step, "version": "1"})
    figures = client.get("/metrics").text

    counted = 'oneplan_request_seconds_count{act="complete-step",method="POST",status="%s"} 1.0'
    assert [counted % status in figures for status in ("3xx", "4xx")] == [True, True]


def test_an_act_that_does_not_exist_is_no_label(desk: Desk) -> None:
    desk("lin").post("/cases/RZ-2026-0001/acts/anything-at-all", data={})

    assert "anything-at-all" not in desk("").get("/metrics").text
