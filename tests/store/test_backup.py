"""Backup, verify, restore."""

import os
import signal
import tarfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import update

from models.refusals import Invalid, Refused, Unavailable
from store import backup, cases, crash_points, files, instance, marker, schema, snapshot
from store.database import Database
from store.files import FileStore
from store.scratch import scratch
from store.tables import journal
from tests import databases
from tests.builders_store import NOW, a_case, keep, settle

PDF = b"%PDF-1.7\n%%EOF"


@pytest.fixture
def home(database: Database, tmp_path: Path) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    stored = FileStore(home / "files").store(PDF, name="a.pdf")
    with database.writing() as tx:
        marker.settle(tx, home, "original")
        settle(tx)
        keep(tx, a_case())
        files.remember(tx, stored, "lin", NOW)
    return home


@pytest.fixture
def saved(database: Database, home: Path, tmp_path: Path) -> Path:
    backup.backup(database, home, tmp_path / "backup.tar", NOW)
    return tmp_path / "backup.tar"


@pytest.fixture
def empty(database: Database, tmp_path: Path) -> Iterator[Database]:
    with ExitStack() as stack:
        if database.is_sqlite:
            other = Database(f"sqlite:///{tmp_path / 'other.db'}")
            stack.callback(other.close)
        else:
            other = stack.enter_context(databases.empty_postgres())
        yield other


def verify(database: Database, file: Path) -> backup.Verified:
    return backup.verify(file, server=None if database.is_sqlite else database.url)


def codes(found: backup.Verified) -> set[str]:
    return {reason.code for reason in found.problems}


def repacked(file: Path, **members: bytes | None) -> None:
    """Replace members (by the last part of their names), or drop them."""
    with tarfile.open(file) as packed:
        contents = {one.name: packed.extractfile(one).read() for one in packed}  # type: ignore[union-attr]
    with tarfile.open(file, "w") as packed:
        for name, content in contents.items():
            changed = next((new for part, new in members.items() if part in name), content)
            if changed is not None:
                source = file.with_name("member")
                source.write_bytes(changed)
                packed.add(source, arcname=name)


def test_a_fresh_backup_is_good(database: Database, saved: Path) -> None:
    found = verify(database, saved)

    assert found.problems == ()
    assert (found.manifest.marker, found.manifest.counts["case"], found.manifest.schema) == (
        "original",
        1,
        schema.head(),
    )


def test_a_backup_leaves_nothing_but_itself(saved: Path) -> None:
    assert not [path for path in saved.parent.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("place", ["backup.after_db", "backup.after_files"])
def test_what_a_killed_backup_left_is_gone_after_the_next(
    database: Database, home: Path, tmp_path: Path, place: str
) -> None:
    where = tmp_path / "backups"
    where.mkdir()
    assert killed(place, lambda: backup.backup(Database(database.url), home, where / "backup.tar", NOW))
    assert [path.name.partition("-")[0] for path in where.iterdir()] == [".backup"]

    backup.backup(database, home, where / "backup.tar", NOW)

    assert [path.name for path in where.iterdir()] == ["backup.tar"]
    assert codes(verify(database, where / "backup.tar")) == set()


def test_a_backup_under_way_is_left_alone(database: Database, home: Path, tmp_path: Path) -> None:
    with scratch(tmp_path, ".backup-") as under_way:
        backup.backup(database, home, tmp_path / "backup.tar", NOW)

        assert under_way.exists()


def killed(place: str, work: Callable[[], object]) -> bool:
    """The work in a process that dies at ``place``; whether it got there."""
    child = os.fork()
    if child == 0:
        crash_points._wanted, crash_points._left = place, 1
        try:
            work()
        finally:
            os._exit(0)
    return os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL


def test_a_failing_backup_leaves_the_older_one(
    database: Database, home: Path, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = saved.read_bytes()
    monkeypatch.setattr(backup, "_pack", full)
    with pytest.raises(Unavailable, match="No space"):
        backup.backup(database, home, saved, NOW, replace=True)

    assert saved.read_bytes() == before


def test_a_truncated_backup_is_unreadable(saved: Path) -> None:
    saved.write_bytes(saved.read_bytes()[:300])

    with pytest.raises(Invalid):
        backup.verify(saved)


@pytest.mark.parametrize("content", [b"%PDF-1.7\n%%EOG", b""])
def test_a_flipped_bit_in_a_file_is_found(database: Database, saved: Path, content: bytes) -> None:
    repacked(saved, files=content)

    assert codes(verify(database, saved)) == {"backup_member_damaged"}


def test_a_damaged_database_is_found(database: Database, saved: Path) -> None:
    repacked(saved, database=b"SQLite format 3\x00")

    assert codes(verify(database, saved)) == {"backup_member_damaged"}


def test_a_journal_broken_before_the_backup_is_found(database: Database, home: Path, tmp_path: Path) -> None:
    with database.writing() as tx:
        tx.execute(update(journal).values(content="{}"))
    backup.backup(database, home, tmp_path / "backup.tar", NOW)

    assert codes(verify(database, tmp_path / "backup.tar")) == {"journal_broken"}


def test_a_file_lost_before_the_backup_is_named(database: Database, home: Path, tmp_path: Path) -> None:
    (lost,) = [path for path in (home / "files").rglob("*") if path.is_file()]
    lost.unlink()

    assert backup.backup(database, home, tmp_path / "backup.tar", NOW).missing == (lost.name,)


def test_a_restored_installation_has_everything_and_holds_its_delivery(
    database: Database, saved: Path, empty: Database, tmp_path: Path
) -> None:
    backup.restore(saved, empty, tmp_path / "new", marker="restored-one")

    with empty.reading() as tx:
        assert cases.load(tx, a_case().no) == a_case()
        assert FileStore(tmp_path / "new" / "files").read(files.hashes(tx)[0]) == PDF
        assert instance.get(tx) == instance.Instance("restored-one", True, "restored")
    empty.check()


def test_a_restore_killed_before_its_database_is_there_can_be_done_again(
    database: Database, saved: Path, empty: Database, tmp_path: Path
) -> None:
    there = tmp_path / "new"
    assert killed("restore.mid", lambda: backup.restore(saved, Database(empty.url), there, marker="first"))

    backup.restore(saved, empty, there, marker="second")

    with empty.reading() as tx:
        assert instance.get(tx) == instance.Instance("second", True, "restored")
        assert cases.load(tx, a_case().no) == a_case()
    assert [path.name for path in there.iterdir()] == ["files"]


def test_a_restore_killed_before_it_has_held_its_delivery_sends_nothing(
    database: Database, saved: Path, empty: Database, tmp_path: Path
) -> None:
    there = tmp_path / "new"
    assert killed("restore.after_db", lambda: backup.restore(saved, Database(empty.url), there, marker="first"))

    with empty.writing() as tx:
        assert marker.settle(tx, there, "fresh").held


def test_restoring_beside_files_of_another_is_refused(saved: Path, empty: Database, tmp_path: Path) -> None:
    FileStore(tmp_path / "new" / "files").store(b"somebody else's", name="a.txt")

    with pytest.raises(Refused):
        backup.restore(saved, empty, tmp_path / "new", marker="x")


def test_restoring_over_something_is_refused(database: Database, saved: Path, home: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        backup.restore(saved, database, tmp_path / "new", marker="x")


def test_restoring_a_damaged_backup_does_nothing(saved: Path, empty: Database, tmp_path: Path) -> None:
    repacked(saved, files=b"other")

    with pytest.raises(Invalid):
        backup.restore(saved, empty, tmp_path / "new", marker="x")
    assert list((tmp_path / "new").iterdir()) == []


def test_a_missing_program_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(Unavailable, match="program_missing"):
        snapshot._run("pg_dump")


def test_without_a_server_the_hashes_are_checked_all_the_same(saved: Path) -> None:
    assert backup.verify(saved).problems == ()
    repacked(saved, files=b"other")

    assert codes(backup.verify(saved)) == {"backup_member_damaged"}


def test_a_backup_without_its_database_is_found(saved: Path) -> None:
    repacked(saved, database=None)

    with pytest.raises(Invalid):
        backup.verify(saved)


def test_a_snapshot_of_the_other_kind_cannot_be_put_in(saved: Path, sqlite: Database, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="other_database"):
        snapshot.put(tmp_path / "database.dump", sqlite)


def test_a_backup_into_no_folder_is_refused(database: Database, home: Path, tmp_path: Path) -> None:
    with pytest.raises(Invalid) as error:
        backup.backup(database, home, tmp_path / "nowhere" / "b.tar", NOW)

    assert error.value.reasons[0].code == "backup_no_folder"


def test_a_backup_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid) as error:
        backup.verify(tmp_path / "nowhere.tar")

    assert error.value.reasons[0].code == "backup_missing"


def test_a_backup_does_not_take_the_place_of_another_unasked(database: Database, home: Path, saved: Path) -> None:
    before = saved.read_bytes()
    with pytest.raises(Refused, match="backup_exists"):
        backup.backup(database, home, saved, NOW)

    assert saved.read_bytes() == before


def test_an_older_backup_is_replaced_if_asked(database: Database, home: Path, saved: Path) -> None:
    saved.write_bytes(b"older")
    backup.backup(database, home, saved, NOW, replace=True)

    assert codes(verify(database, saved)) == set()


def test_a_folder_is_never_replaced(database: Database, home: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="backup_exists"):
        backup.backup(database, home, tmp_path, NOW, replace=True)
