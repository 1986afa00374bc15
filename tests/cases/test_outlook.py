"""The outlook: how a case would go on if everything were done on its last day."""

from datetime import date

from cases.outlook import Stretch, outlook
from tests.builders import Walk, day, in_guidance, in_mock_audit, one_stage, opened, step, with_intent
from tests.cases.calendars import china


def seen(story: Walk, at: str) -> dict[str, Stretch]:
    return {one.key: one for one in outlook(story.casefile, china(), day(at))}


def test_a_step_that_is_open_runs_to_its_date() -> None:
    intent = seen(opened(), "07-01")["intent"]

    assert (intent.first, intent.last, intent.foreseen) == (date(2026, 7, 1), date(2026, 7, 6), False)


def test_a_step_that_is_late_is_worked_on_until_today() -> None:
    assert seen(opened(), "07-09")["intent"].last == date(2026, 7, 9)


def test_a_step_that_is_done_ended_when_it_did() -> None:
    assert seen(with_intent("07-02"), "07-09")["intent"].last == date(2026, 7, 2)


def test_a_step_to_come_begins_when_the_last_before_it_is_over() -> None:
    opinion = seen(with_intent("07-02"), "07-03")["opinion"]

    assert (opinion.first, opinion.last, opinion.foreseen) == (date(2026, 7, 16), date(2026, 7, 23), True)


def test_a_later_stage_begins_when_everything_the_one_before_waits_for_is_over() -> None:
    assert seen(with_intent("07-02"), "07-03")["plan"].first == date(2026, 7, 23)


def test_a_step_without_a_term_has_no_end_and_holds_nobody_up() -> None:
    seen_then = seen(in_guidance(), "07-08")

    assert seen_then["contract"].last is None
    assert seen_then["closing-talk"].first == seen_then["visit"].last


def test_both_dates_are_foreseen_and_the_nearer_ends_it() -> None:
    decision = seen(in_mock_audit(), "07-20")["decision"]

    assert decision.due is not None
    assert decision.statutory is not None
    assert decision.last == min(decision.due.due_on, decision.statutory.due_on)


def test_a_fact_of_the_law_that_is_to_be_confirmed_stays_marked() -> None:
    statutory = seen(in_mock_audit(), "07-20")["decision"].statutory

    assert statutory is not None
    assert statutory.is_unconfirmed


def test_what_may_be_asked_for_and_what_holds_nothing_up_are_not_foreseen() -> None:
    assert not {"tax-opinion", "training", "hearing", "anniversary"} & set(seen(opened(), "07-01"))


def test_a_date_before_an_event_nobody_can_foresee_stays_open() -> None:
    only = one_stage(first=step("先"), second=step("后", after=["first"], term="3 months before expires"))

    assert seen(opened(only), "07-01")["second"].last is None
