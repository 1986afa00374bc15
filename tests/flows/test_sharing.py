"""Sharing the sweep out: each site is somebody's, and it is over when all were swept."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from config.settings import Settings
from config.wiring import App, open_app, prepare
from flows import work
from flows.sharing import parts, share_out
from store import runs, sites

NOW = datetime(2026, 11, 24, 9, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    app = open_app(Settings(home=tmp_path, time_travel=True), NOW)
    prepare(app)
    with app.database.writing() as tx:
        for code in ("RZ", "QD", "WH"):
            sites.add(tx, sites.Site(code, code))
    yield app
    app.database.close()


def last_good(app: App, job: str) -> datetime | None:
    with app.database.reading() as tx:
        return runs.last_good(tx, job)


def test_every_site_is_in_one_part() -> None:
    codes = [f"S{number}" for number in range(300)]

    shared = parts(codes, 8)

    assert sorted(code for part in shared for code in part) == sorted(codes)
    assert {len(part) for part in shared} == {37, 38}
    assert parts(["RZ"]) == [["RZ"]]


def test_a_sweep_is_whole_when_every_site_was_swept(app: App) -> None:
    asked: list[str] = []

    def ask(codes: Sequence[str]) -> None:
        asked.extend(codes)
        work.sweep_sites(app, codes)

    assert share_out(app, ask) == []
    assert sorted(asked) == ["", "QD", "RZ", "WH"]
    assert last_good(app, "sweep") == NOW


def test_a_sweep_of_which_a_part_never_ended_is_no_good_one(app: App) -> None:
    def ask(codes: Sequence[str]) -> None:
        if codes != ["WH"]:
            work.sweep_sites(app, codes)

    assert share_out(app, ask, patience=0) == ["WH"]
    assert last_good(app, "sweep") is None
