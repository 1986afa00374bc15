"""A story: an enterprise assessed clause by clause under Order 251 is moved to Order 282, goes on there, and is taken back."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from models.assessment import AssessmentState, Sheet
from models.casefile import CaseFile
from models.refusals import Refused
from models.vocabulary import StepState
from store import cases, sheets
from store.database import Database
from tests.builders_store import go_on
from tests.databases import copy_of
from tests.jobs.conftest import SHIPPED, ZONE
from tests.jobs.moving import FIRST, NOW, THIRD, do, furnish

OLD = SHIPPED.standards["CN-ADV-2022-106"]
RATINGS = ("met", "basically_met", "not_met", "not_applicable")


@pytest.fixture
def desk(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = copy_of(tmp_path_factory.getbasetemp() / "template.db", tmp_path / "desk.db")
    yield furnish(database)
    database.close()


def loaded(desk: Database, no: str = THIRD) -> CaseFile:
    with desk.reading() as tx:
        return sheets.with_sheets(tx, cases.load(tx, no))


def sheet(casefile: CaseFile, key: str) -> Sheet:
    found = casefile.sheet(key)
    assert found
    return found


def fully_assessed(desk: Database) -> CaseFile:
    """All clauses that were ever seen are answered, each in turn with another rating, a note of its own beside it."""
    do(desk, "open-assessment", THIRD, kind="self", standard=OLD.standard)
    clauses = sheet(loaded(desk), "self-1").clauses
    answers = {key: {"rating": RATINGS[n % 4], "note": f"第{key}条的说明"} for n, key in enumerate(clauses)}
    do(desk, "answer-clauses", THIRD, answers=answers)
    return loaded(desk)


def test_no_answer_of_the_old_standard_is_lost(desk: Database) -> None:
    before = sheet(fully_assessed(desk), "self-1")
    do(desk, "move-case", THIRD, by="zhao", at=NOW, regime="CN-282", decided="yes")
    after = loaded(desk)
    new = sheet(after, "self-2")

    placed = {key for one in new.answers.values() if one.carried for key in one.carried.clauses}
    stranded = {one.clause for one in after.stranded}
    assert len(before.answers) == 51
    assert placed | stranded == set(before.answers)
    assert stranded == {"6", "34", "56", "61"}
    assert sheet(after, "self-1") == before
    notes = "\n".join(one.note for one in new.answers.values())
    assert all(f"第{key}条的说明" in notes for key in placed)


def test_the_case_goes_on_under_the_new_order_until_nothing_is_left_over(desk: Database) -> None:
    fully_assessed(desk)
    do(desk, "move-case", THIRD, by="zhao", at=NOW, regime="CN-282", decided="yes")
    for answer in ("self-1/6", "self-1/34", "self-1/56"):
        do(desk, "settle-answer", THIRD, at=NOW, answer=answer)
    do(desk, "settle-answer", THIRD, at=NOW, answer="self-1/61", to="68")
    do(desk, "complete-step", THIRD, at=NOW, step="intent")

    after = loaded(desk)
    assert after.stranded == ()
    assert "第61条的说明" in sheet(after, "self-2").answers["68"].note
    assert {row.key for row in after.live_steps} >= {"self-assessment", "commerce-opinion"}


def test_taken_back_it_is_as_if_it_had_never_been_moved(desk: Database) -> None:
    before = fully_assessed(desk)
    do(desk, "move-case", THIRD, by="zhao", at=NOW, regime="CN-282", decided="yes")
    do(desk, "move-case-back", THIRD, by="zhao", at=NOW + timedelta(days=2))
    after = loaded(desk)

    assert after.process.process == "aeo-advanced-251"
    assert sheet(after, "self-1") == sheet(before, "self-1")
    assert [one.key for one in after.assessments if one.state is AssessmentState.OPEN] == ["self-1"]
    live = {row.key: row for row in after.steps if row.state is not StepState.DROPPED}
    assert {key: (row.state, row.holder, row.target and row.target.due_on) for key, row in live.items()} == {
        row.key: (row.state, row.holder, row.target and row.target.due_on) for row in before.steps
    }


def test_a_case_accepted_before_the_order_came_into_force_stays_with_the_old(desk: Database) -> None:
    accepted(desk)

    with pytest.raises(Refused) as refused:
        do(desk, "move-case", FIRST, by="zhao", at=NOW, regime="CN-282", decided="yes")
    assert [one.code for one in refused.value.reasons] == ["move.stays"]


def accepted(desk: Database) -> None:
    """The application was accepted on 30 March, a day before the last of Order 251."""
    at = datetime(2026, 3, 30, 9, 0, tzinfo=ZONE)
    with desk.writing() as tx:
        go_on(tx, cases.load(tx, FIRST), at, milestones={"accepted": at.date()})
