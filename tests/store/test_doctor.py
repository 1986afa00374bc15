"""The doctor, and the marker beside the database."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, text, update

from models.definitions import CalendarDefinition
from models.rulebook import Rulebook
from store import definitions, doctor, files, instance, marker, runs
from store.database import Database
from store.doctor import Health
from store.files import FileStore
from store.tables import journal
from tests.builders_store import NOW, TODAY, a_case, keep, settle

HOUR = timedelta(hours=1)
CALENDAR = CalendarDefinition.model_validate(
    {
        "calendar": "cn",
        "title": {"zh": "工作日历", "en": "Calendar"},
        "years": {
            2026: {"status": "published", "days_off": []},
            2027: {"status": "assumed", "days_off": []},
        },
    }
)


@pytest.fixture
def home(database: Database, tmp_path: Path) -> Path:
    """A healthy installation."""
    home = tmp_path / "home"
    home.mkdir()
    stored = FileStore(home / "files").store(b"%PDF-1.7", name="a.pdf")
    with database.writing() as tx:
        marker.settle(tx, home, "marker")
        settle(tx)
        keep(tx, a_case())
        files.remember(tx, stored, "lin", NOW)
        definitions.publish(tx, Rulebook(calendars={"cn": CALENDAR}), "host", NOW)
        runs.end(tx, runs.start(tx, "sweep", NOW - runs.SWEEP_EVERY), NOW, ok=True)
    return home


def health(database: Database, home: Path, later: timedelta = timedelta(0)) -> dict[str, Health]:
    found = doctor.examine(database, home, NOW + later, TODAY + later)
    return {one.check: one.health for one in found if one.check not in {"sqlite", "space"}}


def complaints(database: Database, home: Path, later: timedelta = timedelta(0)) -> dict[str, Health]:
    return {check: how for check, how in health(database, home, later).items() if how is not Health.OK}


def test_a_healthy_installation_has_no_complaints(database: Database, home: Path) -> None:
    assert complaints(database, home) == {}


def test_a_broken_journal_is_bad(database: Database, home: Path) -> None:
    with database.writing() as tx:
        tx.execute(update(journal).values(content="{}"))

    assert complaints(database, home) == {"journal": Health.BAD}


@pytest.mark.parametrize(
    ("missing", "how"),
    [({}, Health.OK), ({"ladder": ["returned"]}, Health.WARN), ({"ladder": ["x"], "manners": ["default"]}, Health.BAD)],
)
def test_a_rulebook_that_lacks_what_is_asked_of_it_is_told_of(
    database: Database, home: Path, missing: dict[str, list[str]], how: Health
) -> None:
    found = doctor.examine(database, home, NOW, TODAY, unpublished=lambda tx: missing)

    assert [one.health for one in found if one.check == "rulebook"][-1] is how


@pytest.mark.parametrize("how", ["gone", "damaged"])
def test_a_lost_or_damaged_file_is_bad(database: Database, home: Path, how: str) -> None:
    (path,) = [path for path in (home / "files").rglob("*") if path.is_file()]
    path.unlink() if how == "gone" else path.write_bytes(b"other")

    assert complaints(database, home) == {"files": Health.BAD}


def test_a_file_that_no_row_names_is_told_of_once_it_has_lain_a_day(database: Database, home: Path) -> None:
    digest = FileStore(home / "files").store(b"%PDF-1.7 cut off", name="b.pdf").sha256
    (home / "files" / digest[:2] / digest).touch()
    laid(home, NOW - timedelta(hours=23))

    assert complaints(database, home) == {}
    laid(home, NOW - timedelta(hours=25))
    assert complaints(database, home) == {"strays": Health.WARN}


def test_what_a_killed_upload_began_is_a_stray_too(database: Database, home: Path) -> None:
    (begun,) = {path.parent for path in (home / "files").glob("??/*")}
    (begun / ".tmp1234").write_bytes(b"%PDF")
    laid(home, NOW - timedelta(days=2))

    (stray,) = [one for one in doctor.examine(database, home, NOW, TODAY) if one.check == "strays"]
    assert stray.reason.values["first"] == [f"{begun.name}/.tmp1234"]


@pytest.mark.parametrize(("kind", "how"), [("queue", Health.BAD), ("runs", Health.WARN)])
def test_stuck_work_is_told_of_by_its_kind(database: Database, home: Path, kind: str, how: Health) -> None:
    stands = doctor.Stuck(kind, 3, NOW - HOUR, ("sweep RZ",))
    found = doctor.examine(database, home, NOW, TODAY, stuck=lambda tx: [stands])

    assert {one.check: one.health for one in found if one.health is not Health.OK and one.check != "sqlite"} == {
        kind: how
    }
    assert "stuck" not in {one.check for one in found}


def laid(home: Path, when: datetime) -> None:
    """As if everything had lain in the store since then."""
    for path in (home / "files").glob("??/*"):
        os.utime(path, (when.timestamp(), when.timestamp()))


def test_a_held_delivery_is_a_warning(database: Database, home: Path) -> None:
    with database.writing() as tx:
        instance.hold(tx, "by hand")

    assert complaints(database, home) == {"held": Health.WARN}


def test_two_missed_sweeps_are_bad(database: Database, home: Path) -> None:
    assert complaints(database, home, HOUR / 2) == {}
    assert complaints(database, home, HOUR) == {"sweep": Health.BAD}


def test_a_clock_behind_the_last_run_is_a_warning(database: Database, home: Path) -> None:
    with database.writing() as tx:
        runs.end(tx, runs.start(tx, "deliver", NOW), NOW, ok=True)

    assert complaints(database, home, -timedelta(minutes=6)) == {"clock": Health.WARN}


def test_a_calendar_that_ends_soon_is_a_warning(database: Database, home: Path) -> None:
    assert complaints(database, home, timedelta(days=300))["calendar"] is Health.WARN


def test_a_database_of_another_version_is_bad(unmade: Database, tmp_path: Path) -> None:
    unmade.upgrade()
    with unmade.writing() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    assert complaints(unmade, tmp_path) == {"schema": Health.BAD}


def test_a_copy_started_elsewhere_is_bad_and_holds_its_delivery(database: Database, home: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (home / "files").rename(elsewhere / "files")

    with database.writing() as tx:
        assert settled(tx, elsewhere).held
    assert complaints(database, elsewhere) == {"marker": Health.BAD, "held": Health.WARN}


def test_the_same_installation_started_again_is_not_held(database: Database, home: Path) -> None:
    with database.writing() as tx:
        assert settled(tx, home) == instance.Instance("marker", False, "")


def test_an_adopted_copy_sends_again(database: Database, home: Path) -> None:
    with database.writing() as tx:
        instance.hold(tx, "restored")
        marker.adopt(tx, home, "another")

        assert settled(tx, home) == instance.Instance("another", False, "")


def settled(tx: Connection, home: Path) -> instance.Instance:
    return marker.settle(tx, home, "fresh")
