"""Moving many cases: each with its verdict, each by itself, counted truly, and taken back."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from cases.fold import replay
from cases.moving.slip import Verdict
from jobs import move_cases
from jobs.move_cases import counted, survey, take_back
from models.assessment import AssessmentState
from models.casefile import CaseFile
from models.refusals import Invalid, Missing
from store import cases, definitions, journal, sheets
from store.database import Database
from tests.databases import EITHER, Kept, copy_of, empty_postgres
from tests.jobs.moving import FIRST, NOW, NUMBERS, SECOND, THIRD, do, furnish, shift
from tests.jobs.test_nagging import Postman, send, swept


@pytest.fixture(scope="module")
def kept_desk() -> Iterator[Kept]:
    """The same on PostgreSQL, for all tests one after the other."""
    with empty_postgres() as database:
        database.upgrade()
        yield Kept(furnish(database))


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three cases in a SQLite file, made once."""
    path = tmp_path_factory.mktemp("moving") / "desk.db"
    furnish(copy_of(tmp_path_factory.getbasetemp() / "template.db", path)).close()
    return path


@pytest.fixture(params=EITHER)
def desk(request: pytest.FixtureRequest, furnished: Path, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        database = copy_of(furnished, tmp_path / "desk.db")
    else:
        database = request.getfixturevalue("kept_desk").back()
    yield database
    database.close()


def loaded(desk: Database, no: str) -> CaseFile:
    with desk.reading() as tx:
        return sheets.with_sheets(tx, cases.load(tx, no))


def versions(desk: Database, numbers: list[str] = NUMBERS) -> dict[str, int]:
    return {no: loaded(desk, no).version for no in numbers}


def pinned(desk: Database) -> list[str]:
    return [loaded(desk, no).process.process for no in NUMBERS]


def moved(desk: Database, *decided: str) -> list[list[str]]:
    rows = move_cases.move_cases(desk, shift(desk), versions(desk), decided)
    return [[one.code for one in row.against] for row in rows]


def test_every_case_has_its_verdict(desk: Database) -> None:
    with desk.reading() as tx:
        rows = survey(tx, shift(desk), NUMBERS)

    assert [row.verdict for row in rows] == [Verdict.BY_ITSELF, Verdict.NEEDS_DECISION, Verdict.BY_ITSELF]
    assert sum(counted(rows).values()) == len(rows)


def test_looking_changes_nothing(desk: Database) -> None:
    before = versions(desk)
    with desk.reading() as tx:
        survey(tx, shift(desk), NUMBERS)

    assert versions(desk) == before


def test_what_moves_by_itself_is_moved_and_what_needs_a_decision_stays(desk: Database) -> None:
    assert moved(desk) == [[], ["move.stranded", "move.undecided"], []]
    assert pinned(desk) == ["aeo-advanced", "aeo-advanced-251", "aeo-advanced"]


def test_a_case_that_was_decided_is_moved_too(desk: Database) -> None:
    assert moved(desk, SECOND) == [[], [], []]
    assert pinned(desk) == ["aeo-advanced"] * 3


def test_a_case_somebody_has_changed_meanwhile_stays_and_keeps_no_other_back(desk: Database) -> None:
    seen = versions(desk)
    do(desk, "note", FIRST, text="企业来电")
    rows = move_cases.move_cases(desk, shift(desk), seen, [SECOND])

    assert [[one.code for one in row.against] for row in rows] == [["stale"], [], []]


def test_all_are_taken_back_as_they_were(desk: Database) -> None:
    before = [loaded(desk, no) for no in NUMBERS]
    moved(desk, SECOND)
    rows = take_back(desk, shift(desk, at=NOW + timedelta(days=1)), NUMBERS)

    assert [row.against for row in rows] == [()] * 3
    for old, no in zip(before, NUMBERS, strict=True):
        now = loaded(desk, no)
        assert (now.process_hash, now.regime_hash, now.facts, now.milestones) == (
            old.process_hash,
            old.regime_hash,
            old.facts,
            old.milestones,
        )
        assert now.stranded == ()
        for head in old.assessments:
            assert (now.assessment(head.key), now.sheet(head.key)) == (head, old.sheet(head.key))


def test_what_was_worked_on_since_is_not_taken_back_and_keeps_no_other(desk: Database) -> None:
    moved(desk, SECOND)
    do(desk, "answer-clauses", FIRST, at=NOW, answers={"5": "met"})
    rows = take_back(desk, shift(desk, at=NOW), NUMBERS)

    assert [[one.code for one in row.against] for row in rows] == [["move_back.answered"], [], []]


def test_the_journal_tells_of_it_all(desk: Database) -> None:
    moved(desk, SECOND)
    take_back(desk, shift(desk, at=NOW), [FIRST])

    with desk.reading() as tx:
        for no in NUMBERS:
            told = replay(journal.records(tx, no), lambda kind, digest: definitions.get(tx, kind, digest))
            assert told == sheets.with_sheets(tx, cases.load(tx, no))
            assert cases.differences(tx, told) == []


def test_an_open_assessment_goes_on_by_the_new_standard(desk: Database) -> None:
    moved(desk)
    old, new = loaded(desk, FIRST).assessments

    assert (old.state, new.state, new.standard) == (AssessmentState.MOVED, AssessmentState.OPEN, "CN-ADV-2026-34")


def test_nobody_else_s_site_is_moved(desk: Database) -> None:
    with desk.reading() as tx, pytest.raises(Missing):
        survey(tx, shift(desk, by="qiu"), NUMBERS)


@pytest.mark.parametrize("login", ["zhao", "sun", "gao"])
def test_supervisor_lead_and_policy_officer_see_all_running_cases(desk: Database, login: str) -> None:
    with desk.reading() as tx:
        assert sorted(move_cases.running(tx, shift(desk, by=login))) == NUMBERS


def test_who_coordinates_moves_none(desk: Database) -> None:
    with desk.reading() as tx:
        assert move_cases.running(tx, shift(desk, by="lin")) == []
    rows = move_cases.move_cases(desk, shift(desk, by="lin"), versions(desk))

    assert {one.code for row in rows for one in row.against} == {"rights.role"}


def letters(desk: Database, on: str) -> dict[str, str]:
    """What goes out in the morning of a day, by receiver."""
    postman = Postman()
    swept(desk, f"{on}T09:00")
    swept(desk, f"{on}T09:01")
    send(desk, f"{on}T09:02", postman)
    return {one.to: one.letter.text for one in postman.carried}


def test_the_coordinator_is_told_once_and_honestly(desk: Database) -> None:
    letters(desk, "2026-04-07")  # what was late before is out of the way
    moved(desk, SECOND)
    first, second = letters(desk, "2026-04-08"), letters(desk, "2026-04-09")

    told = "（RZ-2026-0002）已换至高级认证培育：新开 1 步，取消 0 步，改期 0 步，1 条答复没有对应，待处置。已办的不变"
    assert told in first["lin@example.com"]
    assert "已换至" not in second.get("lin@example.com", "")


def test_an_answer_without_a_place_is_asked_about_until_somebody_decides(desk: Database) -> None:
    moved(desk, SECOND)
    letters(desk, "2026-04-08")
    assert "1 条答复在新标准里没有对应" in letters(desk, "2026-04-14")["zhao@example.com"]
    do(desk, "settle-answer", SECOND, at=NOW + timedelta(days=7), answer="self-1/34")

    assert "没有对应" not in letters(desk, "2026-04-21").get("zhao@example.com", "")


def test_nothing_to_move_is_refused(desk: Database) -> None:
    with pytest.raises(Invalid):
        move_cases.move_cases(desk, shift(desk), {})


def test_an_unknown_version_is_not_reached(desk: Database) -> None:
    with desk.reading() as tx:
        (row,) = survey(tx, shift(desk, to="aeo-advanced@ffffffff"), [THIRD])

    assert row.slip.stays
    assert row.slip.stays.code == "edition_missing"
