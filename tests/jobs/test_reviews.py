"""A re-review opens by itself ahead of its day, once, as a case of its own that knows what went before."""

from datetime import date, datetime
from typing import Any

import pytest

from actions.perform import perform
from actions.record_credit_event import record_credit_event
from actions.take_over import take_over
from cases.credit import cycles, level_on
from jobs.keep_duties import keep_duties
from jobs.open_reviews import open_reviews
from models.acts import Done
from models.people import HOST
from models.refusals import Refused
from models.vocabulary import StepState
from store import cases, credit, files
from store.database import Database
from store.files import StoredFile
from tests.jobs.conftest import MONDAY, USCC, ZONE

NO, REVIEW = "RZ-2026-0002", "RZ-2031-0001"
CERTIFIED, EXPIRES = date(2026, 11, 2), date(2031, 11, 2)
SHA = "a" * 64


@pytest.fixture
def office(office: Database) -> Database:
    """The enterprise, certified on the second of November 2026."""
    with office.writing() as tx:
        files.remember(tx, StoredFile(SHA, 1, "application/pdf"), "host", MONDAY)
        take_over(
            tx, site="RZ", enterprise=USCC, process="aeo-certified", stage="follow-up", since=CERTIFIED,
            coordinator="lin", actor=HOST, now=MONDAY, zone=ZONE,
            facts={"certificate_no": "A1"}, milestones={"certified": CERTIFIED, "certificate-expires": EXPIRES},
        )  # fmt: skip
    return office


def at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 9, tzinfo=ZONE)


def do(office: Database, act: str, when: datetime, step: str = "", papers: tuple[str, ...] = (), **inputs: Any) -> Done:
    """An act by the host; ``papers`` are attached first."""
    reason = inputs.pop("reason", "")
    with office.writing() as tx:
        for kind in papers:
            paper = {"file": {"sha256": SHA, "name": f"{kind}.pdf"}, "kind": kind}
            perform(tx, "attach-evidence", REVIEW, actor=HOST, now=when, zone=ZONE, step=step, inputs=paper)
        return perform(tx, act, REVIEW, actor=HOST, now=when, zone=ZONE, step=step, inputs=inputs, reason=reason)


def prepared(office: Database, *, clean: bool = True) -> None:
    """A re-review whose preparation is done."""
    for day in (at(2027, 3, 1), at(2027, 7, 1)):
        if not clean:
            keep_duties(office, day, ZONE)
    open_reviews(office, at(2031, 5, 2), ZONE)
    do(office, "complete-step", at(2031, 5, 6), "notice")
    do(office, "complete-step", at(2031, 5, 20), "self-check", ("self_assessment_report",))
    do(office, "complete-step", at(2031, 5, 20), "look-back", ("credit_record",))


def decided(office: Database, result: str) -> None:
    """A re-review that took the simplified path and was decided."""
    prepared(office)
    do(office, "complete-step", at(2031, 5, 21), "simplified-path", simplified="yes", simplified_reason="五年无异常")
    do(office, "advance-stage", at(2031, 5, 22), outcome="simplified")
    do(office, "complete-step", at(2031, 6, 10), "review-decision", ("decision",), review_result=result)


def test_nothing_opens_before_its_time(office: Database) -> None:
    assert open_reviews(office, at(2031, 5, 1), ZONE).opened == []


def test_it_opens_six_months_ahead_and_follows_the_case_that_brought_the_certificate(office: Database) -> None:
    assert open_reviews(office, at(2031, 5, 2), ZONE).opened == [REVIEW]

    with office.reading() as tx:
        case = cases.load(tx, REVIEW)
    assert (case.origin, case.process.process, case.coordinator) == (NO, "aeo-review-certified", "lin")
    assert case.milestones["certificate-expires"] == EXPIRES
    assert (case.facts["duties_missed"], case.facts["credit_events"]) == (0, 0)


def test_it_opens_once(office: Database) -> None:
    open_reviews(office, at(2031, 5, 2), ZONE)

    assert open_reviews(office, at(2031, 5, 3), ZONE).opened == []


def test_a_certificate_that_is_no_longer_in_force_is_not_re_reviewed(office: Database) -> None:
    with office.writing() as tx:
        record_credit_event(
            tx, site="RZ", enterprise=USCC, kind="downgraded", on=date(2029, 1, 8), reason="决定书", actor=HOST,
            now=at(2029, 1, 9), zone=ZONE,
        )  # fmt: skip

    assert open_reviews(office, at(2031, 5, 2), ZONE).opened == []


def test_with_a_clean_cycle_the_simplified_path_is_open_with_its_reason(office: Database) -> None:
    prepared(office)
    do(office, "complete-step", at(2031, 5, 21), "simplified-path", simplified="yes", simplified_reason="五年无异常")
    do(office, "advance-stage", at(2031, 5, 22), outcome="simplified")

    with office.reading() as tx:
        case = cases.load(tx, REVIEW)
    assert case.stage == "deciding"
    assert case.facts["simplified_reason"] == "五年无异常"


def test_a_missed_duty_closes_the_simplified_path(office: Database) -> None:
    prepared(office, clean=False)

    with office.reading() as tx:
        case = cases.load(tx, REVIEW)
    assert case.facts["duties_missed"] > 0
    assert case.step("simplified-path") is None
    with pytest.raises(Refused):
        do(office, "advance-stage", at(2031, 5, 22), outcome="simplified")


def test_passing_begins_the_next_cycle_and_keeps_the_one_before(office: Database) -> None:
    decided(office, "passed")
    given: dict[str, Any] = {"reviewed_on": "2031-06-10", "next_review_on": "2036-06-10"}
    do(office, "complete-step", at(2031, 6, 11), "next-cycle", **given)
    do(office, "advance-stage", at(2031, 6, 12), outcome="passed")

    with office.reading() as tx:
        history = credit.history(tx, "RZ", USCC)
    found = [(one.certificate.valid_from, one.ended_on, one.certificate.review_on) for one in cycles(history)]
    assert found == [(CERTIFIED, date(2031, 6, 9), EXPIRES), (date(2031, 6, 10), None, date(2036, 6, 10))]
    assert level_on(history, date(2031, 7, 1)) == "certified"


def test_failing_takes_the_level_and_bars_for_a_year(office: Database) -> None:
    decided(office, "failed")
    do(office, "complete-step", at(2031, 6, 12), "failure-served", ("decision_receipt",))
    do(office, "advance-stage", at(2031, 6, 12), outcome="failed")

    with office.reading() as tx:
        history, case = credit.history(tx, "RZ", USCC), cases.load(tx, REVIEW)
    assert level_on(history, date(2031, 6, 12)) == "regular"
    assert case.barred_until == date(2032, 6, 12)
    assert case.step("review-decision") is not None


def test_the_law_is_watched_from_the_moment_it_is_to_be_decided(office: Database) -> None:
    prepared(office)
    do(office, "complete-step", at(2031, 5, 21), "simplified-path", simplified="no", simplified_reason="规模变化大")
    do(office, "advance-stage", at(2031, 5, 22), outcome="full", reason="实地看")
    with office.reading() as tx:
        case = cases.load(tx, REVIEW)

    assert case.stage == "on-site"
    assert [row.key for row in case.live_steps if row.state is StepState.OPEN] == ["review-team"]


def test_the_next_cycle_is_re_reviewed_in_its_turn(office: Database) -> None:
    decided(office, "passed")
    given: dict[str, Any] = {"reviewed_on": "2031-06-10", "next_review_on": "2036-06-10"}
    do(office, "complete-step", at(2031, 6, 11), "next-cycle", **given)
    do(office, "advance-stage", at(2031, 6, 12), outcome="passed")

    assert open_reviews(office, at(2035, 12, 10), ZONE).opened == ["RZ-2035-0001"]
