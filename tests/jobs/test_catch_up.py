"""Catching up: a clock that stood still for hours, for days, over a holiday or the turn of the year makes up for it in one letter.

The measure is a twin office whose clock never stood still: what each person is told on the return is the last that the twin has
told them of the same thing.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from actions.open_case import open_case
from jobs.deliver import deliver
from jobs.rounds import Post
from jobs.sweep import sweep
from models.people import EVERYWHERE, HOST, Person
from models.vocabulary import Channel, MessageState, Role
from store import definitions, enterprises, outbox, people, sites
from store.database import Database
from store.enterprises import RosterRow
from store.messages import Message
from store.sendlog import SendJournal
from tests.databases import copy_of
from tests.jobs.conftest import SHIPPED, USCC, ZONE
from tests.jobs.test_nagging import Postman, at, str_of

pytestmark = pytest.mark.xdist_group("catch-up")  # twins are long to live: one worker has them all
QUARTER = timedelta(minutes=15)


class Outage(NamedTuple):
    """A case opened on a day, the last moment of the clock before it stood still, and the first after."""

    opened: str
    last: str
    back: str


OUTAGES = {
    "hours": Outage("2026-11-02", "2026-11-09T08:15", "2026-11-09T15:00"),
    "a night": Outage("2026-11-02", "2026-11-09T16:00", "2026-11-10T09:30"),
    "days": Outage("2026-11-02", "2026-11-06T15:00", "2026-11-18T10:00"),
    "the national holiday": Outage("2026-09-14", "2026-09-29T15:00", "2026-10-09T09:00"),
    "the turn of the year": Outage("2026-12-14", "2026-12-24T15:00", "2027-01-06T09:00"),
}


class Site:
    """An office with its own clock and receiver."""

    def __init__(self, database: Database, home: Path, opened: str) -> None:
        self.database, self.postman = database, Postman()
        self.post = Post({Channel.EMAIL: self.postman}, SendJournal.of(home), "http://desk", str_of)
        now = at(f"{opened}T09:00")
        with database.writing() as tx:
            definitions.publish(tx, SHIPPED, "host", now)
            sites.add(tx, sites.Site("RZ", "日照示范点"))
            people.add(tx, Person("zhao", "赵启明", Role.SUPERVISOR, "RZ", None, "zhao@example.com"), now)
            people.add(tx, Person("lin", "林晓岚", Role.COORDINATOR, "RZ", "zhao", "lin@example.com"), now)
            enterprises.upsert(tx, "RZ", [RosterRow(USCC, "测试水产有限公司")], now)
            about: dict[str, Any] = {"site": "RZ", "enterprise": USCC, "process": "aeo-advanced", "coordinator": "lin"}
            open_case(tx, **about, actor=HOST, now=now, zone=ZONE)

    def ticks(self, now: datetime) -> None:
        sweep(self.database, now, ZONE)
        deliver(self.database, now, ZONE, self.post)

    def lives(self, first: datetime, last: datetime) -> None:
        """The clock goes from ``first`` to ``last``, when something may leave: mornings and afternoons, and at the end."""
        now = first
        while now <= last:
            if now.strftime("%H:%M") in {"08:30", "14:00"}:
                self.ticks(now)
            now += QUARTER
        self.ticks(last)

    def messages(self, state: MessageState) -> Sequence[Message]:
        with self.database.reading() as tx:
            return outbox.listing(tx, EVERYWHERE, state=state, limit=5000).items

    def last_told(self) -> dict[tuple[str, str], str]:
        """The last rung each person was told of each waiting thing."""
        told = reversed(self.messages(MessageState.SENT))
        return {(one.subject_key, one.person): one.rung for one in told}


class Twins(NamedTuple):
    """Two offices with the same case, one of which stood still; ``heard`` is what that one had told before."""

    still: Site
    awake: Site
    outage: Outage
    heard: int


@pytest.fixture(scope="module", params=OUTAGES)
def twins(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twins]:
    outage = OUTAGES[request.param]
    homes = [tmp_path_factory.mktemp(name) for name in ("still", "awake")]
    databases = [copy_of(homes[0] / "template.db", home / "office.db") for home in homes]
    still, awake = (Site(one, home, outage.opened) for one, home in zip(databases, homes, strict=True))
    opened, last, back = at(f"{outage.opened}T09:00"), at(outage.last), at(outage.back)
    still.lives(opened, last)
    heard = len(still.postman.carried)
    still.ticks(back)
    awake.lives(opened, back)
    yield Twins(still, awake, outage, heard)
    for one in databases:
        one.close()


def test_after_an_outage_whoever_is_owed_anything_gets_one_letter(twins: Twins) -> None:
    letters = Counter(one.to for one in twins.still.postman.carried[twins.heard :])

    assert set(letters.values()) == {1}


def test_what_is_told_then_is_the_last_that_an_uninterrupted_clock_has_told(twins: Twins) -> None:
    assert twins.still.last_told() == twins.awake.last_told() != {}


def test_rungs_overtaken_meanwhile_are_cleared_and_stay_visible(twins: Twins) -> None:
    told = {(one.subject_key, one.person, one.rung) for one in twins.awake.messages(MessageState.SENT)}
    here = {
        (one.subject_key, one.person, one.rung)
        for state in (MessageState.SENT, MessageState.SUPERSEDED)
        for one in twins.still.messages(state)
    }

    assert told <= here
    assert not twins.still.messages(MessageState.QUEUED)


def test_the_second_look_finds_nothing_more_to_say(twins: Twins) -> None:
    before = len(twins.still.postman.carried)
    twins.still.ticks(at(twins.outage.back) + QUARTER)

    assert len(twins.still.postman.carried) == before
