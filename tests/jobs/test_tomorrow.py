"""Tomorrow's outbox: when nothing happens in between, what was foreseen for a day is what is sent on it."""

import shutil
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from actions.open_case import open_case
from actions.perform import options, perform
from jobs.deliver import deliver
from jobs.preview import preview
from jobs.rounds import Post
from jobs.sweep import sweep
from models.acts import Option
from models.moments import local_moment
from models.people import EVERYWHERE, HOST, Person
from models.refusals import OneplanError
from models.vocabulary import Channel, MessageState, Role
from notifications.channels import Envelope
from store import definitions, enterprises, outbox, people, sites
from store.database import Database
from store.enterprises import RosterRow
from store.sendlog import SendJournal
from tests.databases import copy_of
from tests.jobs.conftest import MONDAY, SHIPPED, ZONE

USCCS = ("91371100MA3C0XYQ1J", "91370200MA3CFX1P7C")
DAYS_BETWEEN = st.integers(0, 12)
AHEAD = st.integers(0, 12)
Line = tuple[str, str, str, str, str]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with two cases on their first day."""
    home = tmp_path_factory.mktemp("tomorrow")
    database = copy_of(home / "template.db", home / "begun.db")
    with database.writing() as tx:
        definitions.publish(tx, SHIPPED, "host", MONDAY)
        sites.add(tx, sites.Site("RZ", "日照示范点"))
        people.add(tx, Person("sun", "孙处长", Role.SUPERVISOR, "RZ", None, "sun@example.com"), MONDAY)
        people.add(tx, Person("zhao", "赵启明", Role.SUPERVISOR, "RZ", "sun", ""), MONDAY)
        people.add(tx, Person("lin", "林晓岚", Role.COORDINATOR, "RZ", "zhao", "lin@example.com"), MONDAY)
        people.add(tx, Person("chen", "陈立", Role.LIAISON, "RZ", "zhao", "chen@example.com"), MONDAY)
        for number, uscc in enumerate(USCCS):
            enterprises.upsert(tx, "RZ", [RosterRow(uscc, f"测试{number}有限公司")], MONDAY)
            liaison = "chen" if number else None
            open_case(
                tx,
                site="RZ",
                enterprise=uscc,
                process="aeo-advanced",
                coordinator="lin",
                liaison=liaison,
                actor=HOST,
                now=MONDAY,
                zone=ZONE,
            )
    database.close()
    return home / "begun.db"


class Silent:
    """Takes every letter."""

    def carry(self, envelope: Envelope) -> None:
        """Nobody fails."""


def live(database: Database, home: Path, day: date) -> None:
    """A day of the clock: swept and delivered in the morning and in the afternoon."""
    post = Post({Channel.EMAIL: Silent()}, SendJournal.of(home), "", lambda holder, _: holder)
    for hour in (time(8, 30), time(14, 0)):
        now = local_moment(day, hour, ZONE)
        sweep(database, now, ZONE)
        deliver(database, now, ZONE, post)


def foreseen(database: Database, on: date, now: datetime) -> set[Line]:
    with database.reading() as tx:
        found = preview(tx, on, now, ZONE, EVERYWHERE).messages
    return {(one.person, one.channel, one.rung, one.step, one.case) for one in found}


def sent_on(database: Database, day: date) -> set[Line]:
    with database.reading() as tx:
        found = outbox.listing(tx, EVERYWHERE, state=MessageState.SENT, limit=2000).items
    return {
        (one.person, one.channel, one.rung, one.step, one.case)
        for one in found
        if one.sent_at and one.sent_at.astimezone(ZONE).date() == day
    }


def act_at_random(database: Database, data: st.DataObject, now: datetime) -> None:
    """Something somebody could do just then; whatever is refused for its inputs is let be."""
    no = data.draw(st.sampled_from(["RZ-2026-0001", "RZ-2026-0002"]))
    with database.reading() as tx:
        possible = [
            one for one in options(tx, no, actor=HOST, now=now, zone=ZONE) if one.allowed and one.act != "close-case"
        ]
    chosen: Option = data.draw(st.sampled_from(possible))
    inputs = filled(chosen, data, now)
    try:
        with database.writing() as tx:
            perform(tx, chosen.act, no, actor=HOST, now=now, zone=ZONE, step=chosen.step, inputs=inputs, reason="因故")
    except OneplanError:
        return


def filled(option: Option, data: st.DataObject, now: datetime) -> dict[str, object]:
    """Values for the inputs, as a person might type them."""
    values: dict[str, object] = {}
    for one in option.inputs:
        match one.type:
            case "date":
                values[one.name] = str(now.date() + timedelta(days=data.draw(st.integers(0, 15))))
            case "integer" | "number":
                values[one.name] = data.draw(st.integers(0, 10))
            case "yes_no":
                values[one.name] = data.draw(st.booleans())
            case "person":
                values[one.name] = data.draw(st.sampled_from(["lin", "chen", "zhao"]))
            case "choice" | "choices":
                one_of = data.draw(st.sampled_from(one.choices))
                values[one.name] = one_of if one.type == "choice" else [one_of]
            case _:
                values[one.name] = data.draw(st.sampled_from(one.choices)) if one.choices else "说明"
    return values


# A day is lived in seconds: the same histories every time, and no time to shrink.
@settings(max_examples=12, deadline=None, derandomize=True, phases=set(Phase) - {Phase.shrink})
@given(data=st.data(), between=st.lists(DAYS_BETWEEN, min_size=1, max_size=6), ahead=AHEAD)
def test_what_was_foreseen_is_what_is_sent(begun: Path, data: st.DataObject, between: list[int], ahead: int) -> None:
    with TemporaryDirectory() as directory:
        home, day = Path(directory), MONDAY.date()
        database = Database(f"sqlite:///{shutil.copy(begun, home / 'office.db')}")
        for days in between:
            for _ in range(days):
                live(database, home, day)
                day += timedelta(days=1)
            act_at_random(database, data, local_moment(day, time(7, 0), ZONE))
        coming = [day + timedelta(days=days) for days in range(ahead + 1)]
        seen = {on: foreseen(database, on, local_moment(day, time(7, 30), ZONE)) for on in coming}
        for on in coming:
            live(database, home, on)
        sent = {on: sent_on(database, on) for on in coming}
        database.close()

    assert seen == sent
