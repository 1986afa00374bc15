"""Mutes: quiet for a while, visible, and then the highest rung; nothing is lost."""

from datetime import date
from typing import Any

import pytest

from actions.lift_mute import lift_mute
from actions.mute import mute
from actions.perform import perform
from actions.record_absence import record_absence
from jobs.preview import preview
from models.mutes import Mute
from models.people import EVERYWHERE, Person
from models.refusals import Missing, Refused
from models.vocabulary import MessageState, Role
from store import outbox, people
from store.database import Database
from tests.jobs.conftest import MONDAY, USCC, ZONE
from tests.jobs.test_bounds import lawful
from tests.jobs.test_nagging import Postman, at, send, swept

NO = "RZ-2026-0001"


def quiet(office: Database, until: str, now: str = "2026-11-03T10:00", by: str = "zhao", **what: Any) -> Mute:
    with office.writing() as tx:
        chosen = what or {"no": NO}
        actor = people.get(tx, by)
        return mute(tx, until=date.fromisoformat(until), reason="搬厂", actor=actor, now=at(now), zone=ZONE, **chosen)


def heard(office: Database, *days: str) -> set[tuple[str, str]]:
    """The days on which Lin's letters spoke of which step."""
    said = set()
    for day in days:
        postman = Postman()
        swept(office, f"{day}T08:00")
        send(office, f"{day}T08:40", postman)
        said |= {(day, key.split("/")[2]) for one in postman.carried for key in one.keys if one.to[:3] == "lin"}
    return said


def test_nothing_is_said_up_to_the_last_day_and_then_the_highest_rung_alone(office: Database) -> None:
    quiet(office, "2026-11-13")
    said = heard(office, "2026-11-09", "2026-11-11", "2026-11-13", "2026-11-16")

    assert {day for day, _ in said} == {"2026-11-16"}
    with office.reading() as tx:
        sent = outbox.listing(tx, EVERYWHERE, state=MessageState.SENT, limit=500).items
    assert len({(one.subject_key, one.person, one.channel) for one in sent}) == len(sent)


@pytest.mark.parametrize("what", [{"no": NO}, {"uscc": USCC, "site": "RZ"}, {"site": "RZ"}])
def test_a_case_an_enterprise_or_a_site_is_muted_whole(office: Database, what: dict[str, str]) -> None:
    quiet(office, "2026-11-13", **what)

    assert heard(office, "2026-11-09", "2026-11-12") == set()


def test_of_a_muted_step_alone_nothing_is_said(office: Database) -> None:
    quiet(office, "2026-11-13", no=NO, step="look-back")
    steps = {step for _, step in heard(office, "2026-11-09", "2026-11-12")}

    assert "intent" in steps
    assert "look-back" not in steps


def test_what_was_queued_before_is_held_back_too_and_owed_again(office: Database) -> None:
    swept(office, "2026-11-12T08:00")
    quiet(office, "2026-11-13", now="2026-11-12T08:10")
    postman = Postman()
    send(office, "2026-11-12T08:40", postman)
    assert [key for one in postman.carried for key in one.keys if "/look-back/" in key] == []

    assert ("2026-11-16", "look-back") in heard(office, "2026-11-16")


def test_lifted_it_is_spoken_of_at_the_next_sweep(office: Database) -> None:
    made = quiet(office, "2026-11-30")
    assert heard(office, "2026-11-12") == set()
    with office.writing() as tx:
        lift_mute(tx, made.id, actor=people.get(tx, "zhao"), now=at("2026-11-12T12:00"), zone=ZONE)

    assert ("2026-11-13", "look-back") in heard(office, "2026-11-13")


def test_the_laws_date_is_not_muted(office: Database) -> None:
    lawful(office, "2026-12-14")
    quiet(office, "2026-11-30", site="RZ")
    postman = Postman()
    swept(office, "2026-11-16T08:00")
    send(office, "2026-11-16T08:40", postman)

    assert {key.split("/")[0] for one in postman.carried for key in one.keys} == {"law"}


def test_what_somebody_urges_by_hand_is_said_all_the_same(office: Database) -> None:
    quiet(office, "2026-11-13")
    with office.writing() as tx:
        zhao = people.get(tx, "zhao")
        perform(tx, "urge", NO, step="look-back", actor=zhao, now=at("2026-11-04T09:00"), zone=ZONE)

    assert heard(office, "2026-11-05") == {("2026-11-05", "look-back")}


def test_the_preview_shows_what_is_held_back_and_why(office: Database) -> None:
    quiet(office, "2026-11-30")
    with office.reading() as tx:
        foreseen = preview(tx, date(2026, 11, 12), at("2026-11-03T11:00"), ZONE, EVERYWHERE)

    assert foreseen.messages == ()
    assert {one.because for one in foreseen.suppressed} <= {"muted", "superseded"}
    assert "muted" in {one.because for one in foreseen.suppressed}


def test_the_log_shows_what_was_held_back(office: Database) -> None:
    quiet(office, "2026-11-30")
    swept(office, "2026-11-12T08:00")
    with office.reading() as tx:
        held = outbox.listing(tx, EVERYWHERE, state=MessageState.SUPPRESSED, limit=500).items

    assert {one.error for one in held} == {"muted"}


# who may ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "what", "code"),
    [
        ("lin", {"no": NO}, None),
        ("lin", {"no": NO, "step": "intent"}, None),
        ("lin", {"site": "RZ"}, "rights.role"),
        ("lin", {"site": "RZ", "uscc": USCC}, "rights.role"),
        ("mei", {"no": NO}, "rights.not_own"),
        ("wen", {"no": NO}, "rights.role"),
        ("zhao", {"site": "RZ"}, None),
        ("zhao", {"no": NO, "step": "nonsense"}, "step.no_such"),
    ],
)
def test_coordinators_mute_their_own_cases_and_supervisors_all(
    office: Database, by: str, what: dict[str, str], code: str | None
) -> None:
    with office.writing() as tx:
        people.add(tx, Person("mei", "梅", Role.COORDINATOR, "RZ"), MONDAY)
        people.add(tx, Person("wen", "温", Role.LIAISON, "RZ"), MONDAY)
    if code is None:
        assert quiet(office, "2026-11-13", by=by, **what).id
        return
    with pytest.raises(Refused) as refusal:
        quiet(office, "2026-11-13", by=by, **what)
    assert [one.code for one in refusal.value.reasons] == [code]


@pytest.mark.parametrize("until", ["2026-11-02", "2026-12-05"])
def test_a_mute_has_an_end_no_farther_ahead_than_the_manners_allow(office: Database, until: str) -> None:
    with pytest.raises(Refused) as refusal:
        quiet(office, until)

    assert [one.code for one in refusal.value.reasons] == ["mute.until"]


def test_somebody_of_another_site_cannot_even_see_it(office: Database) -> None:
    made = quiet(office, "2026-11-13")
    qiu = Person("qiu", "邱宁", Role.SUPERVISOR, "QD")
    with office.writing() as tx, pytest.raises(Missing):
        lift_mute(tx, made.id, actor=qiu, now=at("2026-11-04T10:00"), zone=ZONE)


def test_whoever_stands_in_mutes_and_lifts_for_the_absent_person(office: Database) -> None:
    with office.writing() as tx:
        people.add(tx, Person("mei", "梅", Role.COORDINATOR, "RZ"), MONDAY)
        lin, on = people.get(tx, "lin"), date(2026, 11, 3)
        record_absence(tx, "lin", first_on=on, last_on=on, substitute="mei", actor=lin, now=MONDAY, zone=ZONE)
    made = quiet(office, "2026-11-13", by="mei")
    with office.writing() as tx:
        lift_mute(tx, made.id, actor=people.get(tx, "mei"), now=at("2026-11-03T11:00"), zone=ZONE)
