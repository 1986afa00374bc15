"""Who is owed which rung on which day."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import standing_in
from cases.workdays import WorkCalendar
from models.absences import Absence
from models.definitions import LadderDefinition, Recipient
from models.mutes import Mute, MuteOn
from models.office import Office
from models.people import Person
from models.vocabulary import Role, Subject
from models.waiting import Heard, Waiting
from notifications import policy
from tests.cases.calendars import china

CHINA: WorkCalendar = china()
LIN = Person("lin", "林", Role.COORDINATOR, "RZ", "zhao", "lin@example.com")
ZHAO = Person("zhao", "赵", Role.SUPERVISOR, "RZ")
OFFICE = Office.of({"lin": LIN, "zhao": ZHAO})
LADDER = LadderDefinition.model_validate(
    {
        "ladder": "small",
        "title": {"zh": "小", "en": "small"},
        "rungs": [
            {"at": "T-3", "to": ["doer"], "wording": "due_soon"},
            {"at": "T", "to": ["doer"], "wording": "due_today"},
            {"at": "T+3", "to": ["doer", "supervisor"], "wording": "escalated", "every": 5, "times": 2},
        ],
    }
)


def waiting(**parts: object) -> Waiting:
    values: dict[str, object] = {
        "due_on": date(2026, 11, 20),
        "doer": "lin",
        "coordinator": "lin",
        "supervisor": "zhao",
    }
    values |= {"key": "RZ-2026-0001/intent/target", "subject": Subject.TARGET, "case": "RZ-2026-0001", "site": "RZ"}
    return Waiting(**(values | {"step": "intent", "ladder": "small", "holder": "customs"} | parts))  # type: ignore[arg-type]


def owed(today: date, heard: list[Heard] | None = None, **parts: object) -> list[tuple[str, str, str]]:
    plan = policy.plan(waiting(**parts), LADDER, CHINA, heard or [], OFFICE, today)
    return [(one.rung, one.person, one.channel) for one in plan.owed]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 16), []),
        (date(2026, 11, 17), [("T-3", "lin", "inbox"), ("T-3", "lin", "email")]),
        (date(2026, 11, 19), [("T-3", "lin", "inbox"), ("T-3", "lin", "email")]),
        (date(2026, 11, 20), [("T", "lin", "inbox"), ("T", "lin", "email")]),
        (date(2026, 11, 25), [("T+3", "lin", "inbox"), ("T+3", "lin", "email"), ("T+3", "zhao", "inbox")]),
    ],
)
def test_the_highest_rung_whose_day_has_come_is_owed(today: date, expected: list[tuple[str, str, str]]) -> None:
    assert owed(today) == expected


def test_a_rung_falls_on_working_days_make_up_saturdays_included() -> None:
    days = {one.name: one.falls_on for one in policy.rungs(waiting(due_on=date(2026, 10, 10)), LADDER, CHINA)}

    assert days["T"] == date(2026, 10, 10)
    assert days["T-3"] == date(2026, 9, 30)


def test_what_was_heard_is_not_said_again() -> None:
    heard = [Heard("RZ-2026-0001/intent/target", 1, "T", "lin")]

    assert owed(date(2026, 11, 20), heard) == []


def test_who_acknowledged_hears_no_more_of_the_rung_and_those_above_do() -> None:
    assert owed(date(2026, 11, 25), acknowledged_on=date(2026, 11, 25)) == [("T+3", "zhao", "inbox")]


def test_an_acknowledged_rung_is_not_said_to_who_acts_and_the_next_one_is() -> None:
    known = date(2026, 11, 18)

    assert owed(date(2026, 11, 19), acknowledged_on=known) == []
    assert owed(date(2026, 11, 20), acknowledged_on=known) == [("T", "lin", "inbox"), ("T", "lin", "email")]


def test_nothing_is_owed_while_it_is_snoozed_and_the_highest_rung_when_it_is_over() -> None:
    until = date(2026, 11, 20)

    assert owed(date(2026, 11, 19), snoozed_until=until) == []
    assert owed(until, snoozed_until=until) == [("T", "lin", "inbox"), ("T", "lin", "email")]


def test_a_snoozed_step_is_looked_at_when_the_snooze_is_over() -> None:
    plan = policy.plan(waiting(snoozed_until=date(2026, 11, 20)), LADDER, CHINA, [], OFFICE, date(2026, 11, 18))

    assert plan.next_on == date(2026, 11, 20)


def test_what_somebody_asks_for_by_hand_reaches_whoever_does_it() -> None:
    today = date(2026, 11, 12)

    assert owed(today, urged_on=today, urged=1) == [("U1", "lin", "inbox"), ("U1", "lin", "email")]


def test_each_urging_is_said_once() -> None:
    today = date(2026, 11, 12)
    heard = [Heard("RZ-2026-0001/intent/target", 1, "U1", "lin")]

    assert owed(today, heard, urged_on=today, urged=1) == []
    assert owed(today, heard, urged_on=today, urged=2) == [("U2", "lin", "inbox"), ("U2", "lin", "email")]


def test_what_is_urged_is_said_beside_the_rung_of_the_day() -> None:
    today = date(2026, 11, 25)
    said = owed(today, urged_on=today, urged=1)

    assert {rung for rung, _, _ in said} == {"T+3", "U1"}
    assert ("T+3", "zhao", "inbox") in said


def test_what_is_urged_after_the_rung_of_the_day_was_heard_is_said_all_the_same() -> None:
    today = date(2026, 11, 25)
    heard = [Heard("RZ-2026-0001/intent/target", 1, "T+3", person) for person in ("lin", "zhao")]

    assert {rung for rung, _, _ in owed(today, heard, urged_on=today, urged=1)} == {"U1"}


def test_a_moved_date_begins_anew() -> None:
    heard = [Heard("RZ-2026-0001/intent/target", 1, "T", "lin")]

    assert owed(date(2026, 11, 20), heard, revision=2) == [("T", "lin", "inbox"), ("T", "lin", "email")]


def test_rungs_nobody_heard_are_overtaken_not_sent() -> None:
    plan = policy.plan(waiting(), LADDER, CHINA, [], OFFICE, date(2026, 11, 25))

    assert {one.rung for one in plan.overtaken} == {"T-3", "T"}


def test_a_step_nobody_does_is_heard_of_by_the_supervisor() -> None:
    assert owed(date(2026, 11, 20), doer=None, coordinator=None) == [("T", "zhao", "inbox")]


def test_a_case_nobody_holds_at_all_is_heard_of_by_the_sites_supervisors() -> None:
    assert owed(date(2026, 11, 20), doer=None, coordinator=None, supervisor=None) == [("T", "zhao", "inbox")]


def test_a_stopped_clock_is_silent() -> None:
    assert owed(date(2026, 11, 20), silent=True) == []


def test_a_case_taken_over_has_no_past_but_what_is_due_is_asked_for() -> None:
    taken_over: dict[str, Any] = {"due_on": date(2025, 3, 3), "not_before": date(2026, 11, 20)}

    assert owed(date(2026, 11, 20), **taken_over) == [("T", "lin", "inbox"), ("T", "lin", "email")]


def test_a_repeated_rung_comes_again_under_a_name_of_its_own() -> None:
    names = [one.name for one in policy.rungs(waiting(), LADDER, CHINA)]

    assert names == ["T-3", "T", "T+3", "T+3#2"]


# absences and mutes -----------------------------------------------------------------------------------------------------

MEI = Person("mei", "梅", Role.COORDINATOR, "RZ", "zhao")
TEAM = {"lin": LIN, "mei": MEI, "zhao": ZHAO}


def away(person: str, first: int, last: int, substitute: str) -> Absence:
    return Absence(person, date(2026, 11, first), date(2026, 11, last), substitute, id=1)


def with_absences(today: date, *absences: Absence, **parts: object) -> list[tuple[str, str, str]]:
    there = Office.of(TEAM, absences)
    plan = policy.plan(waiting(**parts), LADDER, CHINA, [], there, today)
    return [(one.rung, one.person, one.on_behalf_of) for one in plan.owed if one.channel == "inbox"]


def test_whoever_stands_in_hears_it_and_for_whom() -> None:
    assert with_absences(date(2026, 11, 20), away("lin", 18, 20, "mei")) == [("T", "mei", "lin")]


def test_a_supervisor_who_stands_in_hears_a_rung_for_both_once() -> None:
    assert with_absences(date(2026, 11, 25), away("lin", 23, 27, "zhao")) == [("T+3", "zhao", "lin")]


def test_the_supervisors_duties_are_stood_in_for_too() -> None:
    said = with_absences(date(2026, 11, 25), away("zhao", 23, 27, "mei"))

    assert said == [("T+3", "lin", ""), ("T+3", "mei", "zhao")]


def test_it_is_looked_at_again_when_somebody_else_answers() -> None:
    there = Office.of(TEAM, [away("lin", 18, 18, "mei")])
    looks = [policy.plan(waiting(), LADDER, CHINA, [], there, date(2026, 11, on)).next_on for on in (16, 17, 18)]

    assert looks == [date(2026, 11, 17), date(2026, 11, 18), date(2026, 11, 19)]


def test_what_the_absent_person_acknowledged_the_substitute_hears_all_the_same() -> None:
    known = {"acknowledged_on": date(2026, 11, 17)}

    assert with_absences(date(2026, 11, 18), away("lin", 18, 20, "mei"), **known) == [("T-3", "mei", "lin")]


def test_what_the_substitute_acknowledged_is_known_to_the_substitute_alone() -> None:
    known = {"acknowledged_on": date(2026, 11, 20)}

    assert with_absences(date(2026, 11, 20), away("lin", 18, 20, "mei"), **known) == []
    assert with_absences(date(2026, 11, 21), away("lin", 18, 20, "mei"), **known) == [("T", "lin", "")]


@pytest.mark.parametrize(("today", "because"), [(17, ""), (18, "away"), (20, "away"), (21, "")])
def test_a_queued_message_need_not_be_said_to_somebody_who_has_gone(today: int, because: str) -> None:
    there, it = Office.of(TEAM, [away("lin", 18, 20, "mei")]), waiting()

    assert policy.still_true(it, it, "T-3", "lin", LADDER, CHINA, there, date(2026, 11, today)) == because


def mute(until: int, **parts: Any) -> Office:
    case = frozenset({"RZ-2026-0001"})
    made = Mute(MuteOn.CASE, "RZ", date(2026, 11, until), "", "zhao", "RZ-2026-0001", cases=case, **parts)
    return Office.of(TEAM, mutes=[made])


def test_a_muted_rung_is_held_back_and_owed_the_day_after() -> None:
    during, after = (policy.plan(waiting(), LADDER, CHINA, [], mute(22), date(2026, 11, on)) for on in (20, 23))

    assert (during.owed, [one.rung for one in during.muted][:1], during.next_on) == ((), ["T"], date(2026, 11, 23))
    assert [one.rung for one in after.owed][:1] == ["T"]


def test_the_laws_date_and_what_was_urged_are_not_muted() -> None:
    today, urged = date(2026, 11, 20), {"urged_on": date(2026, 11, 20), "urged": 1}
    lawful = policy.plan(waiting(by_law=True), LADDER, CHINA, [], mute(30), today)
    asked_for = policy.plan(waiting(**urged), LADDER, CHINA, [], mute(30), today)

    assert lawful.owed
    assert {one.rung for one in asked_for.owed} == {"U1"}


def test_a_mute_of_another_step_is_none_of_its_business() -> None:
    assert policy.plan(waiting(), LADDER, CHINA, [], mute(30, step="survey"), date(2026, 11, 20)).owed


DAYS = st.integers(1, 28)
ANY_ABSENCES = st.lists(
    st.builds(
        lambda who, other, first, length, id: Absence(
            who, date(2026, 11, first), date(2026, 11, min(first + length, 30)), other, id=id
        ),
        st.sampled_from(sorted(TEAM)),
        st.sampled_from(sorted(TEAM)),
        DAYS,
        st.integers(0, 8),
        st.integers(1, 99),
    ),
    max_size=8,
)


@given(ANY_ABSENCES, DAYS)
def test_whoever_is_away_each_place_is_heard_by_exactly_one_who_is_there(absences: list[Absence], on: int) -> None:
    """Circles, overlaps and whole offices on leave included: only where nobody up the line is there do the absent hear."""
    there, today = Office.of(TEAM, absences), date(2026, 11, on)
    for place in (Recipient.DOER, Recipient.COORDINATOR, Recipient.SUPERVISOR):
        told = policy.recipients(waiting(), [place], there, today)
        present = [login for login in TEAM if standing_in.away(login, there, today) is None]
        assert len(told) == 1
        upward = ("zhao",) if place is Recipient.SUPERVISOR else ("lin", "zhao")
        if any(standing_in.stand_in(login, there, today) for login in upward):
            assert set(told) <= set(present)


@given(ANY_ABSENCES)
def test_swept_day_by_day_nobody_hears_a_rung_twice_and_every_rung_reaches_somebody(absences: list[Absence]) -> None:
    there, heard, it = Office.of(TEAM, absences), list[Heard](), waiting()
    look: date | None = date(2026, 11, 2)
    for today in (date(2026, 11, on) for on in range(2, 31)):
        if look and look <= today:
            plan = policy.plan(it, LADDER, CHINA, heard, there, today)
            fresh = {(one.rung, one.person) for one in plan.owed}
            assert fresh.isdisjoint({(one.rung, one.person) for one in heard})
            heard, look = policy.heard_after(heard, plan.owed), plan.next_on

    assert {one.rung for one in heard} == {"T-3", "T", "T+3"}
