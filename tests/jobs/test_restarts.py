"""PostgreSQL goes away and comes back in the middle of sweeps and deliveries: nothing is lost, nothing is sent twice."""

from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from jobs.sweep import sweep
from models.people import EVERYWHERE
from models.refusals import Unavailable
from models.vocabulary import Channel, MessageState
from store import watches
from store.database import Database
from store.tables import message
from tests.jobs.conftest import ZONE
from tests.jobs.test_nagging import Postman, at, send
from tests.restarts import restarting

pytestmark = [pytest.mark.postgres, pytest.mark.parametrize("office", ["postgres"], indirect=True)]
MORNING = at("2026-11-16T08:40")


def works(office: Database, moment: datetime, postman: Postman) -> None:
    sweep(office, moment, ZONE)
    send(office, f"{moment:%Y-%m-%dT%H:%M}", postman)


def test_a_clock_whose_database_comes_and_goes_says_everything_once(office: Database) -> None:
    postman = Postman()
    with restarting(office, 0.02) as cut:
        for minute in range(12):
            with suppress(Unavailable):
                works(office, MORNING + timedelta(minutes=minute), postman)
    office.close()
    works(office, MORNING + timedelta(minutes=20), postman)

    arrived = Counter(key for one in postman.carried for key in one.keys)
    with office.reading() as tx:
        mails = tx.execute(select(message.c.key, message.c.state).where(message.c.channel == Channel.EMAIL)).all()
    assert sum(cut) > 0
    assert set(arrived.values()) == {1}
    assert {key for key, state in mails if state is MessageState.SENT} == set(arrived)
    assert {state for _, state in mails} <= {MessageState.SENT, MessageState.SUPERSEDED}


def test_what_was_swept_meanwhile_is_all_there_is_to_say(office: Database) -> None:
    with restarting(office, 0.02):
        for _ in range(6):
            with suppress(Unavailable):
                sweep(office, MORNING, ZONE)
    office.close()
    sweep(office, MORNING, ZONE)
    with office.writing() as tx:
        watches.wake(tx, EVERYWHERE, MORNING)

    assert sweep(office, MORNING, ZONE).queued == 0
