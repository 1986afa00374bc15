"""Asked to stop in the middle of a delivery: the letter in hand is brought to its end, no other is begun, none is left in doubt."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy import select

from models.vocabulary import Channel, MessageState
from store.database import Database
from store.tables import letter, message
from tests.builders_store import uscc
from tests.cli.mailserver import SlowMailserver, mailserver
from tests.cli.terminal import ROOT, Terminal
from tests.flows.prefect_server import eventually
from tests.whole_day import TODAY, whole_day_rulebook

LETTERS = 6


@pytest.fixture
def mail() -> Iterator[SlowMailserver]:
    server = SlowMailserver()
    with mailserver(server):
        yield server


@pytest.fixture
def home(tmp_path: Path, mail: SlowMailserver) -> Path:
    """Six coordinators to whom letters are due."""
    settings = {"ONEPLAN_RULEBOOK": str(whole_day_rulebook(tmp_path)), "ONEPLAN_SMTP_URL": mail.url}
    long_ago = Terminal(tmp_path / "home", (TODAY - timedelta(days=10)).isoformat(), settings)
    roster = tmp_path / "roster.csv"
    roster.write_text("\n".join(["统一社会信用代码,企业名称", *(f"{uscc(one)},企业{one}" for one in range(LETTERS))]))
    long_ago.json("site", "add", "RZ", "RZ")
    long_ago.json("enterprise", "import", str(roster), "--site", "RZ")
    for one in range(LETTERS):
        told = f"--name p{one} --role coordinator --site RZ --email p{one}@example.com"
        long_ago.json("person", "add", f"p{one}", *told.split())
        long_ago.json(*f"case open --enterprise {uscc(one)} --process aeo-advanced --coordinator p{one}".split())
    return tmp_path / "home"


def engine(home: Path, mail: SlowMailserver) -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ONEPLAN_")}
    own = {"ONEPLAN_HOME": str(home), "ONEPLAN_SMTP_URL": mail.url, "PYTHONPATH": str(ROOT)}
    line = [sys.executable, "-m", "cli.main", "engine"]
    return subprocess.Popen(line, env=kept | own, cwd=home, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def states(home: Path) -> set[MessageState]:
    database = Database(f"sqlite:///{home / 'oneplan.db'}")
    with database.reading() as tx:
        mails = tx.execute(select(message.c.state).where(message.c.channel == Channel.EMAIL)).scalars()
        found = {*mails, *tx.execute(select(letter.c.state)).scalars()}
    database.close()
    return found


def test_a_stopped_engine_leaves_no_letter_in_doubt(home: Path, mail: SlowMailserver) -> None:
    running = engine(home, mail)
    assert eventually(lambda: mail.letters), running.communicate()
    running.send_signal(signal.SIGTERM)
    asked = monotonic()
    _out, err = running.communicate(timeout=60)

    assert (running.returncode, "Traceback" in err) == (0, False)
    assert monotonic() - asked < 30
    assert 0 < len(mail.letters) < LETTERS
    assert MessageState.SENDING not in states(home)
    assert MessageState.QUEUED in states(home)


def test_what_it_left_goes_out_when_it_is_started_again(home: Path, mail: SlowMailserver) -> None:
    for wanted in (1, LETTERS):
        running = engine(home, mail)
        assert eventually(lambda wanted=wanted: len(mail.letters) >= wanted)
        running.send_signal(signal.SIGTERM)
        running.communicate(timeout=60)

    assert len(mail.letters) == LETTERS
    assert not any("X-Oneplan-Repeated" in one for one in mail.letters)
