"""The whole of it spread over processes: PostgreSQL, Prefect's server, two workers, two desks, one worker killed in the middle.

The letters go to a mail server that takes its time, so that there is a middle. Prefect's own clock is on as well, and so is the
embedded one of one of the desks: whoever else does the same jobs meanwhile does no harm.
"""

import json
import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from subprocess import Popen
from typing import Any
from urllib.request import Request, urlopen

import pytest
from sqlalchemy import select

from jobs.verify_journal import verify_journal
from models.vocabulary import Channel, MessageState
from store.database import Database
from store.tables import message
from tests.builders_store import uscc
from tests.cli.mailserver import Mailserver, SlowMailserver, mailserver
from tests.cli.terminal import Terminal
from tests.databases import empty_postgres
from tests.flows.prefect_server import (
    PrefectServer,
    answers,
    eventually,
    free_port,
    keeping_its_runs_in,
    prefect_server,
)
from tests.whole_day import TODAY, whole_day_rulebook

pytestmark = [pytest.mark.prefect, pytest.mark.postgres, pytest.mark.slow]
SITES = ("RZ", "QD", "WH")
PEOPLE = 4  # coordinators at each site
QUICK = {"PREFECT_WORKER_HEARTBEAT_SECONDS": "2", "PREFECT_WORKER_QUERY_SECONDS": "1"}


class Spread:
    """The installation as the test sees it."""

    def __init__(self, server: PrefectServer, database: Database, mail: Mailserver) -> None:
        self.server, self.database, self.mail = server, database, mail
        self.began, self.log = time.monotonic(), list[str]()

    def tells(self, what: str) -> None:
        """A line of the run's log."""
        self.log.append(f"{time.monotonic() - self.began:6.1f} s  {what}")

    def runs(self, flow: str) -> dict[str, str]:
        """The states of a flow's runs by their ids, as Prefect has them."""
        found = self._prefect("/flow_runs/filter", {"flows": {"name": {"any_": [flow]}}})
        return {one["id"]: one["state"]["name"] for one in found}

    def asks(self, flow: str) -> str:
        """Have a flow run; its id."""
        deployment = self._prefect(f"/deployments/name/{flow}/{flow}")
        return str(self._prefect(f"/deployments/{deployment['id']}/create_flow_run", {})["id"])

    def _prefect(self, path: str, body: dict[str, Any] | None = None) -> Any:
        content = None if body is None else json.dumps(body).encode()
        request = Request(f"{self.server.url}/api{path}", content, {"Content-Type": "application/json"})
        with urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def states(self) -> dict[str, MessageState]:
        """Every mail in the outbox."""
        with self.database.reading() as tx:
            rows = tx.execute(select(message.c.key, message.c.state).where(message.c.channel == Channel.EMAIL))
            return {row.key: row.state for row in rows}

    def waits(self) -> int:
        """How many mails have not come to their end."""
        return sum(state in {MessageState.QUEUED, MessageState.SENDING} for state in self.states().values())


def family(process: Popen[bytes]) -> list[int]:
    """The process and everything it started, as far as it is still there."""
    found, asked = [process.pid], [process.pid]
    while asked:
        tasks = Path(f"/proc/{asked.pop()}/task").glob("*/children")
        children = [int(pid) for file in tasks for pid in file.read_text().split()]
        found, asked = found + children, asked + children
    return found


def kill(process: Popen[bytes]) -> None:
    for pid in family(process):
        os.kill(pid, signal.SIGKILL)
    process.wait()


def fill(terminal: Terminal, site: str, codes: list[str]) -> None:
    """A site with a coordinator for each of these enterprises, whose cases were opened ten days ago."""
    roster = terminal.home.parent / f"{site}.csv"
    roster.write_text("\n".join(["统一社会信用代码,企业名称", *(f"{code},企业{code[-5:]}" for code in codes)]))
    terminal.json("site", "add", site, site)
    terminal.json("enterprise", "import", str(roster), "--site", site)
    for number, code in enumerate(codes):
        login = f"{site.lower()}{number}"
        told = f"--name {login} --role coordinator --site {site} --email {login}@example.com"
        terminal.json("person", "add", login, *told.split())
        terminal.json(*f"case open --enterprise {code} --process aeo-advanced --coordinator {login}".split())


@pytest.fixture
def spread(tmp_path: Path) -> Iterator[Spread]:
    with ExitStack() as stack:
        mail = SlowMailserver()
        stack.enter_context(mailserver(mail))
        database, prefects = stack.enter_context(empty_postgres()), stack.enter_context(empty_postgres())
        settings = {
            **keeping_its_runs_in(prefects),
            "ONEPLAN_DATABASE_URL": database.url.render_as_string(hide_password=False),
            "ONEPLAN_SMTP_URL": mail.url,
            "ONEPLAN_RULEBOOK": str(whole_day_rulebook(tmp_path)),
            "ONEPLAN_HOME": str(tmp_path / "home"),
            **QUICK,
        }
        terminal = Terminal(tmp_path / "home", (TODAY - timedelta(days=10)).isoformat(), settings)
        for number, site in enumerate(SITES):
            fill(terminal, site, [uscc(PEOPLE * number + one) for one in range(PEOPLE)])
        server = stack.enter_context(prefect_server(tmp_path, **settings))
        server("cli.main", "flows", "deploy")
        yield Spread(server, database, mail)


def test_a_worker_killed_in_the_middle_is_made_up_for_by_the_other(
    spread: Spread, capfd: pytest.CaptureFixture[str]
) -> None:
    server, ports = spread.server, (free_port(), free_port())
    worker = ("prefect", "worker", "start", "--pool", "oneplan")
    with (
        server.running("first.log", *worker) as first,
        server.running("desk1.log", "cli.main", "up", "--no-clock", "--port", str(ports[0])),
        server.running("desk2.log", "cli.main", "up", "--no-clock", "--port", str(ports[1])),
    ):
        for log, port in zip(("desk1.log", "desk2.log"), ports, strict=True):
            assert eventually(lambda port=port: answers(f"http://127.0.0.1:{port}/healthz")), server.said(log)
        spread.tells("two desks answer, one worker is there")
        spread.asks("sweep")
        assert eventually(lambda: spread.waits() >= len(SITES) * PEOPLE), server.said("first.log")
        spread.tells(f"swept {len(SITES)} sites: {spread.waits()} mails are queued")
        dying = spread.asks("deliver")
        assert eventually(lambda: spread.mail.letters), server.said("first.log")
        kill(first)
        killed_at = time.monotonic()
        before = len(spread.mail.letters)
        spread.tells(f"killed the worker after {before} letters, {spread.waits()} mails still to go")
        with server.running("second.log", *worker), server.running("engine.log", "cli.main", "engine"):
            assert eventually(lambda: not spread.waits()), server.said("second.log")
            spread.tells(f"all mails are sent, {time.monotonic() - killed_at:.1f} s after the death")
            assert eventually(lambda: spread.runs("deliver")[dying] == "Crashed"), spread.runs("deliver")
            spread.tells("the closer has ended the dead run: Crashed")
            after = spread.asks("sweep")
            assert eventually(lambda: spread.runs("sweep")[after] == "Completed"), spread.runs("sweep")
            spread.tells("the next sweep is not blocked: Completed")

    with capfd.disabled():
        print("\n" + "\n".join(spread.log))  # noqa: T201  # the run's own account
    keys = Counter(key for letter in spread.mail.letters for key in letter.get_all("X-Oneplan-Key", []))
    marked = Counter(
        key
        for letter in spread.mail.letters
        if "X-Oneplan-Repeated" in letter
        for key in letter.get_all("X-Oneplan-Key", [])
    )
    states = spread.states()
    with spread.database.reading() as tx:
        assert verify_journal(tx).ok
    assert set(keys) == {key for key, state in states.items() if state is MessageState.SENT}
    assert all(times == 1 or key in marked for key, times in keys.items())
