"""The embedded clock and Prefect's flows at the same moment, by mistake: nothing is queued or sent twice."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Barrier

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from config.settings import Settings
from config.wiring import App
from flows.embedded import tick
from models.vocabulary import Channel, MessageState
from store.database import Database
from store.tables import message
from tests.cli.mailserver import Mailserver, mailserver
from tests.jobs.conftest import ZONE, office

__all__ = ["office"]
pytestmark = pytest.mark.prefect
NOW = datetime(2026, 11, 16, 8, 40, tzinfo=ZONE)


@pytest.fixture
def mail() -> Iterator[Mailserver]:
    with mailserver() as server:
        yield server


@pytest.fixture
def start(office: Database, mail: Mailserver, tmp_path: Path) -> Iterator[Callable[[], App]]:
    """Makes another program of the one office."""
    url = office.url.render_as_string(hide_password=False)
    settings = Settings(home=tmp_path, database_url=SecretStr(url), smtp_url=SecretStr(mail.url))
    started: list[App] = []

    def program() -> App:
        started.append(App(settings, Database(url), ZONE, lambda: NOW))
        return started[-1]

    yield program
    for one in started:
        one.database.close()


def at_once(clocks: list[Callable[[], object]]) -> None:
    ready = Barrier(len(clocks))

    def begin(clock: Callable[[], object]) -> None:
        ready.wait()
        clock()

    with ThreadPoolExecutor(len(clocks)) as pool:
        list(pool.map(begin, clocks))


def test_both_clocks_at_once_say_everything_once(
    office: Database, mail: Mailserver, start: Callable[[], App], monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import prefect_flows  # slow to import

    def worker() -> None:
        prefect_flows.duties.fn()
        prefect_flows.recompute.fn()
        prefect_flows.sweep_sites.fn(["", "RZ"])
        prefect_flows.deliver.fn()

    monkeypatch.setattr(prefect_flows, "open_app", start)
    at_once([partial(tick, start()), worker, partial(tick, start()), worker])
    worker()

    arrived = Counter(key for one in mail.letters for key in one.get_all("X-Oneplan-Key", []))
    with office.reading() as tx:
        mails = tx.execute(select(message.c.key, message.c.state).where(message.c.channel == Channel.EMAIL)).all()
    assert set(arrived.values()) == {1}
    assert {key for key, state in mails if state is MessageState.SENT} == set(arrived)
    assert {state for _, state in mails} <= {MessageState.SENT, MessageState.SUPERSEDED}
