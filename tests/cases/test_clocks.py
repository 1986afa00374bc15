"""Clocks of a case: pauses credited exactly, two dates, extensions, and what a date remembers."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.deadlines import compute
from cases.workdays import WorkCalendar
from models.changes import ClockPaused, DeadlineMoved
from models.definitions import CalendarDefinition
from models.people import HOST, Person
from models.terms import parse_term
from models.vocabulary import CUSTOMS, Standing, Tier
from tests.builders import LIN, ZHAO, Walk, day, in_onsite, one_stage, opened, step, with_intent
from tests.cases.calendars import china, definition


def _accepted() -> Walk:
    """A case whose statutory clock runs since 21 July."""
    return in_onsite(at="2026-07-21").do("complete-step", "acceptance", at="2026-07-21")


def test_the_regimes_clock_runs_from_the_event_the_process_names() -> None:
    walk = _accepted()

    assert walk.law("decision") == day("2026-10-19")
    assert walk.step("decision").statutory.standing is Standing.UNCONFIRMED  # type: ignore[union-attr]


def test_a_target_later_than_the_law_is_set_to_the_law() -> None:
    walk = _accepted()  # 100 days are wished for, 90 allowed

    assert walk.due("decision") == walk.law("decision")
    assert walk.step("decision").target.standing is Standing.UNCONFIRMED  # type: ignore[union-attr]


def test_a_statutory_extension_lets_the_target_breathe() -> None:
    walk = _accepted().do(
        "extend-deadline", "decision", at="2026-10-12", by=ZHAO, reason="复杂", which="statutory", days=30
    )

    assert walk.law("decision") == day("2026-11-18")
    assert walk.due("decision") == day("2026-10-29")


def test_an_extension_taken_back_sets_the_target_to_the_law_again() -> None:
    walk = _accepted().do(
        "extend-deadline", "decision", at="2026-10-12", by=ZHAO, reason="复杂", which="statutory", days=30
    )
    walk.do("extend-deadline", "decision", at="2026-10-13", by=ZHAO, reason="不需", which="statutory", remove="yes")

    assert (walk.law("decision"), walk.due("decision")) == (day("2026-10-19"), day("2026-10-19"))
    assert walk.step("decision").statutory.granted == ()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("inputs", "by", "codes"),
    [
        ({"which": "statutory", "days": 31}, ZHAO, ["extension.too_long"]),
        ({"which": "statutory", "days": 30}, LIN, ["extension.role"]),
        ({"which": "statutory", "days": 0}, ZHAO, ["extension.how_much"]),
        ({"which": "statutory", "days": -3}, ZHAO, ["extension.not_so_much"]),
        ({"which": "statutory", "remove": "yes"}, ZHAO, ["extension.none"]),
        ({"days": 1}, ZHAO, ["extension.beyond_law"]),
        ({"days": "many"}, ZHAO, ["input.no_number", "extension.how_much"]),
        ({"days": 1.5}, ZHAO, ["input.not_whole", "extension.how_much"]),
    ],
)
def test_an_extension_says_why_not(inputs: dict[str, Any], by: Person, codes: list[str]) -> None:
    assert _accepted().refused("extend-deadline", "decision", at="2026-10-12", by=by, reason="因故", **inputs) == codes


def test_an_extension_is_used_up_after_its_times() -> None:
    walk = opened().do("extend-deadline", "intent", at="2026-07-02", reason="因故", days=2)

    assert walk.due("intent") == day("2026-07-08")
    assert walk.refused("extend-deadline", "intent", at="2026-07-03", reason="因故", days=2) == ["extension.used_up"]


def test_where_the_rulebook_names_no_cap_a_supervisor_decides() -> None:
    walk = opened()
    assert walk.refused("extend-deadline", "survey", at="2026-07-02", reason="因故", days=2) == ["extension.role"]

    walk.do("extend-deadline", "survey", at="2026-07-02", by=ZHAO, reason="因故", days=2)

    assert walk.due("survey") == day("2026-07-15")


def test_a_stage_has_one_limit_which_can_be_extended_too() -> None:
    walk = opened().do("extend-deadline", at="2026-07-02", by=ZHAO, reason="因故", days=5)

    assert walk.casefile.stage_deadline.due_on == day("2026-08-05")  # type: ignore[union-attr]


def test_three_pauses_over_weekend_and_holiday_credit_real_days_in_each_unit() -> None:
    """T6, T7: 90 days from 07-21 end on 10-19; three pauses take 3 + 4 + 8 = 15 days, so they end on 11-03."""
    walk = _accepted()
    for first, last in (("2026-08-07", "2026-08-10"), ("2026-09-24", "2026-09-28"), ("2026-09-30", "2026-10-08")):
        walk.do("suspend-case", at=first, by=ZHAO, reason="因故", resume_on=last)
        walk.do("resume-case", at=last)

    assert walk.step("decision").statutory.credited == 15  # type: ignore[union-attr]
    assert walk.law("decision") == day("2026-11-03")


def test_three_pauses_of_a_workday_term_credit_only_its_working_days() -> None:
    """T7: 20 workdays from 09-18 end on 10-22; 09-24 to 09-28 takes one (Monday), 09-30 to 10-09 two, 10-09 to 10-12 two."""
    walk = opened(one_stage(report=step("报告", term="20 workdays after step opened")), at="2026-09-18")
    unpaused = walk.due("report")
    for first, last in (("2026-09-24", "2026-09-28"), ("2026-09-30", "2026-10-09"), ("2026-10-09", "2026-10-12")):
        walk.do("suspend-case", at=first, by=ZHAO, reason="因故", resume_on=last)
        walk.do("resume-case", at=last)

    assert unpaused == day("2026-10-22")
    assert walk.step("report").target.credited == 5  # type: ignore[union-attr]
    assert walk.due("report") == day("2026-10-29")


def test_a_pause_that_takes_no_working_day_moves_nothing_and_reminds_nobody_anew() -> None:
    walk = opened(at="2026-07-01").do("suspend-case", at="2026-07-03", by=ZHAO, reason="因故", resume_on="2026-07-06")
    walk.do("resume-case", at="2026-07-05")

    assert walk.step("intent").target.revision == 1  # type: ignore[union-attr]


def test_a_question_gives_the_ball_away_and_stops_the_clock_until_the_answer() -> None:
    walk = _accepted().do("ask-party", "decision", at="2026-08-03", party="enterprise", question="补材料？")
    asked = walk.step("decision")
    walk.do("record-answer", "decision", at="2026-08-13", answer="已补")

    assert (asked.holder, asked.paused_on) == ("enterprise", day("2026-08-03"))
    assert (walk.step("decision").holder, walk.step("decision").paused_on) == (CUSTOMS, None)
    assert walk.law("decision") == day("2026-10-29")


def test_a_question_inside_a_suspension_is_not_credited_twice() -> None:
    walk = _accepted().do("ask-party", "decision", at="2026-08-03", party="enterprise", question="？")
    walk.do("suspend-case", at="2026-08-05", by=ZHAO, reason="因故", resume_on="2026-08-20")
    walk.do("resume-case", at="2026-08-11").do("record-answer", "decision", at="2026-08-13", answer="已补")

    assert walk.step("decision").statutory.credited == 10  # type: ignore[union-attr]


def test_an_answer_inside_a_suspension_leaves_the_clock_stopped_until_the_case_resumes() -> None:
    walk = _accepted().do("ask-party", "decision", at="2026-08-03", party="enterprise", question="？")
    walk.do("suspend-case", at="2026-08-05", by=ZHAO, reason="因故", resume_on="2026-08-20")
    walk.do("record-answer", "decision", at="2026-08-06", answer="已补")
    assert walk.step("decision").paused_on == day("2026-08-03")

    walk.do("resume-case", at="2026-08-13")

    assert walk.step("decision").statutory.credited == 10  # type: ignore[union-attr]


def test_a_clock_that_counts_from_the_question_starts_with_it_instead_of_stopping() -> None:
    walk = with_intent(producer="yes").do("start-step", "tax-opinion", at="2026-07-03")
    assert walk.due("tax-opinion") is None

    walk.do("ask-party", "tax-opinion", at="2026-07-06", party="tax", question="有无欠税？")

    assert (walk.due("tax-opinion"), walk.step("tax-opinion").paused_on) == (day("2026-07-27"), None)


def test_a_second_question_is_a_period_of_its_own() -> None:
    walk = with_intent(producer="yes").do("start-step", "tax-opinion", at="2026-07-03")
    walk.do("ask-party", "tax-opinion", at="2026-07-06", party="tax", question="？")
    walk.do("extend-deadline", "tax-opinion", at="2026-07-07", by=ZHAO, reason="因故", days=5)
    walk.do("record-answer", "tax-opinion", at="2026-07-08", answer="无")
    walk.do("ask-party", "tax-opinion", at="2026-07-13", party="tax", question="再问")

    assert walk.due("tax-opinion") == china().add(day("2026-07-13"), 15)


def test_a_step_with_an_open_question_waits_for_its_answer() -> None:
    walk = _accepted().do("ask-party", "decision", at="2026-08-03", party="enterprise", question="？")

    assert "question.open" in walk.refused("complete-step", "decision", at="2026-08-04", certified_on="2026-08-04")
    assert walk.refused("ask-party", "decision", at="2026-08-04", party="tax", question="？") == ["question.open"]


def test_nobody_is_asked_inside_the_house() -> None:
    refused = _accepted().refused("ask-party", "decision", at="2026-08-03", party="customs", question="？")

    assert refused == ["input.no_choice"]


def test_a_clock_that_may_not_pause_runs_on_through_a_suspension() -> None:
    walk = _accepted().do("start-step", "hearing", at="2026-07-22")
    due = walk.law("hearing")
    walk.do("suspend-case", at="2026-07-23", by=ZHAO, reason="因故", resume_on="2026-08-03")
    paused = [change.step for change in walk.changes if isinstance(change, ClockPaused)]
    walk.do("resume-case", at="2026-08-03")

    assert paused == ["decision"]
    assert walk.law("hearing") == due


def test_a_suspension_stops_the_limit_of_the_stage_too() -> None:
    walk = opened().do("suspend-case", at="2026-07-02", by=ZHAO, reason="因故", resume_on="2026-07-09")
    walk.do("resume-case", at="2026-07-09")

    assert walk.casefile.stage_deadline.due_on == day("2026-08-05")  # type: ignore[union-attr]


def test_a_fixed_yearly_date_gets_no_credit() -> None:
    walk = opened(one_stage(audit=step("年审", term="each year on 06-30")))
    walk.do("suspend-case", at="2026-07-02", by=ZHAO, reason="因故", resume_on="2026-08-02").do(
        "resume-case", at="2026-08-03"
    )

    assert walk.due("audit") == day("2027-06-30")


def test_waiving_a_paused_step_credits_what_passed_so_that_reopening_finds_it() -> None:
    walk = _accepted().do("ask-party", "decision", at="2026-08-03", party="enterprise", question="？")
    walk.do("waive-step", "decision", at="2026-08-13", by=ZHAO, reason="误").do(
        "reopen-step", "decision", at="2026-08-13", reason="误"
    )

    assert walk.law("decision") == day("2026-10-29")


def test_an_event_on_another_day_moves_what_counts_from_it_and_keeps_credit() -> None:
    """T8: the acceptance is corrected by a day; the ten credited days stay."""
    walk = _accepted().do("ask-party", "decision", at="2026-08-03", party="enterprise", question="？")
    walk.do("record-answer", "decision", at="2026-08-13", answer="已补")
    walk.do("reopen-step", "acceptance", at="2026-08-14", reason="补正")
    walk.do("complete-step", "acceptance", at="2026-08-14", on="2026-07-22")

    assert walk.law("decision") == day("2026-10-30")


def test_a_term_before_a_milestone_has_a_date_as_soon_as_the_milestone_has() -> None:
    walk = _accepted().do(
        "complete-step", "decision", at="2026-07-31", certified_on="2026-07-31", expires_on="2031-07-31"
    )
    walk.do("advance-stage", at="2026-07-31")

    assert walk.due("re-review") == day("2031-04-30")
    assert walk.due("anniversary") == day("2027-08-02")
    assert walk.step("anniversary").target.provisional  # type: ignore[union-attr]


def test_what_has_happened_is_not_in_the_future_but_an_expiry_may_be() -> None:
    refused = _accepted().refused(
        "complete-step", "decision", at="2026-07-31", certified_on="2026-08-01", expires_on="2031-07-31"
    )

    assert refused == ["date.too_late"]


def test_publishing_a_calendar_moves_only_what_it_moves() -> None:
    walk = opened(one_stage(audit=step("年审", term="1 year after step opened")), at="2026-05-03")
    before = walk.step("audit").target
    walk.calendar = _with_2027()
    walk.do("recompute-deadlines", at="2026-11-05", by=HOST)

    after = walk.step("audit").target
    assert before is not None
    assert after is not None
    assert (before.due_on, before.provisional, before.revision) == (day("2027-05-03"), True, 1)
    assert (after.due_on, after.provisional, after.revision) == (day("2027-05-06"), False, 2)
    assert walk.do("recompute-deadlines", at="2026-11-06", by=HOST).casefile.version == 2


def _with_2027() -> WorkCalendar:
    content = definition().model_dump(mode="json")
    off = {"title": {"zh": "劳动节", "en": "May Day"}, "first": "2027-05-01", "last": "2027-05-05"}
    content["years"][2027] = {"status": "published", "days_off": [off]}
    return WorkCalendar(CalendarDefinition.model_validate(content))


PAUSES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 25), st.booleans()), max_size=6)


@settings(max_examples=60, deadline=None)
@given(PAUSES, st.sampled_from(["40 days", "15 workdays", "3 months"]))
def test_any_number_of_pauses_is_credited_exactly(pauses: list[tuple[int, int, bool]], length: str) -> None:
    """Asked or suspended, in any order: the date moves by what the pauses took, and a recomputation finds the same date."""
    term = parse_term(f"{length} after step opened")
    walk, today = opened(one_stage(report=step("报告", term=str(term))), at="2026-08-24"), date(2026, 8, 24)
    credited = 0
    for gap, taken, asks in pauses:
        first = today + timedelta(days=gap)
        today = first + timedelta(days=taken)
        if asks:
            walk.do("ask-party", "report", at=first, party="tax", question="？").do(
                "record-answer", "report", at=today, answer="无"
            )
        else:
            walk.do("suspend-case", at=first, by=ZHAO, reason="因故", resume_on=today).do("resume-case", at=today)
        credited += china().between(first, today) if "workdays" in length else taken

    assert walk.due("report") == compute(term, date(2026, 8, 24), china(), unplaced=credited).due_on
    assert walk.step("report").target.credited == credited  # type: ignore[union-attr]


def test_each_move_of_a_date_is_a_revision_and_tells_its_cause() -> None:
    walk = opened().do("extend-deadline", "intent", at="2026-07-02", reason="因故", days=2)
    moved = [change for change in walk.changes if isinstance(change, DeadlineMoved)]

    assert [(one.tier, one.cause, one.after.revision if one.after else 0) for one in moved] == [
        (Tier.TARGET, "extend-deadline", 2)
    ]
