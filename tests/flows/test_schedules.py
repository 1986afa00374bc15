"""One list of times for two clocks."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from flows.owed import latest, owed
from flows.schedules import SCHEDULES

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 24, 1, 10, tzinfo=UTC)  # 09:10 in Beijing


def test_prefect_is_told_the_same_times() -> None:
    written = yaml.safe_load((Path(__file__).parents[2] / "prefect.yaml").read_text(encoding="utf-8"))
    crons = {one["name"]: [schedule["cron"] for schedule in one.get("schedules", [])] for one in written["deployments"]}

    its_own = {"sweep-sites": [], "closer": ["* * * * *"]}
    assert crons == {one.name: [one.cron] for one in SCHEDULES} | its_own


def test_prefect_sets_no_limit_that_a_dead_run_could_hold() -> None:
    text = (Path(__file__).parents[2] / "prefect.yaml").read_text(encoding="utf-8")

    assert "concurrency_limit" not in text


def test_a_job_that_never_ran_is_owed() -> None:
    assert owed(SCHEDULES, {}, NOW, ZONE) == list(SCHEDULES)


def test_a_job_whose_last_run_follows_its_last_time_is_not_owed() -> None:
    assert owed(SCHEDULES, {one.name: NOW for one in SCHEDULES}, NOW, ZONE) == []


def test_a_job_whose_last_run_lies_ahead_of_the_clock_is_owed() -> None:
    ahead = {one.name: NOW + timedelta(hours=2) for one in SCHEDULES}

    assert owed(SCHEDULES, ahead, NOW, ZONE) == list(SCHEDULES)


def test_times_missed_for_three_days_are_made_up_for_once() -> None:
    last = {one.name: NOW - timedelta(days=3) for one in SCHEDULES}

    assert [one.name for one in owed(SCHEDULES, last, NOW, ZONE)] == [
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


def test_the_last_time_before_now_may_be_yesterdays() -> None:
    recompute = next(one for one in SCHEDULES if one.name == "recompute")
    five = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)  # 05:00 in Beijing on the 24th

    assert latest(recompute, five, ZONE) == datetime(2026, 11, 22, 22, 0, tzinfo=UTC)
