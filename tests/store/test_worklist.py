"""The worklist: in which group a step stands, what is counted, and how it is read in pages."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from models.casefile import Deadline, Step, Suspension
from models.people import EVERYWHERE, Scope
from models.refusals import Invalid
from models.vocabulary import ENTERPRISE, CaseStatus, Priority, StepState
from store import worklist
from store.database import Database
from store.worklist import Group, Tally, Wanted
from tests.builders_store import TODAY, a_case, a_step, keep, settle
from tests.jobs.test_counts import statements

DAY = timedelta(days=1)  # today is a Monday
LINS = Wanted(today=TODAY, logins=("lin",))


@pytest.fixture(autouse=True)
def _settled(database: Database) -> None:
    with database.writing() as tx:
        settle(tx)


def due(day: date, key: str = "intent", **changes: Any) -> Step:
    provisional = changes.pop("provisional", False)
    return a_step(key, target=Deadline(TODAY, day, day, provisional=provisional), **changes)


def keys(tx: Connection, wanted: Wanted) -> list[str]:
    return [one.key for one in worklist.listing(tx, EVERYWHERE, wanted).items]


@pytest.mark.parametrize(
    ("step", "group"),
    [
        (due(TODAY - DAY), Group.LATE),
        (due(TODAY - DAY, holder=ENTERPRISE), Group.LATE),  # late before all
        (due(TODAY), Group.TODAY),
        (due(TODAY + 6 * DAY), Group.WEEK),
        (due(TODAY + 7 * DAY), Group.LATER),
        (due(TODAY + 7 * DAY, provisional=True), Group.PROVISIONAL),
        (due(TODAY, provisional=True), Group.TODAY),
        (due(TODAY, holder=ENTERPRISE), Group.WAITING),
        (due(TODAY + DAY, paused_on=TODAY), Group.WAITING),
        (a_step("report", state=StepState.SUBMITTED), Group.REVIEW),
        (a_step(), Group.UNDATED),
    ],
)
def test_a_step_stands_in_one_group(database: Database, step: Step, group: Group) -> None:
    with database.writing() as tx:
        keep(tx, a_case(steps=(step,)))

        (item,) = worklist.listing(tx, EVERYWHERE, LINS).items
        assert (item.group, worklist.tally(tx, EVERYWHERE, LINS).groups) == (group, Counter({group: 1}))


def test_a_suspended_case_waits(database: Database) -> None:
    with database.writing() as tx:
        keep(tx, a_case(status=CaseStatus.SUSPENDED, suspension=Suspension(TODAY, "搬迁"), steps=(due(TODAY - DAY),)))

        assert [one.group for one in worklist.listing(tx, EVERYWHERE, LINS).items] == [Group.WAITING]


def test_steps_are_counted_by_group_day_and_case(database: Database) -> None:
    with database.writing() as tx:
        keep(tx, a_case(steps=(due(TODAY, "a"), due(TODAY, "b"), a_step("c"))))
        keep(tx, a_case("RZ-2026-0002", steps=(due(TODAY + DAY),)))

        counted = worklist.tally(tx, EVERYWHERE, LINS)
    assert counted == Tally(
        Counter({Group.TODAY: 2, Group.UNDATED: 1, Group.WEEK: 1}), Counter({TODAY: 2, TODAY + DAY: 1}), 2
    )


def test_another_sites_steps_are_not_counted(database: Database) -> None:
    with database.writing() as tx:
        keep(tx, a_case("QD-2026-0001"))

        assert worklist.tally(tx, Scope.of("RZ"), LINS) == Tally()


def test_the_list_is_narrowed_to_a_group_a_day_and_a_stage(database: Database) -> None:
    steps = (due(TODAY, "a"), due(TODAY + DAY, "b"), due(TODAY + 2 * DAY, "c", stage="guidance"))
    with database.writing() as tx:
        keep(tx, a_case(steps=steps))

        assert keys(tx, replace(LINS, group=Group.WEEK)) == ["b", "c"]
        assert keys(tx, replace(LINS, on=TODAY + DAY)) == ["b"]
        assert keys(tx, replace(LINS, stage="guidance")) == ["c"]


def test_of_each_group_the_first_are_read(database: Database) -> None:
    steps = (*(due(TODAY + day * DAY, f"w{day}") for day in (3, 1, 2)), due(TODAY, "now"))
    with database.writing() as tx:
        keep(tx, a_case(steps=steps))

        assert [one.key for one in worklist.first_of_each(tx, EVERYWHERE, LINS, 2)] == ["now", "w1", "w2"]


def test_pages_follow_each_other_without_a_gap(database: Database) -> None:
    with database.writing() as tx:
        keep(tx, a_case(steps=(a_step("none"), due(TODAY + DAY, "b"), due(TODAY, "a"), due(TODAY + DAY, "c"))))
        keep(tx, a_case("RZ-2026-0002", priority=Priority.HIGH, steps=(due(TODAY + 5 * DAY, "urgent"),)))
        found: list[str] = []
        cursor: str | None = None
        for _ in range(5):
            read = worklist.listing(tx, EVERYWHERE, LINS, cursor=cursor, limit=1)
            found, cursor = [*found, *(one.key for one in read.items)], read.next

    assert (found, cursor) == (["urgent", "a", "b", "c", "none"], None)


def test_a_cursor_that_is_none_is_refused(database: Database) -> None:
    with database.reading() as tx, pytest.raises(Invalid):
        worklist.listing(tx, EVERYWHERE, LINS, cursor="WzEsICJub3QgYSBkYXkiLCAiIiwgMV0=")


def test_much_takes_as_many_statements_as_little(database: Database) -> None:
    def asked() -> int:
        with database.reading() as tx, statements() as said:
            worklist.tally(tx, EVERYWHERE, LINS)
            worklist.first_of_each(tx, EVERYWHERE, LINS, 5)
            worklist.listing(tx, EVERYWHERE, LINS)
            worklist.late(tx, EVERYWHERE, ("lin", "zhao"), TODAY)
        return len(said)

    none = asked()
    with database.writing() as tx:
        for number in range(1, 4):
            keep(tx, a_case(f"RZ-2026-000{number}", steps=tuple(due(TODAY, f"s{one}") for one in range(20))))

    assert asked() == none
