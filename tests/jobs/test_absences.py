"""Absences in the office: who hears of what on which day, told before and after, nothing lost and nothing twice."""

from datetime import date

import pytest
from sqlalchemy import Connection

from actions.end_absence import end_absence
from actions.perform import perform
from actions.record_absence import record_absence
from jobs.sweep import sweep
from models.absences import Absence
from models.people import EVERYWHERE, Person
from models.refusals import Missing, Refused
from models.vocabulary import Channel, MessageState, Role
from store import inbox, journal, outbox, people, worklist
from store.database import Database
from store.messages import Message
from store.worklist import Wanted
from tests.jobs.conftest import MONDAY, ZONE
from tests.jobs.test_nagging import Postman, at, send, swept

NO = "RZ-2026-0001"


@pytest.fixture(autouse=True)
def mei(office: Database) -> None:
    """A second coordinator and a liaison."""
    with office.writing() as tx:
        people.add(tx, Person("mei", "梅若水", Role.COORDINATOR, "RZ", "zhao", "mei@example.com"), MONDAY)
        people.add(tx, Person("wen", "温和", Role.LIAISON, "RZ", "zhao", "wen@example.com"), MONDAY)


def away(office: Database, first: str, last: str, now: str, who: str = "lin", by: str = "mei") -> Absence:
    with office.writing() as tx:
        return record_absence(
            tx,
            who,
            first_on=date.fromisoformat(first),
            last_on=date.fromisoformat(last),
            substitute=by,
            actor=people.get(tx, who),
            now=at(now),
            zone=ZONE,
        )


def back(office: Database, absence: Absence, now: str) -> None:
    with office.writing() as tx:
        end_absence(tx, absence.id, actor=people.get(tx, absence.person), now=at(now), zone=ZONE)


def morning(office: Database, day: str, postman: Postman) -> None:
    swept(office, f"{day}T08:00")
    send(office, f"{day}T08:40", postman)


def of_case(office: Database, person: str) -> list[tuple[str, str, str]]:
    """What the person has heard of the case in the inbox: the day, the rung, for whom."""
    with office.reading() as tx:
        found = [one for one in inbox.of_person(tx, person, limit=500).items if one.case]
    return sorted((str(one.planned_on), one.rung, one.on_behalf_of) for one in found if one.step == "look-back")


def told(office: Database, person: str) -> list[str]:
    """The kinds of messages about absences the person has had in the inbox, in order."""
    with office.reading() as tx:
        return [one.kind for one in reversed(inbox.of_person(tx, person, limit=500).items) if not one.case]


def messages(tx: Connection) -> list[Message]:
    return list(outbox.listing(tx, EVERYWHERE, limit=5000).items)


def test_the_routing_table_of_a_week_away(office: Database) -> None:
    """T12: everything the absent person would hear goes to the substitute while it lasts, and comes back by itself."""
    away(office, "2026-11-11", "2026-11-13", "2026-11-03T10:00")
    postman = Postman()
    days = ("2026-11-09", "2026-11-10", "2026-11-11", "2026-11-12", "2026-11-13", "2026-11-16", "2026-11-17")
    for day in days:
        morning(office, day, postman)
    heard = {person: {(day, whom) for day, _, whom in of_case(office, person)} for person in ("lin", "mei")}

    assert {day for day, _ in heard["mei"]} <= {"2026-11-11", "2026-11-12", "2026-11-13"}
    assert {whom for _, whom in heard["mei"]} == {"lin"}
    assert {day for day, _ in heard["lin"]}.isdisjoint({"2026-11-11", "2026-11-12", "2026-11-13"})


def test_the_letter_says_for_whom_and_asks_to_act(office: Database) -> None:
    away(office, "2026-11-16", "2026-11-17", "2026-11-03T10:00")
    postman = Postman()
    morning(office, "2026-11-16", postman)
    text = next(one.letter.text for one in postman.carried if one.to == "mei@example.com")

    assert "代 林晓岚：测试水产有限公司" in text
    assert "请尽快" in text


def test_both_are_told_when_it_is_recorded_ahead_of_it_on_its_first_and_on_its_last_day(office: Database) -> None:
    """T13."""
    away(office, "2026-11-16", "2026-11-18", "2026-11-04T10:00")
    postman = Postman()
    for day in ("2026-11-04", "2026-11-05", "2026-11-11", "2026-11-12", "2026-11-16", "2026-11-17", "2026-11-18"):
        morning(office, day, postman)

    assert told(office, "lin") == ["absence_recorded", "handover", "absence_begins", "absence_ends"]
    assert told(office, "mei") == ["absence_recorded", "absence_begins", "absence_ends"]
    assert told(office, "zhao") == ["handover"]


def test_they_are_told_by_mail_too_the_absent_person_wherever_they_are(office: Database) -> None:
    away(office, "2026-11-16", "2026-11-18", "2026-11-04T10:00")
    postman = Postman()
    morning(office, "2026-11-16", postman)
    mails = {one.to: one.letter.text for one in postman.carried}

    assert "林晓岚自 2026-11-16 起外出，至 2026-11-18 止，由梅若水代理" in mails["lin@example.com"]
    assert "由梅若水代理" in mails["mei@example.com"]


def test_an_absence_recorded_late_still_asks_for_the_handover(office: Database) -> None:
    away(office, "2026-11-05", "2026-11-06", "2026-11-04T08:00")
    morning(office, "2026-11-04", Postman())

    assert set(told(office, "lin")) == {"absence_recorded", "handover"}


def test_one_that_ends_early_is_told_of_on_that_day_and_the_work_is_back(office: Database) -> None:
    absence, postman = away(office, "2026-11-10", "2026-11-30", "2026-11-03T10:00"), Postman()
    morning(office, "2026-11-10", postman)
    back(office, absence, "2026-11-12T08:00")
    morning(office, "2026-11-12", postman)
    morning(office, "2026-11-16", postman)

    assert told(office, "mei")[-1] == "absence_ends"
    assert [day for day, *_ in of_case(office, "lin")][-1] >= "2026-11-12"
    assert all(day < "2026-11-12" for day, *_ in of_case(office, "mei"))


def test_one_called_off_takes_back_what_was_not_yet_said(office: Database) -> None:
    absence, postman = away(office, "2026-11-16", "2026-11-18", "2026-11-04T07:00"), Postman()
    morning(office, "2026-11-04", postman)
    back(office, absence, "2026-11-05T10:00")
    for day in ("2026-11-05", "2026-11-06", "2026-11-11", "2026-11-16"):
        morning(office, day, postman)

    assert told(office, "mei") == ["absence_recorded", "absence_called_off"]


def test_what_was_queued_for_somebody_who_has_gone_since_goes_to_whom_it_now_concerns(office: Database) -> None:
    postman = Postman()
    swept(office, "2026-11-13T19:00")  # after hours on Friday: queued for Lin
    away(office, "2026-11-16", "2026-11-20", "2026-11-13T20:00")
    morning(office, "2026-11-16", postman)
    about = [(one.to, key) for one in postman.carried for key in one.keys if "/look-back/" in key]

    assert {to for to, _ in about} == {"mei@example.com", "zhao@example.com"}
    assert len(about) == len(set(about))


def test_what_was_queued_for_the_substitute_goes_to_whoever_came_back(office: Database) -> None:
    absence, postman = away(office, "2026-11-09", "2026-11-20", "2026-11-03T10:00"), Postman()
    swept(office, "2026-11-13T19:00")
    back(office, absence, "2026-11-13T20:00")
    morning(office, "2026-11-16", postman)
    about = [one.to for one in postman.carried for key in one.keys if "/look-back/" in key]

    assert sorted(about) == ["lin@example.com", "zhao@example.com"]
    with office.reading() as tx:
        meis = [one for one in messages(tx) if one.person == "mei" and one.step == "look-back"]
        because = {one.error for one in meis if one.state is MessageState.SUPPRESSED}
        assert because == {"no_longer_theirs"}


def test_whoever_goes_and_comes_back_before_the_letter_leaves_hears_it_once(office: Database) -> None:
    postman = Postman()
    swept(office, "2026-11-13T19:00")
    absence = away(office, "2026-11-14", "2026-11-20", "2026-11-13T20:00")
    swept(office, "2026-11-14T08:00")
    send(office, "2026-11-14T08:40", postman)  # a Saturday: nothing leaves
    back(office, absence, "2026-11-15T10:00")
    morning(office, "2026-11-16", postman)
    send(office, "2026-11-16T14:10", postman)
    about = [(one.to, key) for one in postman.carried for key in one.keys if "/look-back/" in key]

    assert [to for to, _ in about].count("lin@example.com") == 1


def test_the_substitute_and_who_comes_back_hear_the_highest_rung_they_have_not_heard(office: Database) -> None:
    postman = Postman()
    morning(office, "2026-11-16", postman)
    away(office, "2026-11-17", "2026-11-18", "2026-11-16T12:00")
    for day in ("2026-11-17", "2026-11-18", "2026-11-19"):
        morning(office, day, postman)
    lin, mei = of_case(office, "lin"), of_case(office, "mei")

    assert next(day for day, *_ in mei) == "2026-11-17"
    assert len({rung for _, rung, _ in lin}) == len(lin)


def test_acts_on_behalf_are_found_out_and_journaled(office: Database) -> None:
    away(office, "2026-11-03", "2026-11-06", "2026-11-02T10:00")
    with office.writing() as tx:
        perform(
            tx,
            "note",
            NO,
            actor=people.get(tx, "mei"),
            now=at("2026-11-03T10:00"),
            zone=ZONE,
            inputs={"text": "已通话"},
        )
        record = journal.records(tx, NO)[-1]

    assert (record.actor, record.on_behalf_of) == ("mei", "lin")


def test_before_and_after_the_absence_the_substitute_may_not(office: Database) -> None:
    away(office, "2026-11-04", "2026-11-05", "2026-11-02T10:00")
    for now in ("2026-11-03T10:00", "2026-11-06T10:00"):
        with office.writing() as tx, pytest.raises(Refused) as refusal:
            perform(tx, "note", NO, actor=people.get(tx, "mei"), now=at(now), zone=ZONE, inputs={"text": "?"})
        assert refusal.value.reasons[0].code == "rights.not_own"


def test_on_behalf_of_somebody_one_does_not_stand_in_for_is_refused(office: Database) -> None:
    with office.reading() as tx:
        mei = people.get(tx, "mei")
    with office.writing() as tx, pytest.raises(Refused) as refusal:
        perform(
            tx, "note", NO, actor=mei, now=at("2026-11-03T10:00"), zone=ZONE, inputs={"text": "?"}, on_behalf_of="lin"
        )

    assert refusal.value.reasons[0].code == "rights.no_substitute"


def test_somebody_of_another_site_does_not_even_exist(office: Database) -> None:
    qiu, on = Person("qiu", "邱宁", Role.SUPERVISOR, "QD"), date(2026, 11, 9)
    with office.writing() as tx, pytest.raises(Missing):
        record_absence(tx, "lin", first_on=on, last_on=on, substitute="mei", actor=qiu, now=MONDAY, zone=ZONE)


def test_new_work_that_comes_meanwhile_is_the_substitutes_too(office: Database) -> None:
    away(office, "2026-11-03", "2026-11-30", "2026-11-02T10:00")
    postman = Postman()
    with office.writing() as tx:
        lin = people.get(tx, "lin")
        inputs = {"title": "补件", "due_on": "2026-11-05"}
        perform(tx, "add-step", NO, actor=lin, now=at("2026-11-03T10:00"), zone=ZONE, inputs=inputs, reason="缺件")
        wanted = Wanted(today=date(2026, 11, 3), logins=("lin",))
        (added,) = [one for one in worklist.listing(tx, EVERYWHERE, wanted).items if one.title == "补件"]
    morning(office, "2026-11-05", postman)

    assert [one.to for one in postman.carried for key in one.keys if f"/{added.key}/" in key] == ["mei@example.com"]


def test_the_substitute_who_is_switched_off_leaves_it_to_the_supervisor(office: Database) -> None:
    away(office, "2026-11-09", "2026-11-20", "2026-11-03T10:00")
    with office.writing() as tx:
        people.change(tx, Person("mei", "梅若水", Role.COORDINATOR, "RZ", "zhao", active=False))
    morning(office, "2026-11-09", Postman())
    with office.reading() as tx:
        reached = {one.person for one in messages(tx) if one.step == "look-back" and one.state is MessageState.SENT}

    assert reached == {"zhao"}


def test_a_sweep_that_finds_nobody_away_queues_what_it_always_did(office: Database) -> None:
    before = sweep(office, at("2026-11-09T08:00"), ZONE).queued
    away(office, "2027-01-04", "2027-01-05", "2026-11-09T08:30")

    assert before > 0
    assert sweep(office, at("2026-11-09T09:00"), ZONE).queued == 2 * len((Channel.INBOX, Channel.EMAIL))
