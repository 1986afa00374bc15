"""Who answers for whom, day by day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.standing_in import away, next_change, record_objections, stand_in, stood_in_for
from models.absences import Absence
from models.office import Office
from models.people import Person
from models.vocabulary import Role
from tests.builders import ADA, LIN, MEI, PEOPLE, QIU, WEN, ZHAO, day

TODAY = date(2026, 11, 2)


def absent(person: str, first: str, last: str, substitute: str, id: int = 1, **parts: object) -> Absence:
    return Absence(person, day(first), day(last), substitute, id=id, **parts)  # type: ignore[arg-type]


def office(*absences: Absence, **people: Person) -> Office:
    return Office.of(PEOPLE | people, absences)


def refused(asked: Absence, *others: Absence, by: Person = ZHAO) -> list[str]:
    return [one.code for one in record_objections(asked, office(*others), TODAY, by)]


CHAIN = (absent("lin", "11-16", "11-20", "mei", 1), absent("mei", "11-18", "11-23", "wen", 2))


@pytest.mark.parametrize(
    ("on", "for_lin", "for_mei"),
    [
        ("11-15", "lin", "mei"),
        ("11-16", "mei", "mei"),  # both ends are inclusive
        ("11-17", "mei", "mei"),
        ("11-18", "wen", "wen"),  # the substitute is away too: the chain is followed
        ("11-20", "wen", "wen"),
        ("11-21", "lin", "wen"),  # back by itself
        ("11-24", "lin", "mei"),
    ],
)
def test_the_routing_table_of_a_chain(on: str, for_lin: str, for_mei: str) -> None:
    there = office(*CHAIN)

    assert (stand_in("lin", there, day(on)), stand_in("mei", there, day(on))) == (for_lin, for_mei)


def test_whoever_comes_back_early_answers_from_that_day_on() -> None:
    there = office(absent("lin", "11-16", "11-20", "mei", ended_on=day("11-18")))

    assert [stand_in("lin", there, day(on)) for on in ("11-17", "11-18", "11-19")] == ["mei", "lin", "lin"]


def test_an_absence_called_off_before_it_began_covers_no_day() -> None:
    there = office(absent("lin", "11-16", "11-20", "mei", ended_on=day("11-10")))

    assert {stand_in("lin", there, day(f"11-{on}")) for on in range(10, 24)} == {"lin"}


def test_of_overlapping_absences_the_one_recorded_later_counts() -> None:
    there = office(absent("lin", "11-16", "11-20", "mei", 1), absent("lin", "11-18", "11-25", "wen", 2))

    assert [stand_in("lin", there, day(on)) for on in ("11-17", "11-18", "11-24")] == ["mei", "wen", "wen"]


def test_for_a_substitute_who_was_switched_off_the_absent_persons_supervisor_answers() -> None:
    there = office(absent("lin", "11-16", "11-20", "mei"), mei=replace(MEI, active=False))

    assert stand_in("lin", there, day("11-17")) == "zhao"


def test_a_circle_ends_where_it_closes_and_goes_up_the_line() -> None:
    there = office(absent("lin", "11-16", "11-20", "mei", 1), absent("mei", "11-16", "11-20", "lin", 2))

    assert stand_in("lin", there, day("11-17")) == "zhao"


def test_where_the_whole_line_is_away_nobody_answers() -> None:
    circle = (("lin", "mei"), ("mei", "lin"), ("zhao", "lin"))
    there = office(*(absent(one, "11-16", "11-20", other, id) for id, (one, other) in enumerate(circle)))

    assert stand_in("lin", there, day("11-17")) is None


def test_a_substitute_knows_for_whom_they_stand_in_whole_chains_included() -> None:
    there = office(*CHAIN)

    assert [one.person for one in stood_in_for("mei", there, day("11-17"))] == ["lin"]
    assert [one.person for one in stood_in_for("wen", there, day("11-18"))] == ["lin", "mei"]
    assert stood_in_for("mei", there, day("11-18")) == ()


def test_the_next_change_is_the_next_day_on_which_somebody_else_may_answer() -> None:
    turns = [next_change(["lin"], office(*CHAIN), day(on)) for on in ("11-02", "11-16", "11-18", "11-21", "11-24")]

    assert turns == [day("11-16"), day("11-18"), day("11-21"), day("11-24"), None]


def test_the_turns_of_people_who_do_not_matter_are_nobodys() -> None:
    assert next_change(["zhao"], office(*CHAIN), day("11-02")) is None


# recording --------------------------------------------------------------------------------------------------------------

ASKED = absent("lin", "11-16", "11-20", "mei", 0)


def test_everybody_records_their_own_and_supervisors_those_of_their_site() -> None:
    assert [refused(ASKED, by=by) for by in (LIN, ZHAO)] == [[], []]
    assert [refused(ASKED, by=by) for by in (MEI, WEN, ADA, QIU)] == [
        ["absence.not_yours"],
        ["absence.not_yours"],
        ["rights.role"],
        ["absence.not_yours"],
    ]


@pytest.mark.parametrize(
    ("first", "last", "codes"),
    [
        ("11-20", "11-16", ["absence.days"]),
        ("10-01", "11-01", ["absence.days"]),
        ("10-30", "11-02", []),  # it has begun, and today is its last day
        ("11-02", "2027-11-04", ["absence.too_long"]),
    ],
)
def test_the_days_can_be(first: str, last: str, codes: list[str]) -> None:
    assert refused(absent("lin", first, last, "mei", 0)) == codes


@pytest.mark.parametrize(
    ("substitute", "code"),
    [
        ("nobody", "absence.no_substitute"),
        ("lin", "absence.not_this_substitute"),
        ("qiu", "absence.no_substitute"),
        ("ada", "absence.not_this_substitute"),  # who sees no case
    ],
)
def test_the_substitute_is_a_colleague_who_sees_the_cases(substitute: str, code: str) -> None:
    assert refused(absent("lin", "11-16", "11-20", substitute, 0)) == [code]


def test_overlapping_absences_of_one_person_are_refused_and_adjacent_ones_are_not() -> None:
    assert refused(ASKED, absent("lin", "11-20", "11-25", "wen")) == ["absence.overlaps"]
    assert refused(ASKED, absent("lin", "11-21", "11-25", "wen")) == []
    assert refused(ASKED, absent("lin", "11-10", "11-30", "wen", ended_on=day("11-16"))) == []


@pytest.mark.parametrize(
    "others",
    [
        (absent("mei", "11-18", "11-25", "lin"),),
        (absent("mei", "11-10", "11-16", "lin"),),
        (absent("mei", "11-10", "11-25", "wen"), absent("wen", "11-19", "11-19", "lin")),
    ],
)
def test_a_circle_of_any_length_on_any_day_is_refused(others: tuple[Absence, ...]) -> None:
    assert refused(ASKED, *others) == ["absence.circle"]


def test_to_stand_in_for_each_other_one_after_the_other_is_no_circle() -> None:
    assert refused(ASKED, absent("mei", "11-21", "11-25", "lin")) == []


# any absences -----------------------------------------------------------------------------------------------------------

TEAM = {f"p{number}": Person(f"p{number}", "", Role.COORDINATOR, "RZ", "zhao") for number in range(5)} | {"zhao": ZHAO}
ABSENCES = st.lists(
    st.builds(
        lambda who, other, first, length: Absence(
            f"p{who}", TODAY + timedelta(first), TODAY + timedelta(first + length), f"p{other}"
        ),
        st.integers(0, 4),
        st.integers(0, 4),
        st.integers(0, 12),
        st.integers(0, 6),
    ).filter(lambda one: one.person != one.substitute),
    max_size=12,
)


def recorded(asked: list[Absence]) -> Office:
    """Those of the absences that recording lets pass, one after the other."""
    kept: list[Absence] = []
    for one in asked:
        if not list(record_objections(one, Office.of(TEAM, kept), TODAY, ZHAO)):
            kept.append(replace(one, id=len(kept) + 1))
    return Office.of(TEAM, kept)


@given(ABSENCES)
def test_whatever_was_recorded_everybody_is_answered_for_by_one_who_is_there_without_the_line(
    asked: list[Absence],
) -> None:
    there = recorded(asked)
    for on in (TODAY + timedelta(number) for number in range(20)):
        for login in TEAM:
            found = stand_in(login, there, on)
            assert found is not None
            assert away(found, there, on) is None
            assert (found == "zhao") == (login == "zhao")


@given(ABSENCES, st.integers(0, 4))
def test_who_answers_changes_on_no_day_but_a_turn(asked: list[Absence], who: int) -> None:
    there, login = Office.of(TEAM, [replace(one, id=id) for id, one in enumerate(asked)]), f"p{who}"
    for on in (TODAY + timedelta(number) for number in range(20)):
        if stand_in(login, there, on) != stand_in(login, there, on + timedelta(1)):
            assert next_change([login], there, on) == on + timedelta(1)
