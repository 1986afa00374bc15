"""Worklist, board and the list of cases."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from models.casefile import CaseFile, Deadline, Question, Step, Suspension, Visit
from models.people import EVERYWHERE, Scope
from models.vocabulary import CaseStatus, Role, StepState
from models.waiting import Watch
from store import board, caselist, worklist
from store.board import percentile
from store.database import Database
from store.worklist import Wanted
from tests.builders_store import NOW, TODAY, a_case, a_step, keep, settle, waiting

DAY = timedelta(days=1)
YESTERDAY, TOMORROW = TODAY - DAY, TODAY + DAY
LINS = Wanted(today=TODAY, logins=("lin",))


@pytest.fixture(autouse=True)
def _settled(database: Database) -> None:
    with database.writing() as tx:
        settle(tx)


def due(day: date, **changes: Any) -> Step:
    return a_step(target=Deadline(TODAY, day, day), **changes)


def numbers(tx: Connection, scope: Scope = EVERYWHERE, **filters: Any) -> list[str]:
    return [one.no for one in caselist.listing(tx, scope, TODAY, **filters).items]


def work(tx: Connection, login: str, scope: Scope = EVERYWHERE) -> list[str]:
    return [one.key for one in worklist.listing(tx, scope, Wanted(today=TODAY, logins=(login,))).items]


def test_an_unassigned_step_is_the_coordinators_work(database: Database) -> None:
    with database.writing() as tx:
        case = keep(tx, a_case(steps=(due(TOMORROW),)), [Watch(waiting(a_case()), NOW)])

        (item,) = worklist.listing(tx, EVERYWHERE, LINS).items
    assert (item.no, item.key, item.due_on, item.look_at) == (case.no, "intent", TOMORROW, NOW)


def test_an_assigned_step_is_the_assignees_work(database: Database) -> None:
    with database.writing() as tx:
        keep(tx, a_case(steps=(a_step(assignee="zhao"),)))

        assert (work(tx, "zhao"), work(tx, "lin")) == (["intent"], [])


@pytest.mark.parametrize(
    ("step", "places", "login"),
    [
        (a_step(by=Role.LIAISON), {"liaison": "qiu"}, "qiu"),
        (a_step(by=Role.LIAISON), {}, "lin"),
        (a_step(by=Role.SUPERVISOR), {"supervisor": "zhao"}, "zhao"),
        (a_step(by=Role.SECRETARY), {"supervisor": "zhao"}, "lin"),
        (a_step("report", state=StepState.SUBMITTED, assignee="lin"), {"supervisor": "zhao"}, "zhao"),
        (a_step(state=StepState.SUBMITTED, assignee="qiu"), {"supervisor": "zhao"}, "qiu"),  # nobody reviews it
    ],
)
def test_a_step_is_the_work_of_whoever_fills_its_place(
    database: Database, step: Step, places: dict[str, str], login: str
) -> None:
    with database.writing() as tx:
        keep(tx, a_case(steps=(step,), **places))

        assert {one: work(tx, one) for one in ("lin", "zhao", "qiu")} == {
            one: [step.key] if one == login else [] for one in ("lin", "zhao", "qiu")
        }


def test_ended_and_planned_steps_and_closed_cases_are_no_work(database: Database) -> None:
    steps = tuple(a_step(state, state=state) for state in StepState)
    with database.writing() as tx:
        keep(tx, a_case(steps=steps))
        keep(tx, a_case("RZ-2026-0002", status=CaseStatus.CLOSED))

        assert sorted(work(tx, "lin")) == ["open", "submitted"]


def test_work_comes_by_date_and_undated_last(database: Database) -> None:
    with database.writing() as tx:
        keep(tx, a_case(steps=(a_step("c"), due(TOMORROW, key="b"), due(YESTERDAY, key="a"))))

        assert work(tx, "lin") == ["a", "b", "c"]


def test_work_of_another_site_is_out_of_scope(database: Database) -> None:
    with database.writing() as tx:
        keep(tx, a_case("QD-2026-0001"))

        assert work(tx, "lin", Scope.of("RZ")) == []
        assert work(tx, "lin", Scope.of("QD")) == ["intent"]


def test_a_coordinator_sees_every_step_of_their_cases(database: Database) -> None:
    with database.writing() as tx:
        keep(tx, a_case(steps=(a_step("own"), a_step("other", assignee="zhao"))))

        asked = replace(LINS, logins=(), coordinates="lin")
        assert [one.key for one in worklist.listing(tx, EVERYWHERE, asked).items] == ["own", "other"]


def test_cases_are_listed_newest_first_in_pages(database: Database) -> None:
    with database.writing() as tx:
        for number in (1, 2, 3):
            keep(tx, a_case(f"RZ-2026-000{number}"))
        first = caselist.listing(tx, EVERYWHERE, TODAY, limit=2)
        rest = caselist.listing(tx, EVERYWHERE, TODAY, limit=2, cursor=first.next)

        assert [one.no[-1] for one in first.items + rest.items] == ["3", "2", "1"]


def test_cases_are_filtered(database: Database) -> None:
    with database.writing() as tx:
        keep(tx, a_case("RZ-2026-0001"))
        keep(tx, a_case("RZ-2026-0002", coordinator="zhao", stage="guidance"))
        keep(tx, a_case("QD-2026-0003", coordinator="qiu", status=CaseStatus.CLOSED, closed_on=TODAY))

        assert numbers(tx, coordinator="lin") == ["RZ-2026-0001"]
        assert numbers(tx, stage="guidance") == ["RZ-2026-0002"]
        assert numbers(tx, site="QD") == numbers(tx, is_closed=True) == numbers(tx, Scope.of("QD")) == ["QD-2026-0003"]
        assert numbers(tx, is_closed=False) == ["RZ-2026-0002", "RZ-2026-0001"]
        assert numbers(tx, status=CaseStatus.OPEN, stage="screening") == ["RZ-2026-0001"]


def test_cases_are_found_by_number_and_enterprise(database: Database) -> None:
    with database.writing() as tx:
        keep(tx, a_case("RZ-2026-0001"))
        keep(tx, a_case("RZ-2026-0002"))

        assert numbers(tx, search="0001") == numbers(tx, search="企业2") == ["RZ-2026-0001"]
        assert numbers(tx, search="%") == []


SUSPENDED: dict[str, Any] = {"status": CaseStatus.SUSPENDED, "suspension": Suspension(YESTERDAY, "因故")}


@pytest.mark.parametrize(
    ("case", "is_late"),
    [
        (a_case(steps=(due(YESTERDAY),)), True),
        (a_case(steps=(due(TODAY),)), False),
        (a_case(steps=(due(YESTERDAY, question=Question("tax", "？", YESTERDAY)),)), False),
        (a_case(steps=(due(YESTERDAY, state=StepState.DONE),)), False),
        (a_case(steps=(due(YESTERDAY),), **SUSPENDED), False),
        (a_case(steps=(a_step(statutory=Deadline(TODAY, YESTERDAY, YESTERDAY)),)), True),
        (
            a_case(steps=(a_step(statutory=Deadline(TODAY, YESTERDAY, YESTERDAY)),), **SUSPENDED),
            True,
        ),  # the law goes on
        (a_case(stage_deadline=Deadline(TODAY, YESTERDAY, YESTERDAY)), True),
    ],
)
def test_a_case_is_late_when_a_running_date_has_passed(database: Database, case: CaseFile, is_late: bool) -> None:
    with database.writing() as tx:
        keep(tx, case)

        assert (numbers(tx, is_late=True) == [case.no]) is is_late
        assert (numbers(tx, is_late=False) == [case.no]) is not is_late
        assert [one.is_late for one in caselist.listing(tx, EVERYWHERE, TODAY).items] == [is_late]


def test_the_board_counts_and_shows_the_oldest_first(database: Database) -> None:
    with database.writing() as tx:
        for number, days in ((1, 3), (2, 30), (3, 10)):
            entered = Visit("screening", 1, TODAY - days * DAY)
            keep(tx, a_case(f"RZ-2026-000{number}", visits=(entered,), steps=(due(TODAY - DAY),)))
        keep(
            tx,
            a_case(
                "RZ-2026-0004", stage="guidance", status=CaseStatus.SUSPENDED, visits=(Visit("guidance", 1, TODAY),)
            ),
        )
        keep(tx, a_case("RZ-2026-0005", status=CaseStatus.CLOSED))
        keep(tx, a_case("QD-2026-0006"))

        guidance, screening = board.board(tx, Scope.of("RZ"), TODAY, cards=2)
    assert (guidance.stage, guidance.count, guidance.suspended, guidance.late) == ("guidance", 1, 1, 0)
    assert (screening.stage, screening.count, screening.suspended, screening.late) == ("screening", 3, 0, 3)
    assert [(card.line.no[-1], card.days) for card in screening.cards] == [("2", 30), ("3", 10)]
    assert (screening.median_days, screening.p90_days) == (10, 30)


def test_the_board_of_another_process_is_empty(database: Database) -> None:
    with database.writing() as tx:
        keep(tx, a_case())

        assert board.board(tx, EVERYWHERE, TODAY, process="other") == []


@pytest.mark.parametrize(
    ("days", "percent", "found"), [([], 50, 0), ([7], 90, 7), ([1, 2, 3, 4], 50, 2), (range(1, 11), 90, 9)]
)
def test_a_percentile_is_one_of_the_values(days: list[int], percent: int, found: int) -> None:
    assert percentile(days, percent) == found


def test_an_enterprises_cases_are_listed_by_its_code(database: Database) -> None:
    with database.writing() as tx:
        case = keep(tx, a_case("RZ-2026-0001"))
        keep(tx, a_case("RZ-2026-0002"))

        assert numbers(tx, uscc=case.enterprise.uscc) == [case.no]
