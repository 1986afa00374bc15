"""Acts on a real database: load, decide, apply; what is refused leaves nothing behind."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from actions.open_case import open_case
from actions.perform import Errand, draft, options, perform
from actions.take_over import take_over
from cases.fold import replay
from models.acts import Done
from models.people import CLOCK, Person
from models.refusals import Invalid, Missing, OneplanError, Refused, Stale
from models.vocabulary import Subject
from store import cases, definitions, files, journal, watches
from store.database import Database
from store.files import StoredFile
from tests.actions.conftest import NOW
from tests.builders import ACME, LIN, QIU, SHANGHAI, ZHAO, file

NO = "RZ-2026-0001"


def _open(tx: Connection, **parts: Any) -> Done:
    given: dict[str, Any] = {
        "site": "RZ",
        "enterprise": ACME.uscc,
        "process": "small",
        "coordinator": "lin",
        "actor": ZHAO,
        "now": NOW,
        "zone": SHANGHAI,
    }
    return open_case(tx, **(given | parts))


def _do(tx: Connection, act: str, step: str | None = None, *, by: Person = LIN, days: int = 1, **parts: Any) -> Done:
    return perform(tx, act, NO, step=step, actor=by, now=NOW + timedelta(days=days), zone=SHANGHAI, **parts)


def _refusal(tx: Connection, act: str, step: str | None = None, **parts: Any) -> OneplanError:
    with pytest.raises(OneplanError) as error:
        _do(tx, act, step, **parts)
    return error.value


def test_opening_gives_a_number_and_watches_what_waits(tx: Connection) -> None:
    done = _open(tx)

    assert (done.no, done.version) == (NO, 1)
    assert {one.waiting.step for one in watches.of_case(tx, NO)} == {"intent", "survey", ""}
    assert cases.load(tx, NO).supervisor == "zhao"


def test_an_enterprise_is_opened_once_at_a_time(tx: Connection) -> None:
    _open(tx)

    with pytest.raises(Refused) as refusal:
        _open(tx)
    assert [one.code for one in refusal.value.reasons] == ["case.running"]


@pytest.mark.parametrize("wrong", [{"site": "XX"}, {"enterprise": "1" * 18}, {"process": "none"}, {"actor": QIU}])
def test_what_is_not_there_is_missing(tx: Connection, wrong: dict[str, Any]) -> None:
    with pytest.raises(Missing):
        _open(tx, **wrong)


def test_an_inactive_coordinator_is_refused(tx: Connection) -> None:
    with pytest.raises(Refused) as refusal:
        _open(tx, coordinator="sun")

    assert [one.code for one in refusal.value.reasons] == ["person.inactive"]


def test_an_act_raises_the_version_by_one_and_is_journaled_with_its_reason(tx: Connection) -> None:
    _open(tx)
    done = _do(tx, "suspend-case", by=ZHAO, reason=" 立案调查 ", inputs={"resume_on": "2026-08-03"})
    record = journal.records(tx, NO)[-1]

    assert (done.version, done.changes) == (2, record.changes)
    assert (record.act, record.actor, record.reason, record.on_behalf_of) == ("suspend-case", "zhao", "立案调查", None)
    assert record.calendar == definitions.latest(tx, "calendar", "cn").hash


def test_what_is_stored_is_what_the_journal_tells(tx: Connection) -> None:
    _open(tx)
    evidence = {"file": file("a"), "kind": "letter_of_intent"}
    files.remember(tx, StoredFile(file("a")["sha256"], 1, "application/pdf"), "lin", NOW)
    _do(tx, "attach-evidence", "intent", inputs=evidence)
    _do(tx, "complete-step", "intent", inputs={"producer": "yes", "business_lines": "trade,broker"}, days=2)
    _do(tx, "ask-party", "factory-visit", inputs={"party": "enterprise", "question": "何时？"}, days=3)
    _do(tx, "waive-step", "opinion", by=ZHAO, reason="简易", days=4)

    stored = cases.load(tx, NO)
    told = replay(journal.records(tx, NO), lambda kind, content: definitions.get(tx, kind, content))
    assert stored == told
    assert stored.version == 5


def test_a_file_that_is_not_kept_here_is_no_evidence(tx: Connection) -> None:
    _open(tx)

    refusal = _refusal(tx, "attach-evidence", "intent", inputs={"file": file("b"), "kind": "letter_of_intent"})
    assert [one.code for one in refusal.reasons] == ["file_missing"]


def test_a_refused_act_leaves_nothing_behind(tx: Connection) -> None:
    _open(tx)
    before = cases.load(tx, NO)

    assert _refusal(tx, "complete-step", "intent").code == "refused"
    assert cases.load(tx, NO) == before
    assert len(journal.records(tx, NO)) == 1


def test_an_act_on_an_older_version_is_stale(tx: Connection) -> None:
    _open(tx)
    _do(tx, "note", inputs={"text": "一"})
    stale = _refusal(tx, "note", inputs={"text": "二"}, version=1)

    assert isinstance(stale, Stale)
    assert stale.version == 2


@pytest.mark.parametrize("act", ["note", "complete-step"])
def test_another_sites_case_is_missing_whatever_is_asked(tx: Connection, act: str) -> None:
    _open(tx)

    assert isinstance(_refusal(tx, act, by=QIU, version=7), Missing)
    with pytest.raises(Missing):
        options(tx, NO, actor=QIU, now=NOW, zone=SHANGHAI)


def test_an_act_or_case_that_does_not_exist_is_named(tx: Connection) -> None:
    _open(tx)

    assert isinstance(_refusal(tx, "fly"), Invalid)
    with pytest.raises(Missing):
        perform(tx, "note", "RZ-2026-0999", actor=LIN, now=NOW, zone=SHANGHAI, inputs={"text": "?"})


def test_an_act_that_changes_nothing_leaves_the_version_alone(tx: Connection) -> None:
    _open(tx)

    assert _do(tx, "recompute-deadlines", by=CLOCK) == Done(NO, 1, ())


def test_a_draft_shows_the_new_dates_and_saves_nothing(tx: Connection) -> None:
    _open(tx)
    _do(tx, "suspend-case", by=ZHAO, reason="因故", inputs={"resume_on": "2026-08-03"})
    later = NOW + timedelta(days=8)
    decided = draft(tx, Errand(act="resume-case", no=NO, actor=LIN, now=later, zone=SHANGHAI))

    intent = decided.after.step("intent")
    assert intent is not None
    assert intent.target is not None
    assert intent.target.due_on == date(2026, 7, 13)
    assert cases.load(tx, NO) == decided.before


def test_assigning_looks_the_person_up(tx: Connection) -> None:
    _open(tx)

    assert [one.code for one in _refusal(tx, "assign", by=ZHAO, inputs={"to": "nobody"}).reasons] == ["person.no_such"]
    assert _do(tx, "assign", by=ZHAO, inputs={"to": "mei"}).version == 2


def test_reminders_follow_the_case(tx: Connection) -> None:
    _open(tx)
    _do(tx, "suspend-case", by=ZHAO, reason="因故", inputs={"resume_on": "2026-08-03"})
    looked_at = {
        one.waiting.subject: one.look_at for one in watches.of_case(tx, NO) if one.waiting.step in {"", "intent"}
    }

    assert looked_at[Subject.TARGET] is None
    assert looked_at[Subject.RESUME] is not None


def test_a_case_taken_over_is_reminded_of_nothing_before_that_day(tx: Connection) -> None:
    done = take_over(
        tx,
        site="RZ",
        enterprise=ACME.uscc,
        process="small",
        stage="screening",
        since=date(2026, 3, 2),
        coordinator="lin",
        actor=ZHAO,
        now=NOW,
        zone=SHANGHAI,
    )

    assert {one.waiting.not_before for one in watches.of_case(tx, done.no)} == {date(2026, 7, 1)}
    assert journal.records(tx, done.no)[0].act == "take-over"


def test_two_people_on_one_version_one_is_stale(database: Database) -> None:
    with database.writing() as tx:
        _open(tx)
    with database.writing() as tx:
        _do(tx, "note", inputs={"text": "先"}, version=1)

    with database.writing() as tx:
        assert isinstance(_refusal(tx, "note", inputs={"text": "后"}, version=1), Stale)


def test_half_past_seven_in_beijing_is_today(tx: Connection) -> None:
    done = _open(tx, now=datetime(2026, 7, 1, 7, 30, tzinfo=NOW.tzinfo))

    assert cases.load(tx, done.no).opened_on == date(2026, 7, 1)
