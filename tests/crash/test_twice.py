"""A database that comes back or is there twice sends nothing a second time: not after a restore, not as a copy."""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import backup, instance, marker
from tests.crash.office import Office, office
from tests.databases import BOTH


@pytest.fixture(params=BOTH)
def original(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """It has sent the letters of a morning."""
    with office(request.param, tmp_path) as made:
        made.ticks()
        assert made.server.letters
        yield made


@pytest.fixture
def file(original: Office, tmp_path: Path) -> Path:
    """A backup made before the letters of the days after."""
    original.manages("backup", str(tmp_path / "backup.tar"))
    for _ in range(3):
        original.go_on(24)
        original.ticks()
    return tmp_path / "backup.tar"


def arrived(office: Office) -> Counter[str]:
    return Counter(key for letter in office.server.letters for key in letter.get_all("X-Oneplan-Key", []))


def test_after_a_restore_nothing_comes_again(original: Office, file: Path) -> None:
    before = arrived(original)
    with original.elsewhere() as other:
        other.manages("restore", str(file))
        other.ticks()
        assert arrived(original) == before

        shutil.copy(original.home / "sent.jsonl", other.home)
        other.manages("release", "--from-journal")
        other.ticks()

        assert arrived(original) == before
        other.go_on(24 * 7)
        other.ticks()
        assert len(arrived(original)) > len(before)
        assert set(arrived(original).values()) == {1}
        assert other.complaints() == []


def test_after_a_restore_without_journal_nothing_due_before_comes_again(original: Office, file: Path) -> None:
    before = arrived(original)
    with original.elsewhere() as other:
        other.manages("restore", str(file))
        other.manages("release", "--without-journal")
        other.ticks()
        assert arrived(original) == before

        other.go_on(24 * 7)
        other.ticks()
        assert len(arrived(original)) > len(before)
        assert set(arrived(original).values()) == {1}


def test_a_copy_started_beside_the_original_sends_nothing(original: Office, tmp_path: Path) -> None:
    with original.elsewhere() as other:
        copy(original, other)
        for one in (other, original):
            one.go_on(24)
            one.ticks()

        assert set(arrived(original).values()) == {1}
        assert other.does("deliver").out.count("投递已停")
        assert any("marker" in one for one in other.complaints())


def copy(original: Office, other: Office) -> None:
    """As somebody does who takes the database along and not the marker beside it."""
    if original.database.is_sqlite:
        original.database.close()
        other.home.mkdir()
        shutil.copy(original.home / "oneplan.db", other.home)
        return
    taken = original.home.parent / "copy.tar"
    original.manages("backup", str(taken))
    backup.restore(taken, other.database, other.home, marker="copied")
    with other.database.writing() as tx, original.database.reading() as there:
        instance.mark(tx, instance.found(there).marker)
        instance.release(tx)
    (other.home / marker.NAME).unlink(missing_ok=True)
