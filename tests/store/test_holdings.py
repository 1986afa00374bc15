"""Who had the ball: from the rows of many cases, and for cases of before from their journals."""

import json
from collections.abc import Callable
from importlib import import_module
from typing import Any

from alembic.migration import MigrationContext
from alembic.operations import Operations
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter
from sqlalchemy import Connection, select, update

from cases.shares import course
from cases.waiting import waitings
from models.holding import Holding, Holdings
from models.people import EVERYWHERE, Scope
from models.vocabulary import ENTERPRISE, NOBODY, Need, StepState
from models.waiting import Watch
from store import cases, holdings, watches, worklist
from store.database import Database
from store.tables import case, step, watch
from store.worklist import Wanted
from tests.builders import ZHAO, Walk, in_guidance
from tests.builders_store import NOW, TODAY, a_case, a_step, keep, settle
from tests.cases.test_histories import MOVES, STARTS, Move, lived
from tests.store.test_histories import keep_history, undone

MIGRATION = import_module("store.migrations.versions.0008_holdings")
TOLD: TypeAdapter[Holdings] = TypeAdapter(Holdings)
THEIRS = (Holding(ENTERPRISE, TODAY),)


def test_a_step_on_the_worklist_tells_since_when_it_is_held(database: Database) -> None:
    with database.writing() as tx:
        settle(tx)
        keep(tx, a_case(steps=(a_step(holder=ENTERPRISE, holdings=THEIRS), a_step("talk"))))
        found = {
            one.key: one.held_since
            for one in worklist.listing(tx, EVERYWHERE, Wanted(today=TODAY, logins=("lin",))).items
        }

    assert found == {"intent": TODAY, "talk": None}


def test_the_steps_the_gate_waits_for_tell_how_the_ball_went(database: Database) -> None:
    ended = a_step("talk", state=StepState.DONE, holdings=(Holding("tax", TODAY, TODAY),))
    neutral = a_step("survey", need=Need.NEUTRAL, holdings=THEIRS)
    with database.writing() as tx:
        settle(tx)
        kept = keep(tx, a_case(steps=(a_step(holdings=THEIRS), ended, neutral), rests=(Holding(NOBODY, TODAY, TODAY),)))
        keep(tx, a_case("QD-2026-0001"))
        (found,) = holdings.of_open_cases(tx, Scope.of("RZ"))

    assert (found.no, found.course) == (kept.no, course(kept, kept.visits[-1]))


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
