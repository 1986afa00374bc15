"""What is shown before an act is saved is what the act then does: to the case, and to what people are told."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from actions.open_case import open_case
from actions.perform import Errand, draft, options, perform
from jobs.live import Live
from jobs.ripple import Reminder, Ripple, ripple
from jobs.sweep import sweep
from models.acts import Option
from models.casefile import CaseFile, Deadline
from models.people import EVERYWHERE, Person
from models.refusals import OneplanError
from models.terms import Length
from models.vocabulary import CUSTOMS, NOBODY, MessageState, StepState, Tier, Unit
from store import cases, outbox, watches
from store.database import Database
from tests.actions.conftest import NOW, sqlite, template
from tests.builders import ACME, LIN, SHANGHAI, WEN, ZHAO, day
from tests.cases.test_histories import GOOD

__all__ = ["sqlite", "template"]
NO = "RZ-2026-0001"
DAYS = 30
Told = dict[tuple[str, str, str], date]


@pytest.fixture
def database(sqlite: Database) -> Database:
    """With one case; a random history is told over and over, which one database is enough for."""
    with sqlite.writing() as tx:
        open_case(
            tx, site="RZ", enterprise=ACME.uscc, process="small", coordinator="lin", actor=ZHAO, now=NOW, zone=SHANGHAI
        )
    return sqlite


def at(on: str) -> datetime:
    return datetime(*day(on).timetuple()[:3], 9, tzinfo=SHANGHAI)


def seen(database: Database, act: str, step: str = "", *, on: str, by: Person = ZHAO, **how: Any) -> Ripple:
    """What is shown before the act."""
    with database.reading() as tx:
        return ripple(tx, draft(tx, Errand(act=act, no=NO, step=step, actor=by, now=at(on), zone=SHANGHAI, **how)))


def done(database: Database, act: str, step: str = "", *, on: str, by: Person = ZHAO, **how: Any) -> None:
    with database.writing() as tx:
        perform(tx, act, NO, step=step, actor=by, now=at(on), zone=SHANGHAI, **how)


def test_an_extension_shows_the_date_its_working_days_and_what_it_adds(database: Database) -> None:
    shown = seen(database, "extend-deadline", "intent", on="07-02", reason="补", inputs={"days": 2})
    (moved,) = shown.case.dates

    assert (moved.step, moved.tier, moved.workdays, moved.granted) == (
        "intent",
        Tier.TARGET,
        2,
        (Length(2, Unit.WORKDAYS),),
    )


def test_reminders_move_with_their_date(database: Database) -> None:
    shown = seen(database, "extend-deadline", "intent", on="07-02", reason="补", inputs={"days": 4})
    moved = {one.reminder.rung: (one.before, one.after) for one in shown.reminders if one.reminder.step == "intent"}

    assert moved["T"] == (day("07-06"), day("07-10"))


def test_a_suspension_silences_and_stops_and_hands_the_ball_to_nobody(database: Database) -> None:
    shown = seen(database, "suspend-case", on="07-02", reason="停", inputs={"resume_on": "2026-07-20"})

    assert shown.case.stopped == ("intent", "survey")
    assert {one.after for one in shown.case.holders} == {NOBODY}
    assert {one.after for one in shown.reminders if one.reminder.step} == {None}


def test_a_resumption_shows_the_new_date_and_at_least_one_warning_before_it_is_saved(database: Database) -> None:
    done(database, "suspend-case", on="07-03", reason="停", inputs={"resume_on": "2026-07-20"})
    shown = seen(database, "resume-case", on="07-20")
    (moved,) = (one for one in shown.case.dates if one.step == "intent")
    warned = [one.after for one in shown.reminders if one.reminder.step == "intent" and one.after]

    assert (moved.after and moved.after.due_on, moved.credited) == (day("07-17") + timedelta(days=4), 11)
    assert min(warned) <= day("07-21")


def test_asking_hands_the_ball_over_and_stops_the_clock(database: Database) -> None:
    shown = seen(database, "ask-party", "intent", on="07-02", by=LIN, inputs={"party": "tax", "question": "？"})
    (passed,) = shown.case.holders

    assert (passed.step, passed.before, passed.after) == ("intent", CUSTOMS, "tax")
    assert shown.case.stopped == ("intent",)


def test_a_new_assignee_hears_what_the_old_one_would_have_heard(database: Database) -> None:
    shown = seen(database, "assign", "intent", on="07-02", inputs={"to": "mei"})
    (place,) = shown.case.places

    assert (place.step, place.before, place.after) == ("intent", None, "mei")
    assert shown.told["mei"] == day("07-02")
    assert {one.reminder.person for one in shown.reminders if one.before} == {"lin"}


def test_a_step_that_ends_lets_others_begin(database: Database) -> None:
    shown = seen(database, "waive-step", "intent", on="07-02", reason="免")

    assert [(one.step, one.before, one.after) for one in shown.case.steps] == [
        ("intent", StepState.OPEN, StepState.WAIVED),
        ("self-assessment", None, StepState.OPEN),
    ]
    assert [one.step for one in shown.case.dates] == ["self-assessment"]


def test_what_is_queued_and_no_longer_true_is_dropped(database: Database) -> None:
    sweep(database, at("07-06"), SHANGHAI)
    shown = seen(database, "waive-step", "intent", on="07-06", reason="免")
    dropped = {one.reminder.rung for one in shown.reminders if one.reminder.step == "intent" and not one.after}

    assert "T" in dropped


def test_an_act_that_moves_nothing_shows_nothing(database: Database) -> None:
    shown = seen(database, "note", on="07-02", by=LIN, inputs={"text": "打过电话"})

    assert (shown.case.dates, shown.case.steps, shown.reminders, shown.told) == ((), (), (), {})


MOVE = st.tuples(st.integers(0, 6), st.sampled_from([LIN, LIN, ZHAO, WEN]), st.integers(0, 999), st.booleans())


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(MOVE, max_size=10), MOVE)
def test_the_ripple_is_the_effect(
    database: Database,
    tmp_path: Path,
    history: list[tuple[int, Person, int, bool]],
    last: tuple[int, Person, int, bool],
) -> None:
    """Two copies of one history, one with the act and one without, swept for 60 days: their difference in the first 30 was shown,
    and where it went."""
    with copy(database, tmp_path / "without.db") as without:
        now = NOW
        for days, person, pick, swept in history:
            now += timedelta(days=days)
            if swept:
                sweep(without, now, SHANGHAI)
            _try(without, now, person, pick)
        now += timedelta(days=last[0])
        with copy(without, tmp_path / "with.db") as other:
            shown = _try(other, now, *last[1:3])
            before, after = _case(without), _case(other)
            said, then = _swept(without, now), _swept(other, now)

    assert {(one.step, one.tier): one.after for one in shown.case.dates} == _moved_dates(before, after)
    assert {one.step: one.after for one in shown.case.steps} == _moved_states(before, after)
    moved = {key: (said.get(key), then.get(key)) for key in {**said, **then} if said.get(key) != then.get(key)}
    last_day = now.date() + timedelta(days=DAYS)
    assert {_told(one.reminder): (one.before, one.after) for one in shown.reminders} == {
        key: days for key, days in moved.items() if min(filter(None, days)) <= last_day
    }


@contextmanager
def copy(database: Database, target: Path) -> Iterator[Database]:
    """The same database again, in another file."""
    with database.writing() as tx:
        tx.exec_driver_sql("SELECT 1")
    for suffix in ("", "-wal"):
        source = Path(f"{database.url.database}{suffix}")
        Path(f"{target}{suffix}").unlink(missing_ok=True)
        if source.exists():
            shutil.copy(source, f"{target}{suffix}")
    Path(f"{target}-shm").unlink(missing_ok=True)
    other = Database(f"sqlite:///{target}")
    try:
        yield other
    finally:
        other.close()


def _try(database: Database, now: datetime, person: Person, pick: int) -> Ripple:
    """Do one of the acts that are offered, with sensible inputs; what was shown before."""
    with database.writing() as tx:
        offered = [
            one
            for one in options(tx, NO, actor=person, now=now, zone=SHANGHAI)
            if one.allowed and one.act != "close-case"
        ]
        one = offered[pick % len(offered)] if offered else Option("note", "", allowed=True)
        inputs = {asked.name: GOOD[asked.name] for asked in one.inputs if asked.name in GOOD}
        inputs |= {name: str(now.date()) for name, value in inputs.items() if value == "today"}
        how: dict[str, Any] = {
            "step": one.step,
            "inputs": inputs,
            "reason": "因故",
            "actor": person,
            "now": now,
            "zone": SHANGHAI,
        }
        try:
            shown = ripple(tx, draft(tx, Errand(act=one.act, no=NO, **how)))
            perform(tx, one.act, NO, **how)
        except OneplanError:
            return _nothing(tx, now)
        return shown


def _nothing(tx: Connection, now: datetime) -> Ripple:
    return ripple(tx, draft(tx, Errand(act="note", no=NO, actor=ZHAO, inputs={"text": "记"}, now=now, zone=SHANGHAI)))


def _swept(database: Database, now: datetime) -> Told:
    """On which working day each person is told each rung when the sweep runs on each of the next days, twice as many as are shown;
    what waits unsent, today."""
    with database.reading() as tx:
        calendar = Live(tx, now.date()).calendar("RZ")
    found = _waiting_unsent(database, now.date())
    with database.reading() as tx:
        known = {
            one.key for one in outbox.listing(tx, EVERYWHERE, no=NO, limit=3000).items if one.state != "suppressed"
        }
    for number in range(2 * DAYS + 1):
        moment = now + timedelta(days=number, minutes=1)
        sweep(database, moment, SHANGHAI)
        with database.reading() as tx:
            fresh = [one for one in outbox.listing(tx, EVERYWHERE, no=NO, limit=3000).items if one.key not in known]
        for one in fresh:
            known.add(one.key)
            if one.state == "queued":
                found.setdefault((one.subject_key, one.rung, one.person), calendar.roll_forward(moment.date()))
    return found


def _waiting_unsent(database: Database, today: date) -> Told:
    """What is queued already and will go out, as delivery asks before it sends."""
    with database.reading() as tx:
        live = Live(tx, today)
        unsent = outbox.listing(tx, EVERYWHERE, no=NO, state=MessageState.QUEUED, limit=3000).items
        now = watches.by_keys(tx, [one.subject_key for one in unsent])
        return {
            (one.subject_key, one.rung, one.person): live.calendar("RZ").roll_forward(today)
            for one in unsent
            if not live.still_true(
                now[one.subject_key].waiting if one.subject_key in now else None,
                one.waiting,
                one.rung,
                one.person,
                today,
            )
        }


def _told(one: Reminder) -> tuple[str, str, str]:
    return one.key, one.rung, one.person


def _case(database: Database) -> CaseFile:
    with database.reading() as tx:
        return cases.load(tx, NO)


def _moved_dates(before: CaseFile, after: CaseFile) -> dict[tuple[str, Tier], Deadline | None]:
    old, new = _dates(before), _dates(after)
    if (before.stage, before.round) != (after.stage, after.round):
        old.pop(("", Tier.TARGET), None)
    asked = {("", Tier.TARGET), *((row.key, tier) for row in after.live_steps for tier in Tier)}
    return {
        key: new.get(key)
        for key in asked
        if getattr(old.get(key), "due_on", None) != getattr(new.get(key), "due_on", None)
    }


def _dates(case: CaseFile) -> dict[tuple[str, Tier], Deadline]:
    found = {("", Tier.TARGET): case.stage_deadline}
    for row in case.live_steps:
        found |= {(row.key, Tier.TARGET): row.target, (row.key, Tier.STATUTORY): row.statutory}
    return {key: one for key, one in found.items() if one}


def _moved_states(before: CaseFile, after: CaseFile) -> dict[str, StepState]:
    known = {row.key: row.state for row in before.steps}
    return {row.key: row.state for row in after.steps if known.get(row.key) != row.state}
