"""Absences, mutes and alarms in the database, and messages that belong to no case."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from models.absences import Absence
from models.mutes import Mute, MuteOn
from models.people import EVERYWHERE, Scope
from models.refusals import Missing
from models.vocabulary import MessageState, Subject
from models.waiting import Waiting, Watch
from store import absences, alarms, letters, mutes, outbox, watches
from store.database import Database
from tests.builders_store import NOW, TODAY, a_case, intent, keep, settle, uscc, waiting

AWAY = Absence("lin", TODAY, TODAY + timedelta(4), "zhao", "培训")


def of_no_case(site: str = "RZ") -> Waiting:
    kept = replace(AWAY, id=1)
    return Waiting("absence/1/begins", Subject.ABSENCE, "", site, "", TODAY, "absence-begins", "customs", absence=kept)


@pytest.fixture
def tx(database: Database):  # type: ignore[no-untyped-def]
    """One transaction at a small site with one case."""
    with database.writing() as connection:
        settle(connection)
        keep(connection, a_case())
        yield connection


def test_an_absence_is_found_as_it_was_recorded(tx: Connection) -> None:
    id = absences.add(tx, AWAY, "zhao", NOW)

    assert absences.get(tx, id) == replace(AWAY, id=id)
    assert absences.recent(tx, TODAY) == [replace(AWAY, id=id)]


def test_what_is_over_or_called_off_is_not_listed_and_what_is_long_over_forgotten(tx: Connection) -> None:
    absences.end(tx, absences.add(tx, AWAY, "zhao", NOW), TODAY, "lin")
    later = absences.add(tx, replace(AWAY, first_on=TODAY + timedelta(9), last_on=TODAY + timedelta(9)), "lin", NOW)

    assert [one.id for one in absences.listing(tx, EVERYWHERE, TODAY)] == [later]
    assert absences.recent(tx, TODAY + timedelta(200)) == []


def test_another_sites_absences_are_not_met(tx: Connection) -> None:
    absences.add(tx, AWAY, "zhao", NOW)

    assert absences.listing(tx, Scope.of("QD"), TODAY) == []


def test_nobody_stands_in_for_themselves_whatever_the_program_thinks(tx: Connection) -> None:
    with pytest.raises(IntegrityError):
        absences.add(tx, replace(AWAY, substitute="lin"), "lin", NOW)


def test_a_muted_enterprise_is_all_of_its_cases_those_opened_later_too(tx: Connection) -> None:
    code = a_case().enterprise.uscc
    mutes.add(tx, Mute(MuteOn.ENTERPRISE, "RZ", TODAY, "搬厂", "zhao", code), NOW)
    keep(tx, a_case("RZ-2026-0004"))
    (found,) = mutes.in_force(tx, TODAY)

    assert code == uscc(2)
    assert found.cases == {"RZ-2026-0001", "RZ-2026-0004"}


def test_a_mute_holds_through_its_last_day_unless_it_is_lifted(tx: Connection) -> None:
    id = mutes.add(tx, Mute(MuteOn.CASE, "RZ", TODAY, "搬厂", "zhao", "RZ-2026-0001"), NOW)
    assert [len(mutes.in_force(tx, day)) for day in (TODAY, TODAY + timedelta(1))] == [1, 0]

    mutes.lift(tx, id, "zhao", NOW)

    with pytest.raises(Missing):
        mutes.get(tx, id, TODAY)


def test_an_alarm_is_raised_once_until_it_is_over(tx: Connection) -> None:
    first, again = alarms.begin(tx, "blast", 3, NOW), alarms.begin(tx, "blast", 5, NOW)
    assert (first.id, [one.count for one in alarms.up(tx)]) == (again.id, [5])

    assert [one.id for one in alarms.end(tx, "blast", NOW)] == [first.id]
    assert alarms.up(tx) == []


def test_what_belongs_to_no_case_waits_and_is_told_like_anything_else(tx: Connection) -> None:
    watches.put(tx, Watch(of_no_case(), NOW))
    outbox.queue(tx, [replace(intent(a_case()), waiting=of_no_case(), on_behalf_of="zhao")], NOW)
    (found,) = outbox.listing(tx, Scope.of("RZ")).items

    assert watches.due(tx, NOW, site="RZ", limit=9) == [Watch(of_no_case(), NOW)]
    assert (found.case, found.site, found.on_behalf_of, found.waiting) == ("", "RZ", "zhao", of_no_case())
    assert not outbox.listing(tx, Scope.of("QD")).items
    assert outbox.counts(tx, Scope.of("QD"))[MessageState.QUEUED] == 0


def test_waking_a_site_lets_everything_there_be_looked_at(tx: Connection) -> None:
    case = a_case("RZ-2026-0004")
    keep(tx, case, [Watch(waiting(case), None)])
    watches.wake(tx, Scope.of("QD"), NOW)
    assert watches.due(tx, NOW, site="RZ", limit=9) == []

    watches.wake(tx, Scope.of("RZ"), NOW)

    assert [one.waiting.key for one in watches.due(tx, NOW, site="RZ", limit=9)] == [waiting(case).key]


def test_a_slot_tells_how_much_of_the_day_it_has_used_without_the_laws_dates(tx: Connection) -> None:
    case = a_case()
    lawful = replace(waiting(case, "b"), by_law=True)
    outbox.queue(tx, [intent(case), intent(case, "T+1"), replace(intent(case), waiting=lawful)], NOW)
    (parcel,) = outbox.waiting_parcels(tx, NOW)
    slot = f"lin/email/{date.min}"
    letters.claim(tx, slot, parcel.messages, message_id="m", now=NOW, leased_until=NOW)

    assert letters.in_slots(tx, [slot, "lin/email/other"]) == {slot: 2}
