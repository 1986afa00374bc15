"""The bounds of a day and of a run: what is beyond waits, the most urgent goes first, nothing is lost."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jobs.preview import preview
from jobs.sweep import sweep
from models.definitions import MannersDefinition
from models.people import EVERYWHERE, Person
from models.rulebook import Rulebook
from models.vocabulary import Channel, MessageState, Role
from models.waiting import Intent, Watch
from store import alarms, definitions, doctor, outbox, people, watches
from store.database import Database
from store.doctor import Health
from tests.jobs.conftest import MONDAY, SHIPPED, ZONE
from tests.jobs.test_nagging import Postman, at, send, swept


def mannered(office: Database, **bounds: int) -> None:
    """The shipped manners with other bounds."""
    usual = SHIPPED.manners["default"].model_dump(mode="json")
    changed = MannersDefinition.model_validate(usual | bounds)
    with office.writing() as tx:
        definitions.publish(tx, Rulebook(manners={"default": changed}), "host", MONDAY)


def lins(postman: Postman) -> list[list[str]]:
    """The steps and rungs of each of Lin's letters."""
    letters = [one for one in postman.carried if one.to == "lin@example.com"]
    return [[key.split("/")[2] for key in one.keys] for one in letters]


def left(office: Database, person: str = "lin") -> int:
    with office.reading() as tx:
        queued = outbox.listing(tx, EVERYWHERE, state=MessageState.QUEUED, limit=500).items
    return len([one for one in queued if one.person == person and one.channel is Channel.EMAIL])


def test_what_does_not_fit_into_the_day_goes_into_the_next_days_letter(office: Database) -> None:
    mannered(office, most_a_day=2)
    postman = Postman()
    swept(office, "2026-11-16T08:00")
    waiting = left(office)
    send(office, "2026-11-16T08:40", postman)
    send(office, "2026-11-16T14:10", postman)
    assert (len(lins(postman)), len(lins(postman)[0]), left(office)) == (1, 2, waiting - 2)

    send(office, "2026-11-17T08:40", postman)

    assert len(lins(postman)[1]) == min(2, waiting - 2)


def test_nothing_is_lost_and_nothing_twice_however_small_the_bound(office: Database) -> None:
    mannered(office, most_a_day=1)
    postman = Postman()
    swept(office, "2026-11-16T08:00")
    due = left(office)
    for day in range(16, 28):
        send(office, f"2026-11-{day}T08:40", postman)

    keys = [key for one in postman.carried if one.to == "lin@example.com" for key in one.keys]
    assert len(keys) == len(set(keys)) == due


def test_the_most_urgent_goes_first(office: Database) -> None:
    mannered(office, most_a_day=1)
    postman = Postman()
    swept(office, "2026-11-09T08:00")
    with office.reading() as tx:
        queued = outbox.listing(tx, EVERYWHERE, state=MessageState.QUEUED, limit=500).items
    urgency = {one.key: SHIPPED.wordings["default"].kinds[one.kind].urgency for one in queued}
    send(office, "2026-11-09T08:40", postman)
    (said,) = next(one for one in postman.carried if one.to == "lin@example.com").keys

    assert urgency[said] == max(urgency[one.key] for one in queued if one.person == "lin")


def test_a_rung_that_waited_too_long_is_overtaken_by_the_next_one(office: Database) -> None:
    mannered(office, most_a_day=1)
    postman = Postman()
    for day in ("2026-11-09", "2026-11-10", "2026-11-11", "2026-11-12", "2026-11-13", "2026-11-16"):
        swept(office, f"{day}T08:00")
        send(office, f"{day}T08:40", postman)
    with office.reading() as tx:
        waiting = outbox.listing(tx, EVERYWHERE, state=MessageState.QUEUED, limit=500).items

    assert len({(one.subject_key, one.person, one.channel) for one in waiting}) == len(waiting)


def lawful(office: Database, due_on: str) -> None:
    """One of Lin's messages is about a date of the law."""
    with office.writing() as tx:
        found = watches.all_open(tx, EVERYWHERE)[0].waiting
        law = replace(found, key="law", due_on=date.fromisoformat(due_on), by_law=True, ladder="statutory")
        watches.put(tx, Watch(law, at("2026-11-16T08:00")))


def test_what_the_law_dates_is_never_put_off(office: Database) -> None:
    mannered(office, most_a_day=1)
    lawful(office, "2026-12-14")
    postman = Postman()
    swept(office, "2026-11-16T08:00")
    send(office, "2026-11-16T08:40", postman)
    (letter,) = [one for one in postman.carried if one.to == "lin@example.com"]

    assert sorted(key.startswith("law/") for key in letter.keys) == [False, True]


@pytest.mark.parametrize(("due_on", "letters"), [("2026-11-17", 2), ("2026-11-19", 1)])
def test_the_laws_near_date_opens_a_letter_beside_the_slots_once(office: Database, due_on: str, letters: int) -> None:
    postman = Postman()
    swept(office, "2026-11-16T08:00")
    send(office, "2026-11-16T08:40", postman)
    lawful(office, due_on)
    swept(office, "2026-11-16T09:00")
    for moment in ("09:10", "09:20", "10:00"):  # T22: asked twice, sent once
        send(office, f"2026-11-16T{moment}", postman)

    assert len(lins(postman)) == letters


# a run ------------------------------------------------------------------------------------------------------------------


def test_letters_beyond_the_bound_of_a_run_wait_for_the_next_one(office: Database) -> None:
    mannered(office, most_a_run=1)
    postman = Postman()
    swept(office, "2026-11-16T08:00")
    first = send(office, "2026-11-16T08:40", postman)
    second = send(office, "2026-11-16T08:50", postman)

    assert (first.outward, first.beyond, second.outward, second.beyond) == (1, 1, 1, 0)
    assert {one.to for one in postman.carried} == {"lin@example.com", "zhao@example.com"}


def test_the_inbox_is_in_the_house_and_not_bounded(office: Database) -> None:
    mannered(office, most_a_run=1)
    swept(office, "2026-11-16T08:00")
    send(office, "2026-11-16T08:40", Postman())
    with office.reading() as tx:
        sent = outbox.listing(tx, EVERYWHERE, state=MessageState.SENT, limit=500).items

    assert {one.person for one in sent if one.channel is Channel.INBOX} == {"lin", "zhao"}


def test_it_raises_an_alarm_until_a_run_keeps_within_the_bound(office: Database, tmp_path: Path) -> None:
    mannered(office, most_a_run=1)
    postman = Postman()
    swept(office, "2026-11-16T08:00")
    send(office, "2026-11-16T08:40", postman)
    found = {one.check: one for one in doctor.glance(office, tmp_path, at("2026-11-16T08:41"))}
    assert (found["blast"].health, found["blast"].reason.values["count"]) == (Health.WARN, 1)

    send(office, "2026-11-16T08:50", postman)

    with office.reading() as tx:
        assert alarms.up(tx) == []


def test_administrators_hear_of_it_once(office: Database) -> None:
    mannered(office, most_a_run=1)
    with office.writing() as tx:
        people.add(tx, Person("ada", "艾", Role.ADMINISTRATOR), MONDAY)
        for number in range(3):
            person = Person(f"sup{number}", "", Role.SUPERVISOR, "RZ", None, f"s{number}@example.com")
            people.add(tx, person, MONDAY)
    with office.writing() as tx:
        one = watches.all_open(tx, EVERYWHERE)[0].waiting
        for number in range(3):
            intent = Intent(one, "X", f"sup{number}", Channel.EMAIL, "overdue", date(2026, 11, 16))
            outbox.queue(tx, [intent], MONDAY)
    for moment in ("08:40", "08:50"):
        sweep(office, at(f"2026-11-16T{moment}"), ZONE)
        send(office, f"2026-11-16T{moment}", Postman())
    with office.reading() as tx:
        told = [two for two in outbox.listing(tx, EVERYWHERE, limit=500).items if two.person == "ada"]

    assert [(two.kind, two.channel, two.case) for two in told] == [("blast", Channel.INBOX, "")]


def test_the_preview_of_a_bounded_day_is_what_is_sent_then(office: Database) -> None:
    mannered(office, most_a_day=2)
    postman = Postman()
    for day in ("2026-11-16", "2026-11-17", "2026-11-18"):
        with office.reading() as tx:
            foreseen = preview(tx, date.fromisoformat(day), at("2026-11-16T08:00"), ZONE, EVERYWHERE)
        swept(office, f"{day}T08:05")
        before = len(postman.carried)
        send(office, f"{day}T08:40", postman)
        sent = sorted(key for one in postman.carried[before:] for key in one.keys)

        assert len([one for one in foreseen.messages if one.channel == "email"]) == len(sent)
