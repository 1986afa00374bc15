"""What rungs bring about: ordinary acts by the clock, each once for a rung and a revision, whoever dies in between."""

import os
import signal
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from actions.mute import mute
from actions.perform import perform
from jobs.preview import preview
from jobs.sweep import SweepReport, sweep
from models.casefile import CaseFile
from models.definitions import LadderDefinition
from models.people import EVERYWHERE, HOST, Scope
from models.record import Record
from models.vocabulary import DeedState, MessageState, Priority
from store import cases, crash_points, definitions, journal, outbox, people
from store.database import Database
from store.tables import consequence
from tests.jobs.conftest import MONDAY, SHIPPED, ZONE
from tests.jobs.test_nagging import Postman, at, send, swept

NO = "RZ-2026-0001"
POINTS = ("plan.before_commit", "plan.after_commit", "consequence.before_commit", "consequence.after_commit")


def climb(office: Database, *rungs: dict[str, Any], name: str = "default", **parts: Any) -> None:
    """Publish a ladder of these rungs."""
    written = [{"to": ["doer"], "wording": "overdue", **rung} for rung in rungs]
    head = {"ladder": name, "title": {"zh": name, "en": name}, **parts}
    made = LadderDefinition.model_validate({**head, "rungs": written})
    with office.writing() as tx:
        definitions.publish(tx, replace(SHIPPED, ladders={**SHIPPED.ladders, made.key: made}), "host", MONDAY)
    do(office, "recompute-deadlines", "2026-11-02T09:00")


def do(office: Database, act: str, now: str, by: str = "", step: str | None = None, **inputs: str) -> None:
    with office.writing() as tx:
        actor = people.get(tx, by) if by else HOST
        perform(tx, act, NO, step=step, actor=actor, now=at(now), zone=ZONE, inputs=inputs, reason="因故")


def the_case(office: Database) -> CaseFile:
    with office.reading() as tx:
        return cases.load(tx, NO)


def by_the_clock(office: Database) -> list[Record]:
    with office.reading() as tx:
        return [one for one in journal.records(tx, NO) if one.actor == "clock"]


def states(office: Database) -> list[str]:
    with office.reading() as tx:
        return list(tx.execute(select(consequence.c.state)).scalars())


def test_what_a_rung_brings_about_is_an_act_by_the_clock_with_the_rung_as_its_reason(office: Database) -> None:
    climb(office, {"at": "T+3", "then": ["raise_priority"]})
    before = the_case(office).version
    report = swept(office, "2026-11-11T08:00")
    acts = by_the_clock(office)

    assert the_case(office).priority is Priority.HIGH
    assert ("raise-priority", "intent/target T+3") in {(one.act, one.reason) for one in acts}
    assert the_case(office).version == before + report.done


def test_a_mute_keeps_back_the_words_and_not_the_act(office: Database) -> None:
    climb(office, {"at": "T+3", "then": ["raise_priority"]})
    with office.writing() as tx:
        until, zhao = date(2026, 11, 20), people.get(tx, "zhao")
        mute(tx, no=NO, until=until, reason="搬厂", actor=zhao, now=at("2026-11-03T10:00"), zone=ZONE)
    swept(office, "2026-11-11T08:00")
    postman = Postman()
    send(office, "2026-11-11T08:40", postman)

    assert the_case(office).priority is Priority.HIGH
    assert postman.carried == []


def test_it_happens_once_however_often_is_swept(office: Database) -> None:
    climb(office, {"at": "T+3", "then": ["put_on_agenda"]})
    for day in ("2026-11-10", "2026-11-11", "2026-11-12"):
        swept(office, f"{day}T08:00")

    assert [one.act for one in by_the_clock(office)].count("put-on-agenda") == 1


def test_what_a_person_undid_is_not_done_again_by_the_same_rung(office: Database) -> None:
    climb(office, {"at": "T+3", "then": ["raise_priority"]})
    swept(office, "2026-11-11T08:00")
    do(office, "lower-priority", "2026-11-11T09:00", by="zhao")
    swept(office, "2026-11-11T10:00")

    assert the_case(office).priority is Priority.NORMAL


def test_a_later_rung_may_put_the_case_on_the_agenda_again(office: Database) -> None:
    climb(office, {"at": "T+3", "every": 2, "times": 2, "then": ["put_on_agenda"]})
    swept(office, "2026-11-11T08:00")
    do(office, "take-off-agenda", "2026-11-11T09:00", by="zhao")
    swept(office, "2026-11-13T08:00")

    assert the_case(office).agenda is not None


def test_what_is_there_already_is_refused_quietly_and_not_tried_again(office: Database) -> None:
    climb(office, {"at": "T+3", "then": ["put_on_agenda"]})
    do(office, "put-on-agenda", "2026-11-10T09:00", by="zhao")
    report = swept(office, "2026-11-11T08:00")

    assert (report.done, report.failed) == (0, 0)
    assert set(states(office)) == {DeedState.REFUSED}


def test_the_step_is_handed_to_the_supervisor_who_hears_the_highest_rung_only(office: Database) -> None:
    climb(office, {"at": "T"}, {"at": "T+1"}, {"at": "T+3", "then": ["hand_to_supervisor"]})
    swept(office, "2026-11-10T08:00")
    with office.reading() as tx:
        told = outbox.listing(tx, EVERYWHERE, person="zhao", limit=500).items
    intent = next(step for step in the_case(office).steps if step.key == "intent")

    assert intent.assignee == "zhao"
    assert {one.rung for one in told if one.step == "intent"} == {"T+3"}


def test_a_step_done_meanwhile_brings_nothing_about(office: Database) -> None:
    climb(office, {"at": "T+3", "then": ["raise_priority"]})
    crash(office, "plan.after_commit", "2026-11-10T08:00")
    do(office, "close-case", "2026-11-10T08:30", by="zhao")
    swept(office, "2026-11-10T09:00")

    assert by_the_clock(office) == []
    assert set(states(office)) == {DeedState.VOID}


def test_a_moved_date_begins_a_new_ladder_and_brings_it_about_anew(office: Database) -> None:
    climb(office, {"at": "T", "then": ["put_on_agenda"]})
    swept(office, "2026-11-05T08:00")
    do(office, "take-off-agenda", "2026-11-05T09:00", by="zhao")
    do(office, "extend-deadline", "2026-11-05T10:00", by="zhao", step="intent", days="3")
    swept(office, "2026-11-10T08:00")

    assert "intent/target T" in {one.reason for one in by_the_clock(office)[-3:]}
    assert the_case(office).agenda is not None


def test_a_recomputation_that_moves_nothing_says_and_does_nothing_again(office: Database) -> None:
    climb(office, {"at": "T+3", "then": ["put_on_agenda"]})
    swept(office, "2026-11-11T08:00")
    acts = by_the_clock(office)
    do(office, "recompute-deadlines", "2026-11-11T09:00")
    report = sweep(office, at("2026-11-11T10:00"), ZONE)

    assert (report.queued, by_the_clock(office)) == (0, acts)


def test_a_rung_for_urgent_cases_is_said_in_the_sweep_that_makes_it_urgent(office: Database) -> None:
    climb(office, {"at": "T+1", "then": ["raise_priority"]}, {"at": "T+2", "when": [{"priority": "high"}]})
    swept(office, "2026-11-10T08:00")
    with office.reading() as tx:
        queued = outbox.listing(tx, EVERYWHERE, state=MessageState.QUEUED, limit=500).items

    assert {one.rung for one in queued if one.step == "intent"} == {"T+2"}


def test_the_preview_of_a_day_foresees_what_is_brought_about_before(office: Database) -> None:
    climb(
        office,
        {"at": "T+1", "then": ["raise_priority", "hand_to_supervisor"]},
        {"at": "T+3", "when": [{"priority": "high"}]},
    )
    with office.reading() as tx:
        foreseen = preview(tx, date(2026, 11, 10), at("2026-11-03T08:00"), ZONE, Scope())
    for day in ("2026-11-03", "2026-11-04", "2026-11-05", "2026-11-06", "2026-11-09", "2026-11-10"):
        swept(office, f"{day}T08:00")
        send(office, f"{day}T08:40", Postman())
    with office.reading() as tx:
        sent = outbox.listing(tx, EVERYWHERE, state=MessageState.SENT, limit=500).items

    assert {(one.person, one.channel, one.rung, one.step) for one in foreseen.messages} == {
        (one.person, one.channel, one.rung, one.step) for one in sent if one.planned_on == date(2026, 11, 10)
    }


# killed in between ------------------------------------------------------------------------------------------------------


def crash(office: Database, point: str, now: str, nth: int = 1) -> bool:
    """Sweep in a process that dies at ``point`` when it gets there for the ``nth`` time; whether it got there."""
    url = office.url.render_as_string(hide_password=False)
    child = os.fork()
    if child == 0:
        crash_points._wanted, crash_points._left = point, nth
        try:
            sweep(Database(url), at(now), ZONE)
        finally:
            os._exit(0)
    return os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL


@pytest.mark.parametrize(("point", "nth"), [(point, nth) for point in POINTS for nth in (1, 2)])
def test_who_dies_in_between_loses_nothing_and_does_nothing_twice(office: Database, point: str, nth: int) -> None:
    climb(office, {"at": "T+2", "then": ["put_on_agenda"]}, {"at": "T+3", "then": ["raise_priority"]})
    assert crash(office, point, "2026-11-11T08:00", nth)

    swept(office, "2026-11-11T08:00")  # at the same moment: nobody waits for the dead

    acts = [one.act for one in by_the_clock(office)]
    assert sorted(acts) == ["put-on-agenda", "raise-priority"]
    assert DeedState.OWED not in states(office)


def test_four_sweepers_at_once_do_it_once(office: Database) -> None:
    climb(office, {"at": "T+3", "then": ["put_on_agenda", "raise_priority"]})
    url = office.url.render_as_string(hide_password=False)
    office.close()
    children = []
    for _ in range(4):
        child = os.fork()
        if child == 0:
            try:
                sweep(Database(url), at("2026-11-11T08:00"), ZONE)
            finally:
                os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    swept(office, "2026-11-11T08:10")

    assert sorted(one.act for one in by_the_clock(office)) == ["put-on-agenda", "raise-priority"]


def test_one_consequence_that_fails_does_not_stop_the_others(office: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    climb(office, {"at": "T+3", "then": ["put_on_agenda", "raise_priority"]})
    from jobs import consequences

    whole = consequences._act

    def act(tx: Any, deed: Any, *rest: Any) -> None:
        if deed.what == "put_on_agenda":
            raise RuntimeError("broken")
        whole(tx, deed, *rest)

    monkeypatch.setattr(consequences, "_act", act)
    report: SweepReport = sweep(office, at("2026-11-11T08:00"), ZONE)

    assert report.failed > 0
    assert the_case(office).priority is Priority.HIGH
    monkeypatch.undo()
    sweep(office, at("2026-11-11T09:00"), ZONE)
    assert the_case(office).agenda is not None


# ladders of sites -------------------------------------------------------------------------------------------------------


def test_a_site_has_its_own_rungs_and_no_other_site_does(office: Database) -> None:
    climb(office, {"at": "T+4"}, site="RZ", without=["T+3"])
    swept(office, "2026-11-11T08:00")
    with office.reading() as tx:
        told = outbox.listing(tx, EVERYWHERE, limit=500).items

    rungs = {one.rung for one in told if one.step == "intent"}
    assert "T+4" in rungs
    assert "T+3" not in rungs


def test_as_shipped_a_case_ten_days_late_is_on_the_agenda(office: Database) -> None:
    swept(office, "2026-11-19T08:00")
    listed = the_case(office).agenda

    assert listed is not None
    assert listed.reason.endswith("/target T+10")
