"""Killed at any named point between finding what is due and noting that it was sent: nothing is lost, nothing queued twice."""

import os
import shutil
import signal
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from jobs.deliver import deliver
from jobs.rounds import Post
from jobs.sweep import sweep
from models.vocabulary import Channel
from notifications.channels import Envelope
from store import crash_points
from store.database import Database
from store.sendlog import SendJournal
from tests.jobs.conftest import ZONE

NOW = datetime(2026, 11, 16, 8, 40, tzinfo=ZONE)
POINTS = (
    "plan.before_commit",
    "plan.after_commit",
    "claim.before_commit",
    "claim.after_commit",
    "send.before",
    "send.after_data",
    "send.after_journal",
    "mark.before_commit",
    "mark.after_commit",
)
PERHAPS_SENT = {"send.after_data"}  # the receiver has it, nobody here knows: only there a letter may come a second time


class Receiver:
    """Keeps what arrives in a file, so that it outlives whoever brought it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def carry(self, envelope: Envelope) -> None:
        with self.path.open("a") as file:
            file.write(f"{envelope.message_id} {' '.join(envelope.keys)}\n")
            os.fsync(file.fileno())

    def arrived(self) -> list[tuple[str, ...]]:
        """Each letter: its Message-ID and the keys in it."""
        return [tuple(line.split(" ")) for line in self.path.read_text().splitlines()] if self.path.exists() else []


def run(url: str, home: Path, now: datetime) -> None:
    """One morning's work, in a database connection of its own."""
    database = Database(url)
    sweep(database, now, ZONE)
    post = Post({Channel.EMAIL: Receiver(home / "arrived")}, SendJournal.of(home), "", lambda holder, _: holder)
    deliver(database, now, ZONE, post)
    database.close()


def killed(url: str, home: Path, now: datetime, point: str, nth: int) -> bool:
    """The same in a process that dies at ``point`` when it gets there for the ``nth`` time; whether it got there."""
    child = os.fork()
    if child == 0:
        crash_points._wanted, crash_points._left = point, nth
        try:
            run(url, home, now)
        finally:
            os._exit(0)
    return os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL


def url_of(office: Database) -> str:
    return office.url.render_as_string(hide_password=False)


def messages(url: str) -> list[tuple[str, str]]:
    """Key and state of every mail there is."""
    database = Database(url)
    with database.reading() as tx:
        found = [
            (row.key, row.state) for row in tx.execute(text("select key, state from message where channel = 'email'"))
        ]
    database.close()
    return found


def sent(url: str) -> list[str]:
    """The keys of what was sent, once for each time they stand in the outbox."""
    return sorted(key for key, state in messages(url) if state == "sent")


@pytest.fixture
def url(office: Database) -> str:
    office.close()
    return office.url.render_as_string(hide_password=False)


@pytest.fixture
def calm(url: str, tmp_path: Path, request: pytest.FixtureRequest) -> list[str]:
    """What is sent when nobody dies."""
    home = tmp_path / "calm"
    home.mkdir()
    if not url.startswith("sqlite"):
        run(url, home, NOW)
        told = sent(url)
        request.getfixturevalue("postgres_office").back().close()
        return told
    copy = shutil.copy(tmp_path / "office.db", home / "office.db")
    run(f"sqlite:///{copy}", home, NOW)
    return sent(f"sqlite:///{copy}")


@pytest.mark.parametrize(("point", "nth"), [*((point, 1) for point in POINTS), *((point, 2) for point in POINTS[2:])])
def test_a_killed_morning_is_made_up_for(url: str, calm: list[str], tmp_path: Path, point: str, nth: int) -> None:
    assert killed(url, tmp_path, NOW, point, nth)

    for _ in range(2):  # at the same moment: nobody waits for the dead
        run(url, tmp_path, NOW)

    brought = Counter(key for _id, *keys in Receiver(tmp_path / "arrived").arrived() for key in keys)
    assert sorted(brought) == sent(url) == calm
    assert max(brought.values()) <= (2 if point in PERHAPS_SENT else 1)


def test_a_letter_that_comes_again_is_recognised(url: str, tmp_path: Path) -> None:
    killed(url, tmp_path, NOW, "send.after_data", 1)
    run(url, tmp_path, NOW + timedelta(minutes=10))

    letters = Receiver(tmp_path / "arrived").arrived()
    again = [letter for letter, times in Counter(letters).items() if times == 2]
    assert len(again) == 1
    assert len({letter[0] for letter in letters}) == len(set(letters))


def test_killed_again_and_again_nothing_is_lost(url: str, tmp_path: Path) -> None:
    kills, now = 0, NOW
    for turn in range(50):
        kills += killed(url, tmp_path, now, POINTS[turn % len(POINTS)], 1)
        now += timedelta(minutes=4) if turn % 5 else timedelta(days=1)
    for minutes in (0, 10):
        run(url, tmp_path, NOW + timedelta(days=14, minutes=minutes))

    brought = {key for _id, *keys in Receiver(tmp_path / "arrived").arrived() for key in keys}
    keys, states = zip(*messages(url), strict=True)
    assert kills >= 20
    assert sorted(brought) == sent(url)
    assert len(set(keys)) == len(keys)
    assert set(states) <= {"sent", "superseded", "suppressed"}
