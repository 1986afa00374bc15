"""Undoing from the page, and what is new since one was last here."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from config.settings import Settings
from config.wiring import App
from store.database import Database
from tests.jobs.conftest import ZONE
from tests.web.conftest import NOW, Desk
from web.app import create_app

NO = "RZ-2026-0001"
MINUTE = timedelta(minutes=1)


class Clock:
    """A clock the test sets."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def at_desk(office: Database, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """Somebody signed in at a desk whose clock the test sets."""
    (tmp_path / "demo").touch()
    app = create_app(App(Settings(home=tmp_path), office, ZONE, clock))
    opened: list[TestClient] = []

    def browse(login: str) -> TestClient:
        client = TestClient(app, base_url="http://desk")
        opened.append(client)
        assert client.post("/demo/sign-in", data={"login": login}).status_code == 200
        return client

    yield browse
    for client in opened:
        client.close()


def do(client: TestClient, act: str, **fields: str) -> str:
    """Do an act; the page that follows."""
    csrf = client.get("/account").text.split('name="csrf" value="')[1].split('"')[0]
    return client.post(f"/cases/{NO}/acts/{act}", data={"csrf": csrf, "back": "work", **fields}).text


def steps(client: TestClient) -> list[tuple[str, str, str]]:
    items = client.get("/api/v1/worklist").json()["items"]
    return [(one["step"], one["due_on"], one["held_since"]) for one in items]


def undo(client: TestClient, page: str) -> str:
    (version,) = set(re.findall(r'acts/undo">.*?name="version" value="(\d+)"', page, re.S))
    return do(client, "undo", version=version)


def test_what_was_just_done_is_undone_from_the_line_that_says_it(at_desk: Desk) -> None:
    lin = at_desk("lin")
    page = do(lin, "acknowledge", step="intent")
    assert "已办：知悉" in page

    assert "已办：撤回" in undo(lin, page)
    history = " ".join(lin.get(f"/cases/{NO}?tab=history").text.split())
    assert "<b>撤回</b>" in history
    assert "知悉 · " in history


def test_what_cannot_be_undone_offers_nothing(at_desk: Desk) -> None:
    assert "acts/undo" not in do(at_desk("lin"), "note", **{"input.text": "已通话"})


def test_ones_own_work_shows_for_ten_minutes_what_can_be_undone(at_desk: Desk, clock: Clock) -> None:
    lin = at_desk("lin")
    do(lin, "acknowledge", step="intent")

    clock.now += 10 * MINUTE
    assert "acts/undo" in lin.get("/").text
    clock.now += MINUTE
    assert "acts/undo" not in lin.get("/").text


def test_nobody_undoes_what_another_did(at_desk: Desk) -> None:
    page = do(at_desk("lin"), "acknowledge", step="intent")
    zhao = at_desk("zhao")

    assert "acts/undo" not in zhao.get("/").text
    assert "只能撤回自己刚办的" in undo(zhao, page)


def test_what_another_did_meanwhile_keeps_it_from_being_undone(at_desk: Desk) -> None:
    lin = at_desk("lin")
    page = do(lin, "acknowledge", step="intent")
    do(at_desk("zhao"), "raise-priority", reason="要紧")

    assert "acts/undo" not in lin.get("/").text
    assert "没有办成" in undo(lin, page)


def test_a_completed_step_is_open_again_after_its_undoing(at_desk: Desk) -> None:
    lin = at_desk("lin")
    before = steps(lin)
    page = do(lin, "complete-step", step="intent")
    assert steps(lin) != before

    undo(lin, page)
    assert steps(lin) == before


def test_the_first_visit_has_no_news(at_desk: Desk) -> None:
    assert "自上次来访以来" not in at_desk("lin").get("/").text


def test_what_others_did_since_the_last_visit_is_new(at_desk: Desk, clock: Clock) -> None:
    lin = at_desk("lin")
    lin.get("/")
    clock.now += 45 * MINUTE
    do(at_desk("zhao"), "raise-priority", reason="要紧")
    clock.now += 45 * MINUTE
    lin = at_desk("lin")
    page = lin.get("/").text

    assert "全部 1 项" in page
    assert "赵启明" in page
    assert "加急" in lin.get("/since").text


def test_ones_own_acts_are_no_news_nor_what_was_seen_before(at_desk: Desk, clock: Clock) -> None:
    lin = at_desk("lin")
    do(at_desk("zhao"), "raise-priority", reason="要紧")
    clock.now += 20 * MINUTE
    lin.get("/")
    do(lin, "note", **{"input.text": "已通话"})
    clock.now += 45 * MINUTE
    lin = at_desk("lin")

    assert "别人没有在您的案件上办过什么" in lin.get("/").text
    assert "自上次来访以来，别人没有" in lin.get("/since").text


def test_a_visit_goes_on_while_pages_are_opened(at_desk: Desk, clock: Clock) -> None:
    lin = at_desk("lin")
    for _ in range(4):
        clock.now += 20 * MINUTE
        page = lin.get("/").text

    assert "自上次来访以来" not in page
