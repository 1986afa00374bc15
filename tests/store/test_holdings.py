"""Who had the ball: from the rows of many cases, and for cases of before from their journals."""

import json
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter
from sqlalchemy import Connection, select, update

from cases.shares import held_now
from cases.waiting import waitings
from models.holding import Holding, Holdings
from models.people import EVERYWHERE, Scope
from models.vocabulary import CUSTOMS, ENTERPRISE, NOBODY, CaseStatus, Need, StepState
from models.waiting import Watch
from store import cases, holdings, watches, worklist
from store.database import Database
from store.holdings import Taking
from store.tables import case, step, watch
from store.worklist import Wanted
from tests.builders import ZHAO, Walk, in_guidance
from tests.builders_store import NOW, TODAY, a_case, a_step, keep, settle
from tests.cases.test_histories import MOVES, STARTS, Move, lived
from tests.store.test_histories import keep_history, undone

MIGRATION = import_module("store.migrations.versions.0008_holdings")
HOLDERS = import_module("store.migrations.versions.0044_case_holders")
TOLD: TypeAdapter[Holdings] = TypeAdapter(Holdings)
THEIRS = (Holding(ENTERPRISE, TODAY),)
LATER = TODAY + timedelta(days=3)


def test_a_step_on_the_worklist_tells_since_when_it_is_held(database: Database) -> None:
    with database.writing() as tx:
        settle(tx)
        keep(tx, a_case(steps=(a_step(holder=ENTERPRISE, holdings=THEIRS), a_step("talk"))))
        found = {
            one.key: one.held_since
            for one in worklist.listing(tx, EVERYWHERE, Wanted(today=TODAY, logins=("lin",))).items
        }

    assert found == {"intent": TODAY, "talk": None}


def test_how_the_ball_went_is_counted_over_the_open_cases_of_a_site(database: Database) -> None:
    ended = a_step("talk", state=StepState.DONE, holdings=(Holding("tax", TODAY, TODAY),))
    with database.writing() as tx:
        settle(tx)
        for number in (1, 2):
            keep(tx, a_case(f"RZ-2026-000{number}", steps=(a_step(holdings=THEIRS), ended)))
        keep(tx, a_case("QD-2026-0001"))
        keep(tx, a_case("RZ-2026-0003", status=CaseStatus.CLOSED))
        found = holdings.of_open_cases(tx, Scope.of("RZ"), TODAY)

    assert found == [Taking("RZ", "cultivation", "screening", ENTERPRISE, TODAY, 2)]


def test_who_had_a_case_before_is_counted_beside_who_has_it(database: Database) -> None:
    stay = (Holding(CUSTOMS, TODAY, LATER), Holding(ENTERPRISE, LATER))
    with database.writing() as tx:
        settle(tx)
        keep(tx, a_case(steps=(a_step(holdings=stay),)))
        found = holdings.of_open_cases(tx, EVERYWHERE, LATER)

    assert {(one.holder, one.day, one.count) for one in found} == {
        (CUSTOMS, TODAY, 1),
        (CUSTOMS, LATER, -1),
        (ENTERPRISE, LATER, 1),
    }


@pytest.mark.parametrize("of_step", [THEIRS, (), (Holding(CUSTOMS, TODAY, LATER), Holding("tax", LATER))])
@pytest.mark.parametrize("rests", [(), (Holding(NOBODY, TODAY, LATER),)])
def test_upgrading_works_out_who_has_a_case_as_the_rules_do(
    database: Database, of_step: Holdings, rests: Holdings
) -> None:
    neutral = a_step("survey", need=Need.NEUTRAL, holdings=(Holding(CUSTOMS, TODAY),))
    with undone(database) as tx:
        settle(tx)
        kept = keep(tx, a_case(steps=(a_step(holdings=of_step), neutral), rests=rests))
        tx.execute(update(case).values(holder="", holder_since=None, held_before=[]))
        HOLDERS._fill(tx)
        row = tx.execute(select(case.c.holder, case.c.holder_since, case.c.held_before)).one()

    assert dict(row._mapping) == holdings.values(held_now(kept))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STARTS, st.lists(MOVES, max_size=40))
def test_a_case_of_before_is_told_as_its_journal_tells_it(start: Callable[[], Walk], history: list[Move]) -> None:
    walk = lived(start(), history)
    story = MIGRATION.Story()
    for record in walk.records:
        for change in record.changes:
            story.tell(_of_before(json.loads(change.model_dump_json())), str(record.at.date()))

    assert {row.key: TOLD.validate_python(story.held[row.key]) for row in walk.casefile.steps} == {
        row.key: row.holdings for row in walk.casefile.steps
    }
    assert TOLD.validate_python(story.rests) == walk.casefile.rests


def test_upgrading_gives_cases_of_before_their_holdings(database: Database) -> None:
    walk = in_guidance().do("ask-party", "plan", at="2026-07-09", party="tax", question="？")
    walk.do("suspend-case", at="2026-07-10", by=ZHAO, reason="停", resume_on="2026-08-01")
    walk.do("resume-case", at="2026-07-15", by=ZHAO)
    with undone(database) as tx:
        keep_history(tx, walk)
        watched = [Watch(one, NOW) for one in waitings(walk.casefile)]
        watches.replace(tx, tx.execute(select(case.c.id)).scalar_one(), {}, watched)
        _forget(tx)
        with Operations.context(MigrationContext.configure(tx)):
            MIGRATION.upgrade()

        assert cases.load(tx, walk.casefile.no) == walk.casefile
        assert {one.waiting for one in watches.of_case(tx, walk.casefile.no)} == {*waitings(walk.casefile)}


def _forget(tx: Connection) -> None:
    """Leave the rows as a version of before wrote them."""
    for table in (case, step):
        for row in tx.execute(select(table.c.id, table.c.detail)).all():
            kept = {name: value for name, value in row.detail.items() if name not in {"holdings", "rests"}}
            tx.execute(update(table).where(table.c.id == row.id).values(detail=kept))
    for row in tx.execute(select(watch.c.key, watch.c.waiting)).all():
        kept = {name: value for name, value in row.waiting.items() if name != "held_since"}
        tx.execute(update(watch).where(watch.c.key == row.key).values(waiting=kept))


def _of_before(change: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in change.items() if name not in {"passed_on", "reopened_on"}} | (
        {"reopened_on": change["reopened_on"]} if change["kind"] == "case_reopened" else {}
    )
