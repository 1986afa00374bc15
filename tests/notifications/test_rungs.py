"""What a rung may say besides its day: under which conditions, to which offices, and what else happens."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from models.absences import Absence
from models.definitions import LadderDefinition, Recipient
from models.mutes import Mute, MuteOn
from models.office import Office
from models.people import Person
from models.vocabulary import Consequence, Priority, Role, Subject
from models.waiting import Heard, Waiting
from notifications import policy
from notifications.policy import Plan
from tests.notifications.test_policy import CHINA, LIN, ZHAO, waiting

DAY = date(2026, 11, 20)  # a Friday: due
LATE = date(2026, 11, 25)  # T+3


def ladder(*rungs: dict[str, Any]) -> LadderDefinition:
    written = [{"to": ["doer"], "wording": "due", **rung} for rung in rungs]
    return LadderDefinition.model_validate({"ladder": "one", "title": {"zh": "一", "en": "one"}, "rungs": written})


PEOPLE = {
    one.login: one
    for one in (
        LIN,
        replace(ZHAO, supervisor="qian"),
        Person("qian", "钱", Role.SUPERVISOR, "RZ"),
        Person("sec", "书", Role.SECRETARY, "RZ"),
        Person("lead", "主", Role.SITE_LEAD, "RZ"),
        Person("tax", "税", Role.DEPARTMENT, "RZ", "head", party="tax"),
        Person("head", "局", Role.DEPARTMENT, "RZ"),
        Person("commerce", "商", Role.DEPARTMENT, "RZ", party="commerce"),
        Person("mei", "梅", Role.COORDINATOR, "RZ", "zhao"),
    )
}
OFFICE = Office.of(PEOPLE)
MUTED = Mute(MuteOn.CASE, "RZ", date(2026, 11, 27), "整改", "zhao", "RZ-2026-0001", cases=frozenset({"RZ-2026-0001"}))


def plan(
    given: LadderDefinition, today: date = LATE, heard: list[Heard] | None = None, office: Office = OFFICE, **parts: Any
) -> Plan:
    return policy.plan(waiting(**parts), given, CHINA, heard or [], office, today)


def said(found: Plan) -> set[tuple[str, str]]:
    return {(one.rung, one.person) for one in found.owed}


# conditions -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("holder", "asked", "holds"),
    [
        ("customs", "customs", True),
        ("tax", "customs", False),
        ("tax", "tax", True),
        ("tax", "outside", True),
        ("enterprise", "outside", True),
        ("customs", "outside", False),
        ("nobody", "outside", False),
    ],
)
def test_a_rung_may_ask_who_has_the_ball(holder: str, asked: str, holds: bool) -> None:
    assert bool(said(plan(ladder({"at": "T", "when": [{"holder": asked}]}), holder=holder))) is holds


def test_a_rung_may_be_for_urgent_cases_alone() -> None:
    urgent = ladder({"at": "T", "when": [{"priority": "high"}]})

    assert said(plan(urgent)) == set()
    assert said(plan(urgent, priority=Priority.HIGH)) == {("T", "lin")}


def test_a_rung_may_keep_silent_once_the_step_was_acknowledged() -> None:
    upwards = ladder({"at": "T", "to": ["supervisor"], "when": ["not_acknowledged"]})

    assert said(plan(upwards)) == {("T", "zhao")}
    assert said(plan(upwards, acknowledged_on=date(2026, 11, 18))) == set()


def test_a_rung_may_count_the_holders_own_time() -> None:
    """N5: the ball came on Thursday the 12th; five working days are full on Thursday the 19th."""
    own_time = ladder({"at": "T-3", "when": [{"held_for": 5}]})
    since = date(2026, 11, 12)
    on = {day: said(plan(own_time, date(2026, 11, day), held_since=since)) for day in (17, 18, 19)}

    assert on == {17: set(), 18: set(), 19: {("T-3", "lin")}}


def test_it_is_looked_at_again_when_that_time_is_full() -> None:
    own_time = ladder({"at": "T-3", "when": [{"held_for": 5}]})

    assert plan(own_time, date(2026, 11, 17), held_since=date(2026, 11, 12)).next_on == date(2026, 11, 19)


def test_the_highest_rung_whose_conditions_hold_is_owed() -> None:
    found = plan(ladder({"at": "T"}, {"at": "T+1", "when": [{"holder": "tax"}]}))

    assert said(found) == {("T", "lin")}


def test_a_rung_whose_conditions_hold_no_more_is_not_sent() -> None:
    given, one = ladder({"at": "T", "when": [{"holder": "customs"}]}), waiting()
    passed = replace(one, holder="tax")

    assert policy.still_true(one, one, "T", "lin", given, CHINA, OFFICE, DAY) == ""
    assert policy.still_true(passed, one, "T", "lin", given, CHINA, OFFICE, DAY) == "condition_over"


# recipients -------------------------------------------------------------------------------------------------------------


def hearers(
    place: str, people: Mapping[str, Person] = PEOPLE, *absences: Absence, **parts: Any
) -> list[tuple[str, str]]:
    """Who hears what goes there on the late day, and for whom."""
    office = Office.of(people, absences)
    return list(policy.recipients(waiting(**parts), [Recipient(place)], office, LATE).items())


def away(login: str, substitute: str) -> Absence:
    return Absence(login, LATE, LATE, substitute)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("supervisors_supervisor", "qian"),
        ("doer+1", "zhao"),
        ("doer+2", "qian"),
        ("secretary", "sec"),
        ("site_lead", "lead"),
        ("department", "tax"),
        ("department_lead", "head"),
    ],
)
def test_a_place_is_on_the_reporting_line_or_an_office_of_the_site(place: str, expected: str) -> None:
    assert hearers(place, holder="tax") == [(expected, "")]


@pytest.mark.parametrize(
    ("place", "holder"),
    [
        ("doer", "lin"),
        ("coordinator", "lin"),
        ("liaison", "lin"),
        ("supervisor", "zhao"),
        ("supervisors_supervisor", "qian"),
        ("doer+1", "zhao"),
        ("doer+2", "qian"),
        ("secretary", "sec"),
        ("site_lead", "lead"),
        ("department", "tax"),
        ("department_lead", "head"),
    ],
)
def test_whoever_is_away_is_stood_in_for_in_every_place(place: str, holder: str) -> None:
    assert hearers(place, PEOPLE, away(holder, "mei"), holder="tax") == [("mei", holder)]


def test_all_who_hold_an_office_hear_it_and_one_who_is_away_is_stood_in_for_by_another() -> None:
    two = {**PEOPLE, "shu": Person("shu", "舒", Role.SECRETARY, "RZ")}

    assert hearers("secretary", two) == [("sec", ""), ("shu", "")]
    assert hearers("secretary", two, away("sec", "shu")) == [("shu", "")]
    assert hearers("secretary", two, away("sec", "mei")) == [("mei", "sec"), ("shu", "")]


@pytest.mark.parametrize("place", ["doer+2", "secretary", "site_lead", "department"])
def test_a_place_is_looked_at_again_when_somebody_comes_back(place: str) -> None:
    holder = {"doer+2": "qian", "secretary": "sec", "site_lead": "lead", "department": "tax"}[place]
    office = Office.of(PEOPLE, [away(holder, "mei")])

    assert plan(ladder({"at": "T", "to": [place]}), LATE, office=office, holder="tax").next_on == date(2026, 11, 26)


def test_nobody_speaks_for_the_department_so_the_coordinator_passes_it_on() -> None:
    assert hearers("department", holder="forex") == [("lin", "")]


def test_nobody_leads_the_department_so_the_supervisor_hears_it() -> None:
    assert hearers("department_lead", holder="commerce") == [("zhao", "")]


def test_that_it_was_asked_just_now_only_the_department_hears() -> None:
    assert hearers("department", holder="tax", subject=Subject.ASKED) == [("tax", "")]
    assert hearers("department", holder="forex", subject=Subject.ASKED) == []


def test_an_office_nobody_holds_is_the_supervisors() -> None:
    without = {login: one for login, one in PEOPLE.items() if login != "sec"}

    assert hearers("secretary", without) == [("zhao", "")]


def test_above_the_top_there_is_nobody_and_still_somebody_is_told() -> None:
    assert hearers("doer+3") == [("zhao", ""), ("qian", "")]


def test_an_alarm_is_for_those_who_run_every_site_and_without_them_for_those_of_each() -> None:
    ada, bao = Person("ada", "艾", Role.ADMINISTRATOR, "RZ"), Person("bao", "包", Role.ADMINISTRATOR)
    nowhere = {"site": "", "case": "", "doer": None, "coordinator": None, "supervisor": None}

    assert hearers("administrators", {"ada": ada, "bao": bao}, **nowhere) == [("bao", "")]
    assert hearers("administrators", {"ada": ada}, **nowhere) == [("ada", "")]


def test_a_reporting_line_in_a_circle_comes_to_an_end() -> None:
    circle = {**PEOPLE, "qian": replace(PEOPLE["qian"], supervisor="zhao")}

    assert hearers("doer+2", circle, doer="zhao") == [("zhao", ""), ("qian", "")]


# consequences -----------------------------------------------------------------------------------------------------------


def deeds(found: Plan) -> list[tuple[str, str]]:
    return [(deed.rung, str(deed.what)) for deed in found.deeds]


def test_a_rung_brings_about_what_it_says_on_its_day() -> None:
    given = ladder({"at": "T+1", "then": ["raise_priority", "put_on_agenda"]})

    assert deeds(plan(given, DAY)) == []
    assert deeds(plan(given)) == [("T+1", "raise_priority"), ("T+1", "put_on_agenda")]


def test_what_overtaken_rungs_bring_about_is_not_lost_and_each_thing_happens_once() -> None:
    given = ladder(
        {"at": "T", "then": ["raise_priority"]}, {"at": "T+1", "every": 1, "times": 2, "then": ["put_on_agenda"]}
    )

    assert deeds(plan(given)) == [("T", "raise_priority"), ("T+1#2", "put_on_agenda")]


def test_a_rung_whose_conditions_do_not_hold_brings_nothing_about() -> None:
    assert deeds(plan(ladder({"at": "T", "when": [{"holder": "tax"}], "then": ["raise_priority"]}))) == []


@pytest.mark.parametrize("quiet", [{"silent": True}, {"snoozed_until": date(2026, 11, 30)}])
def test_nothing_happens_behind_the_back_of_the_quiet(quiet: dict[str, Any]) -> None:
    assert deeds(plan(ladder({"at": "T", "then": ["raise_priority"]}), **quiet)) == []


def test_a_mute_keeps_back_words_and_not_what_a_rung_brings_about() -> None:
    found = plan(ladder({"at": "T", "then": ["raise_priority"]}), office=Office.of(PEOPLE, mutes=[MUTED]))

    assert (said(found), deeds(found)) == (set(), [("T", "raise_priority")])


def test_nothing_can_be_done_to_what_belongs_to_no_case() -> None:
    assert deeds(plan(ladder({"at": "T", "then": ["raise_priority"]}), case="")) == []


def test_a_moved_date_brings_it_about_anew_and_a_recomputation_that_moves_nothing_does_not() -> None:
    given = ladder({"at": "T", "then": ["put_on_agenda"]})
    keys = {plan(given, revision=revision).deeds[0].key for revision in (1, 1, 2)}

    assert len(keys) == 2


# promises ---------------------------------------------------------------------------------------------------------------

BOTH = ladder({"at": "T", "to": ["doer", "supervisor"]})
UNTIL = date(2026, 11, 27)


def test_who_promised_a_day_is_left_in_peace_until_it_is_over_and_those_above_are_not() -> None:
    assert said(plan(BOTH, promised_on=UNTIL)) == {("T", "zhao")}
    assert said(plan(BOTH, UNTIL, promised_on=UNTIL)) == {("T", "zhao")}
    assert said(plan(BOTH, date(2026, 11, 28), promised_on=UNTIL)) == {("T", "lin"), ("T", "zhao")}


def test_a_promise_leaves_in_peace_whoever_acts_on_the_day() -> None:
    stood_in_for = Office.of(PEOPLE, [away("lin", "mei")])

    assert said(plan(BOTH, LATE, office=stood_in_for, promised_on=UNTIL)) == {("T", "zhao")}


def test_what_was_held_is_looked_at_on_the_day_after() -> None:
    assert plan(BOTH, promised_on=UNTIL).next_on == date(2026, 11, 28)


def test_what_was_queued_before_the_promise_waits_for_its_day() -> None:
    one = waiting()
    promised = replace(one, promised_on=UNTIL)

    assert policy.still_true(promised, one, "T", "lin", BOTH, CHINA, OFFICE, LATE) == "promised"
    assert policy.still_true(promised, one, "T", "zhao", BOTH, CHINA, OFFICE, LATE) == ""
    assert policy.still_true(promised, one, "T", "lin", BOTH, CHINA, OFFICE, date(2026, 11, 28)) == ""


def test_who_is_urged_hears_it_in_spite_of_a_promise() -> None:
    assert ("U1", "lin") in said(plan(BOTH, promised_on=UNTIL, urged_on=LATE, urged=1))


# the days ahead ---------------------------------------------------------------------------------------------------------


class Planner:
    """One ladder for everything."""

    def __init__(self, given: LadderDefinition, office: Office) -> None:
        self.ladder, self.office = given, office

    def plan(self, waiting: Waiting, heard: list[Heard], today: date) -> Plan:
        return policy.plan(waiting, self.ladder, CHINA, heard, self.office, today)

    def still_true(self, waiting: Waiting | None, sent: Waiting, rung: str, person: str, today: date) -> str:
        return policy.still_true(waiting, sent, rung, person, self.ladder, CHINA, self.office, today)


def ahead(
    given: LadderDefinition, *waitings: Waiting, done: set[str] | None = None, office: Office = OFFICE
) -> set[tuple[date, str, str, str]]:
    return set(_ahead(given, waitings, done or set(), office))


def _ahead(
    given: LadderDefinition, waitings: tuple[Waiting, ...], done: set[str], office: Office
) -> Iterator[tuple[date, str, str, str]]:
    for found in policy.ahead(waitings, Planner(given, office), {}, done, date(2026, 11, 16), date(2026, 11, 30)):
        yield from ((one.planned_on, one.waiting.step, one.rung, one.person) for one in found.owed)


def test_a_priority_raised_on_the_way_counts_for_the_whole_case() -> None:
    given = ladder({"at": "T", "then": ["raise_priority"]}, {"at": "T+1", "when": [{"priority": "high"}]})
    other = waiting(key="RZ-2026-0001/plan/target", step="plan", due_on=date(2026, 11, 24))
    foreseen = ahead(given, waiting(), other)

    assert (date(2026, 11, 23), "intent", "T+1", "lin") in foreseen
    assert (date(2026, 11, 25), "plan", "T+1", "lin") in foreseen


def test_what_was_brought_about_before_is_not_supposed_again() -> None:
    given = ladder({"at": "T", "then": ["raise_priority"]}, {"at": "T+1", "when": [{"priority": "high"}]})
    done = {f"{waiting().key}/r1/T/{Consequence.RAISE_PRIORITY}"}

    assert {rung for _, _, rung, _ in ahead(given, waiting(), done=done)} == {"T"}


def test_a_step_handed_over_is_the_supervisors_from_that_day_on() -> None:
    given = ladder({"at": "T", "then": ["hand_to_supervisor"]}, {"at": "T+1"})

    assert ahead(given, waiting()) == {(DAY, "intent", "T", "zhao"), (date(2026, 11, 23), "intent", "T+1", "zhao")}


def test_a_promise_ends_with_the_handing_over() -> None:
    given = ladder({"at": "T", "then": ["hand_to_supervisor"]})
    promise = waiting(key="RZ-2026-0001/intent/promise", subject=Subject.PROMISE, due_on=date(2026, 11, 26))

    assert {key for key in ahead(given, waiting(), promise) if key[0] > DAY} == set()


def test_the_days_ahead_know_who_goes_away_and_comes_back() -> None:
    foreseen = ahead(ladder({"at": "T"}), waiting(), office=Office.of(PEOPLE, [Absence("lin", DAY, LATE, "mei")]))

    assert foreseen == {(DAY, "intent", "T", "mei"), (date(2026, 11, 26), "intent", "T", "lin")}


def test_the_days_ahead_know_what_is_muted_and_until_when() -> None:
    given = ladder({"at": "T"}, {"at": "T+1"})

    assert ahead(given, waiting(), office=Office.of(PEOPLE, mutes=[MUTED])) == {
        (date(2026, 11, 28), "intent", "T+1", "lin")
    }
