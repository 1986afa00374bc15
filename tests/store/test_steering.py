"""What supervisors steer by: loads, ways of being late, when steps are due, what was done in time."""

from datetime import date, timedelta
from typing import Any

import pytest

from models.casefile import CaseFile, Deadline, Step
from models.people import EVERYWHERE, Scope
from models.vocabulary import CaseStatus, Overdue, StepState
from store import board, caselist, compliance, heat
from store.database import Database
from tests.builders_store import TODAY, a_case, a_step, keep, settle

DAY = timedelta(days=1)
YESTERDAY, TOMORROW = TODAY - DAY, TODAY + DAY


@pytest.fixture(autouse=True)
def _settled(database: Database) -> None:
    with database.writing() as tx:
        settle(tx)


def on(day: date) -> Deadline:
    return Deadline(TODAY, day, day)


def due(day: date, **changes: Any) -> Step:
    return a_step(target=on(day), **changes)


def done(day: date, **changes: Any) -> Step:
    return a_step(state=StepState.DONE, closed_on=day, **changes)


def test_what_each_coordinator_carries_is_counted_by_stage(database: Database) -> None:
    with database.writing() as tx:
        keep(tx, a_case("RZ-2026-0001", steps=(due(YESTERDAY),)))
        keep(tx, a_case("RZ-2026-0002", steps=(due(TOMORROW),)))
        keep(tx, a_case("RZ-2026-0003", coordinator=None, status=CaseStatus.SUSPENDED))
        keep(tx, a_case("QD-2026-0001"))
        found = board.loads(tx, Scope.of("RZ"), TODAY)

    assert {(one.coordinator, one.count, one.suspended, one.late) for one in found} == {
        ("lin", 2, 0, 1),
        (None, 1, 1, 0),
    }


def test_the_first_cards_of_each_stage_are_shown_however_many_there_are(database: Database) -> None:
    with database.writing() as tx:
        for number in range(1, 5):
            keep(tx, a_case(f"RZ-2026-000{number}"))
        (column,) = board.board(tx, EVERYWHERE, TOMORROW, cards=2)

    assert (column.count, [card.line.no[-1] for card in column.cards]) == (4, ["1", "2"])
    assert (column.median_days, column.p90_days) == (1, 1)


@pytest.mark.parametrize(
    ("case", "way"),
    [
        (a_case(steps=(due(YESTERDAY),)), Overdue.TARGET),
        (a_case(steps=(a_step(statutory=on(YESTERDAY)),)), Overdue.STATUTORY),
        (a_case(stage_deadline=on(YESTERDAY)), Overdue.STAGE),
        (a_case(steps=(a_step(promised_on=YESTERDAY),)), Overdue.PROMISE),
    ],
)
def test_a_case_is_late_in_its_own_way(database: Database, case: CaseFile, way: Overdue) -> None:
    with database.writing() as tx:
        keep(tx, case)
        keep(tx, a_case("RZ-2026-0002", steps=(due(TODAY),)))
        ways = board.late_ways(tx, EVERYWHERE, TODAY)
        listed = [one.no for one in caselist.listing(tx, EVERYWHERE, TODAY, late_by=way).items]

    assert {key: count for key, count in ways.items() if count} == {("lin", way): 1}
    assert listed == [case.no]


def test_a_case_counts_once_in_a_span_however_often_its_step_is_due_there(database: Database) -> None:
    twice = (due(TODAY), due(TOMORROW, key="intent.2", of="intent"), a_step("talk"))
    with database.writing() as tx:
        keep(tx, a_case(steps=twice))
        keep(tx, a_case("RZ-2026-0002", status=CaseStatus.CLOSED))
        found = heat.due_in_spans(tx, EVERYWHERE, TODAY, [YESTERDAY, TOMORROW])

    assert {(one.step, one.span, one.count) for one in found} == {("intent", 1, 1), ("talk", 3, 1)}


def test_what_was_done_by_its_day_was_in_time(database: Database) -> None:
    steps = (
        done(TODAY, target=on(TODAY)),
        done(TODAY, key="late", target=on(YESTERDAY)),
        done(TODAY, key="law", target=on(TOMORROW), statutory=on(YESTERDAY)),
        done(TODAY, key="undated"),
        done(TODAY - 40 * DAY, key="long-ago", target=on(TODAY)),
    )
    with database.writing() as tx:
        keep(tx, a_case(steps=steps))
        first, last = TODAY.replace(day=1), TODAY
        (month,) = compliance.by_month(tx, EVERYWHERE, TODAY, first, last)
        late = compliance.done_steps(tx, EVERYWHERE, TODAY, first, last, late=True)

    assert (month.month, month.holder, month.count, month.late) == ("2026-03", "customs", 3, 2)
    assert {one.of for one in late.items} == {"late", "law"}


def test_steps_done_come_in_pages(database: Database) -> None:
    with database.writing() as tx:
        keep(tx, a_case(steps=tuple(done(TODAY, key=key, target=on(TODAY)) for key in "abc")))
        first = compliance.done_steps(tx, EVERYWHERE, TODAY, TODAY, TODAY, limit=2)
        rest = compliance.done_steps(tx, EVERYWHERE, TODAY, TODAY, TODAY, limit=2, cursor=first.next)

    assert [one.of for one in (*first.items, *rest.items)] == ["c", "b", "a"]


@pytest.mark.parametrize(("login", "has_one"), [("lin", True), ("zhao", False)])
def test_who_coordinates_a_case_has_a_place_on_it(database: Database, login: str, has_one: bool) -> None:
    with database.writing() as tx:
        case = keep(tx, a_case())

        assert (("RZ", case.enterprise.uscc) in caselist.with_place(tx, login)) is has_one
