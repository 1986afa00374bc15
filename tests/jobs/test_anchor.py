"""What the journals had come to is noted outside the database, and a database that has lost it is found out."""

import shutil
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from actions.perform import perform
from jobs.anchor import AnchorReport, anchor
from jobs.deliver import deliver
from jobs.release import release_by_journal
from jobs.rounds import Post
from jobs.verify_journal import verify_journal
from models.people import HOST
from store import instance, marker
from store.anchors import NAME, Anchors
from store.database import Database
from store.sendlog import SendJournal
from tests.databases import copy_of
from tests.jobs.conftest import MONDAY, ZONE, furnish
from tests.jobs.test_nagging import str_of

CASE = "RZ-2026-0001"
LATER = MONDAY + timedelta(minutes=15)


@pytest.fixture
def office(office: Database, tmp_path: Path) -> Database:
    with office.writing() as tx:
        marker.settle(tx, tmp_path, "first")
    return office


def noted(office: Database, words: str = "called") -> None:
    with office.writing() as tx:
        perform(tx, "note", CASE, actor=HOST, now=MONDAY, zone=ZONE, inputs={"text": words})


def broken(office: Database, home: Path) -> list[tuple[str, int, str]]:
    with office.reading() as tx:
        found = verify_journal(tx, anchors=Anchors.of(home)).broken
    return [(one.case, one.seq, one.why) for one in found]


def held(office: Database) -> str:
    with office.reading() as tx:
        known = instance.found(tx)
    return known.held_because if known.held else ""


def cut(office: Database) -> None:
    """Take the newest record out, as somebody would who knows how the chain is made."""
    with office.writing() as tx:
        tx.execute(text("DELETE FROM journal WHERE seq = 2"))
        tx.execute(text("""UPDATE "case" SET version = 1"""))


def test_only_journals_that_went_on_are_noted_again(office: Database, tmp_path: Path) -> None:
    assert [anchor(office, tmp_path, MONDAY).moved, anchor(office, tmp_path, LATER).moved] == [1, 0]
    noted(office)
    assert anchor(office, tmp_path, LATER).moved == 1
    assert (broken(office, tmp_path), held(office)) == ([], "")


def test_a_tail_cut_off_is_found_though_the_chain_holds(office: Database, tmp_path: Path) -> None:
    """AT28."""
    noted(office)
    anchor(office, tmp_path, MONDAY)
    cut(office)

    assert broken(office, tmp_path) == [(CASE, 2, "anchored")]


def test_a_history_computed_anew_is_found(office: Database, tmp_path: Path) -> None:
    noted(office, "the licence was out of date")
    anchor(office, tmp_path, MONDAY)
    cut(office)
    noted(office, "the licence was in order")

    assert broken(office, tmp_path) == [(CASE, 2, "anchored")]


def test_a_line_cut_off_by_a_crash_says_nothing_and_the_next_goes_on_from_the_last_whole_one(
    office: Database, tmp_path: Path
) -> None:
    anchor(office, tmp_path, MONDAY)
    with (tmp_path / NAME).open("ab") as file:
        file.write(b'\n{"at": "2026-11-02T01:1')
    noted(office)
    anchor(office, tmp_path, LATER)

    assert broken(office, tmp_path) == []
    cut(office)
    assert broken(office, tmp_path) == [(CASE, 2, "anchored")]


@pytest.mark.parametrize("change", ["edit", "take out"])
def test_a_changed_file_is_found(office: Database, tmp_path: Path, change: str) -> None:
    anchor(office, tmp_path, MONDAY)
    noted(office)
    anchor(office, tmp_path, LATER)
    first, second = [line for line in (tmp_path / NAME).read_text().splitlines() if line]
    kept = [first.replace("2026-11-02T01:00", "2026-11-02T01:01"), second] if change == "edit" else [second]
    (tmp_path / NAME).write_text("\n".join(kept))

    assert broken(office, tmp_path) == [(NAME, 1, "anchors")]


def test_a_database_copied_without_its_newest_changes_sends_nothing(office: Database, tmp_path: Path) -> None:
    """F28: what it does not know to have been sent would be sent again."""
    noted(office)
    anchor(office, tmp_path, MONDAY)
    cut(office)

    assert anchor(office, tmp_path, LATER) == AnchorReport(0, (CASE,))
    assert held(office) == "anchors"
    post = Post({}, SendJournal.of(tmp_path), "", str_of)
    assert deliver(office, LATER, ZONE, post).held == "anchors"


def test_an_older_copy_notes_nothing_until_it_is_released_and_goes_on_from_there(
    office: Database, tmp_path: Path
) -> None:
    journal = SendJournal.of(tmp_path)
    journal.note(["gone"], MONDAY)
    noted(office)
    anchor(office, tmp_path, MONDAY)
    cut(office)
    anchor(office, tmp_path, LATER)
    anchor(office, tmp_path, LATER)

    release_by_journal(office, tmp_path, journal, "second", LATER)

    assert anchor(office, tmp_path, LATER) == AnchorReport(1)
    assert (broken(office, tmp_path), held(office)) == ([], "")


def test_a_main_file_copied_without_the_log_beside_it_is_an_older_copy(tmp_path: Path) -> None:
    written = copy_of(tmp_path / "template.db", tmp_path / "written.db")
    furnish(written)
    written.close()  # so far everything is in the main file
    with closing(Database(written.url)) as present:
        noted(present)
        shutil.copy(tmp_path / "written.db", tmp_path / "copied.db")  # the note is in the log beside it
        anchor(present, tmp_path, MONDAY)

    with closing(Database(f"sqlite:///{tmp_path / 'copied.db'}")) as copied:
        with copied.writing() as tx:
            marker.settle(tx, tmp_path, "first")
        assert anchor(copied, tmp_path, LATER).lost == (CASE,)
