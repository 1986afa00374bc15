"""Answers in the database: loaded only for those who look into them, the same as the journal tells, and counted over a site."""

from typing import Any

import pytest
from sqlalchemy import Connection, func, select, update

from actions.perform import perform
from cases.fold import replay
from models.casefile import CaseFile
from models.people import EVERYWHERE, Person, Scope
from store import caselist, cases, definitions, journal, people, sheets
from store.database import Database
from store.tables import assessment, case, clause_answer
from store.weak_clauses import weak_clauses
from tests.jobs.conftest import MONDAY, ZONE, office

__all__ = ["office"]
NO = "RZ-2026-0001"
ADVANCED = "CN-ADV-2026-34"


def do(tx: Connection, act: str, by: str = "lin", reason: str = "", **inputs: Any) -> None:
    actor: Person = people.get(tx, by)
    perform(tx, act, NO, actor=actor, now=MONDAY, zone=ZONE, inputs=inputs, reason=reason)


def whole(tx: Connection) -> CaseFile:
    return sheets.with_sheets(tx, cases.load(tx, NO))


def through(tx: Connection, kind: str, **rated: str) -> None:
    """An assessment from beginning to end; what is not said is met."""
    do(tx, "open-assessment", kind=kind)
    found = whole(tx)
    key = found.assessments[-1].key
    known = set(found.sheets[-1].answers)
    answers = {
        one: {"rating": "met", "note": "看过"} for one in found.sheets[-1].clauses if int(one) < 69 and one not in known
    }
    given = {name.removeprefix("c"): {"rating": one, "note": "见底稿"} for name, one in rated.items()}
    do(tx, "answer-clauses", answers=answers | given)
    for section in found.assessments[-1].sections:
        do(tx, "submit-section", section=section)
        do(tx, "accept-section", by="zhao", section=section)
    do(tx, "close-assessment", by="zhao", assessment=key)


def test_what_is_loaded_is_what_the_journal_tells(office: Database) -> None:
    with office.writing() as tx:
        through(tx, "self", c9="not_met")
        do(tx, "open-assessment", kind="mock")
        do(tx, "record-figures", figures={"total_assets": 1000})
        told = replay(journal.records(tx, NO), lambda kind, digest: definitions.get(tx, kind, digest))

        assert whole(tx) == told
        assert cases.differences(tx, told) == []


def test_an_act_that_looks_into_no_answers_loads_none(office: Database) -> None:
    with office.writing() as tx:
        do(tx, "open-assessment", kind="self")
        do(tx, "answer-clauses", answers="1=met")

        assert cases.load(tx, NO).sheets == ()
        do(tx, "note", text="照旧")
        assert whole(tx).sheets[0].answers["1"].rating == "met"


def test_an_answer_given_again_takes_the_place_of_the_first(office: Database) -> None:
    with office.writing() as tx:
        do(tx, "open-assessment", kind="self")
        do(tx, "answer-clauses", answers="1=met, 2=met")
        do(tx, "answer-clauses", answers="1=not_met")

        rows = tx.execute(select(clause_answer.c.clause, clause_answer.c.rating)).all()
        assert sorted(map(tuple, rows)) == [("1", "not_met"), ("2", "met")]


@pytest.mark.parametrize("table", ["clause_answer", "assessment"])
def test_a_row_changed_behind_the_journal_is_found(office: Database, table: str) -> None:
    with office.writing() as tx:
        do(tx, "open-assessment", kind="self")
        do(tx, "answer-clauses", answers="1=not_met")
        told = replay(journal.records(tx, NO), lambda kind, digest: definitions.get(tx, kind, digest))
        forged = (
            update(clause_answer).values(rating="met")
            if table == "clause_answer"
            else update(assessment).values(total=100)
        )
        tx.execute(forged)

        assert cases.differences(tx, told) == [{"clause_answer": "self-1/1", "assessment": "self-1.total"}[table]]


def test_the_weak_clauses_of_a_site_are_those_of_the_last_assessment(office: Database) -> None:
    with office.writing() as tx:
        through(tx, "self", c9="not_met", c10="basically_met")
        through(tx, "yearly", c10="basically_met")
        found = {one.clause: one for one in weak_clauses(tx, Scope.of("RZ"), ADVANCED)}

        assert found["10"].ratings == {"basically_met": 1}
        assert found["9"].ratings == {"met": 1}
        assert weak_clauses(tx, Scope.of("QD"), ADVANCED) == []


def test_a_list_is_narrowed_to_the_cases_a_clause_cost_points(office: Database) -> None:
    with office.writing() as tx:
        through(tx, "self", c9="not_met", c10="basically_met")
        through(tx, "yearly", c10="basically_met")
        found = {
            clause: [
                one.no
                for one in caselist.listing(
                    tx, EVERYWHERE, MONDAY.date(), weak=(ADVANCED, clause, {"not_met", "basically_met"})
                ).items
            ]
            for clause in ("9", "10")
        }

    assert found == {"9": [], "10": [NO]}


def test_an_enterprise_is_diagnosed_audited_twice_and_passes(office: Database) -> None:
    """A story: its own assessment finds gaps, the first mock audit fails on two clauses, the second asks these alone."""
    with office.writing() as tx:
        through(tx, "self", c9="not_met", c48="not_met", c10="basically_met")
        through(tx, "mock", c48="not_met", c10="basically_met")
        failed = whole(tx).assessments[-1]
        do(tx, "open-assessment", kind="mock")
        asked = set(whole(tx).sheets[-1].clauses) - set(whole(tx).sheets[-1].answers)
        do(tx, "drop-assessment", by="zhao", reason="重开")
        through(tx, "mock", c48="met", c10="met")
        passed = whole(tx).assessments[-1]

    assert (failed.total, failed.passed) == (97, False)
    assert {one for one in asked if int(one) < 69} == {"10", "48"}
    assert (passed.total, passed.passed) == (100, True)


def test_answers_weigh_nothing_in_the_case_itself(office: Database) -> None:
    with office.writing() as tx:
        through(tx, "self")
        detail = tx.execute(select(case.c.detail).where(case.c.no == NO)).scalar()

    assert "看过" not in str(detail)
    with office.reading() as tx:
        assert tx.execute(select(func.count()).select_from(clause_answer)).scalar() == 68
