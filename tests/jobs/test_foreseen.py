"""When nothing else happens, the preview of a day is what is sent on it: over random absences, mutes and bounds."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from actions.mute import mute
from actions.record_absence import record_absence
from jobs.preview import preview
from jobs.sweep import sweep
from models.people import EVERYWHERE, HOST, Person
from models.refusals import Refused
from models.vocabulary import MessageState, Role
from store import outbox, people
from store.database import Database
from tests.jobs.conftest import MONDAY, ZONE
from tests.jobs.test_bounds import mannered
from tests.jobs.test_nagging import Postman, at, send

NO = "RZ-2026-0001"
FIRST = date(2026, 11, 9)
DAYS = [FIRST + timedelta(number) for number in range(16)]
STEPS = ("", "intent", "look-back", "basic-facts")


def a_history(office: Database, luck: Random) -> None:
    """People, absences as far as they are not refused, mutes, and a bound."""
    with office.writing() as tx:
        for login in ("mei", "wen"):
            people.add(tx, Person(login, login, Role.COORDINATOR, "RZ", "zhao", f"{login}@example.com"), MONDAY)
    for _ in range(luck.randint(1, 5)):
        who, other = luck.sample(["lin", "mei", "wen", "zhao"], 2)
        first = luck.choice(DAYS)
        try:
            with office.writing() as tx:
                last = first + timedelta(luck.randint(0, 5))
                record_absence(
                    tx,
                    who,
                    first_on=first,
                    last_on=last,
                    substitute=other,
                    actor=HOST,
                    now=at("2026-11-06T10:00"),
                    zone=ZONE,
                )
        except Refused:
            continue
    for _ in range(luck.randint(0, 2)):
        with office.writing() as tx:
            until, step = luck.choice(DAYS), luck.choice(STEPS)
            mute(tx, no=NO, step=step, until=until, reason="静", actor=HOST, now=at("2026-11-06T10:00"), zone=ZONE)
    mannered(office, most_a_day=luck.choice([1, 2, 30]))


def sent(office: Database) -> Counter[tuple[str, str, str, str]]:
    with office.reading() as tx:
        found = outbox.listing(tx, EVERYWHERE, state=MessageState.SENT, limit=5000).items
    return Counter((one.person, str(one.channel), one.rung, one.step) for one in found)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_what_is_foreseen_for_each_day_is_what_is_sent_on_it(office: Database, seed: int) -> None:
    a_history(office, Random(seed))
    with office.reading() as tx:
        days = {day: preview(tx, day, at("2026-11-09T06:00"), ZONE, EVERYWHERE) for day in DAYS}
    for day in DAYS:
        before = sent(office)
        for moment in ("00:10", "12:00"):
            sweep(office, at(f"{day}T{moment}"), ZONE)
        for moment in ("08:40", "14:10"):
            send(office, f"{day}T{moment}", Postman())
        foreseen = Counter((one.person, str(one.channel), one.rung, one.step) for one in days[day].messages)

        assert (day, sent(office) - before) == (day, foreseen)
