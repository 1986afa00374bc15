"""The embedded clock: it runs what is owed, once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from config.settings import Settings
from config.wiring import App, open_app, prepare
from flows.embedded import tick

NOW = datetime(2026, 11, 24, 9, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    app = open_app(Settings(home=tmp_path, time_travel=True), NOW)
    prepare(app)
    yield app
    app.database.close()


def test_everything_is_owed_on_the_first_tick_and_nothing_on_the_second(app: App) -> None:
    assert tick(app) == [
        "tidy",
        "duties",
        "reviews",
        "repairs",
        "recompute",
        "sweep",
        "watch_over",
        "anchor",
        "deliver",
    ]
    assert tick(app) == []


def test_a_job_that_raises_keeps_no_other_from_running_and_waits_for_its_next_time(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    def torn(*_: object) -> None:
        raise RuntimeError("torn")

    monkeypatch.setattr("jobs.tidy.accounts.forget", torn)

    assert tick(app) == [
        "tidy",
        "duties",
        "reviews",
        "repairs",
        "recompute",
        "sweep",
        "watch_over",
        "anchor",
        "deliver",
    ]
    assert tick(app) == []


@pytest.mark.parametrize("ahead", [timedelta(hours=2), timedelta(days=1), timedelta(days=365)])
def test_a_clock_that_was_ahead_goes_on_when_it_is_set_right(app: App, ahead: timedelta) -> None:
    tick(replace(app, now=lambda: NOW + ahead))

    assert "sweep" in tick(app)
    assert tick(app) == []
