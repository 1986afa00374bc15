"""What waits: whom it concerns, by which ladder, and when it keeps silent."""

from dataclasses import replace

import pytest

from cases.shares import held_workdays
from cases.waiting import waitings
from models.vocabulary import NOBODY, Standing, Subject
from models.waiting import Waiting
from tests.builders import ZHAO, Walk, day, in_mock_audit, in_onsite, one_stage, opened, step, with_intent


def _waiting(walk: Walk) -> dict[str, Waiting]:
    prefix = f"{walk.casefile.no}/{walk.casefile.enterprise.uscc}/"
    return {one.key.removeprefix(prefix): one for one in waitings(walk.casefile)}


def test_every_live_step_and_the_stage_wait_under_a_name_for_ever() -> None:
    assert set(_waiting(opened())) == {"intent/target", "survey/target", "screening/stage", "2026-07-01/stillness"}


def test_the_same_number_of_another_enterprise_is_another_name() -> None:
    here = opened().casefile
    elsewhere = replace(here, enterprise=replace(here.enterprise, uscc="91371100MA3OTHER0X"))

    assert not {one.key for one in waitings(here)} & {one.key for one in waitings(elsewhere)}


def test_a_stage_entered_again_waits_under_another_name() -> None:
    walk = opened().do("advance-stage", at="2026-07-02", outcome="pool")
    walk.do("reopen-case", at="2026-07-02", by=ZHAO, reason="误")
    back = with_intent()
    for key in ("self-assessment", "line-check"):
        back.do("complete-step", key, at="2026-07-06")
    back.do("waive-step", "opinion", at="2026-07-06", by=ZHAO, reason="简易").do("advance-stage", at="2026-07-06")
    back.do("send-back", at="2026-07-07", by=ZHAO, reason="误", to="screening")

    assert "screening/stage" in _waiting(walk)
    assert "screening.2/stage" in _waiting(back)


def test_two_tiers_wait_apart_and_the_laws_ladder_is_its_own() -> None:
    waiting = _waiting(in_onsite().do("complete-step", "acceptance", at="2026-07-21"))

    assert (waiting["decision/target"].ladder, waiting["decision/statutory"].ladder) == ("default", "statutory")
    assert waiting["decision/statutory"].standing is Standing.UNCONFIRMED


def test_what_an_outside_party_holds_climbs_the_outside_ladder() -> None:
    assert _waiting(with_intent())["self-assessment/target"].ladder == "outside-party"


@pytest.mark.parametrize(
    ("by", "doer"), [("coordinator", "lin"), ("liaison", "wen"), ("supervisor", "zhao"), ("department", "lin")]
)
def test_the_doer_is_who_fills_the_role_on_the_case(by: str, doer: str) -> None:
    walk = opened(one_stage(one=step("一", by=by, term="3 days after step opened")))

    assert _waiting(walk)["one/target"].doer == doer


def test_without_a_supervisor_the_coordinator_is_the_doer() -> None:
    walk = opened(one_stage(one=step("一", by="supervisor", term="3 days after step opened")), supervisor=None)

    assert _waiting(walk)["one/target"].doer == "lin"


def test_without_a_liaison_the_coordinator_is_the_doer() -> None:
    walk = opened(one_stage(one=step("一", by="liaison", term="3 days after step opened")), liaison=None)

    assert _waiting(walk)["one/target"].doer == "lin"


def test_an_assignee_is_the_doer_and_a_submitted_step_waits_for_its_reviewer() -> None:
    walk = with_intent().do("assign", "self-assessment", at="2026-07-02", by=ZHAO, to="mei")
    assert _waiting(walk)["self-assessment/target"].doer == "mei"

    walk.do("complete-step", "self-assessment", at="2026-07-03").do(
        "submit-step", "opinion", at="2026-07-03", opinion="宜"
    )

    assert _waiting(walk)["opinion/target"].doer == "zhao"


def test_a_suspended_case_says_only_when_it_is_expected_back() -> None:
    walk = opened().do("suspend-case", at="2026-07-02", by=ZHAO, reason="因故", resume_on="2026-08-03")
    waiting = _waiting(walk)

    assert {one.silent for key, one in waiting.items() if not key.endswith("resume")} == {True}
    assert waiting["2026-07-02.2/resume"].due_on == day("2026-08-03")
    assert {one.holder for one in waiting.values()} == {NOBODY}


def test_a_case_suspended_twice_a_day_is_expected_back_under_two_names() -> None:
    walk = opened().do("suspend-case", at="2026-07-02", by=ZHAO, reason="因故", resume_on="2026-08-03")
    first = _waiting(walk)
    walk.do("resume-case", at="2026-07-02")
    walk.do("suspend-case", at="2026-07-02", by=ZHAO, reason="因故", resume_on="2026-09-01")

    assert not {key for key in first if key.endswith("resume")} & set(_waiting(walk))


def test_a_clock_that_may_not_pause_is_still_heard_of_in_a_suspended_case() -> None:
    walk = in_onsite().do("complete-step", "acceptance", at="2026-07-21").do("start-step", "hearing", at="2026-07-21")
    walk.do("suspend-case", at="2026-07-22", by=ZHAO, reason="因故", resume_on="2026-08-03")

    assert (_waiting(walk)["hearing/statutory"].silent, _waiting(walk)["decision/statutory"].silent) == (False, True)


def test_a_stopped_clock_is_silent_until_the_answer() -> None:
    walk = opened().do("ask-party", "survey", at="2026-07-02", party="enterprise", question="？")
    assert _waiting(walk)["survey/target"].silent

    walk.do("record-answer", "survey", at="2026-07-08", answer="有")

    assert not _waiting(walk)["survey/target"].silent
    assert _waiting(walk)["survey/target"].revision == 2


def test_a_pooled_case_waits_to_be_looked_at_again_and_a_closed_one_for_nothing() -> None:
    pooled = opened().do("advance-stage", at="2026-07-31", outcome="pool")
    closed = opened().do("close-case", at="2026-07-02", by=ZHAO, reason="撤回")

    assert [(one.subject, one.due_on) for one in waitings(pooled.casefile)] == [(Subject.POOL, day("2027-01-31"))]
    assert waitings(closed.casefile) == ()


def test_what_is_done_waits_no_more_except_for_the_case_to_move() -> None:
    walk = in_mock_audit().do("complete-step", "audit", at="2026-07-21", score=95)

    assert set(_waiting(walk)) == {"2026-07-21/stillness"}


def test_whoever_has_the_ball_has_had_it_since_it_was_passed() -> None:
    walk = opened().do("ask-party", "intent", at="2026-07-02", party="tax", question="？")
    waits = _waiting(walk)

    assert waits["intent/target"].held_since == day("2026-07-02")
    assert held_workdays(waits["intent/target"].held_since, walk.calendar, day("2026-07-09")) == 5
    assert waits["survey/target"].held_since == day("2026-07-01")


def test_a_new_holders_own_time_begins_when_the_case_goes_on() -> None:
    walk = opened().do("suspend-case", at="2026-07-02", by=ZHAO, reason="停", resume_on="2026-08-01")
    assert _waiting(walk)["intent/target"].held_since == day("2026-07-02")

    walk.do("resume-case", at="2026-07-10", by=ZHAO)
    assert _waiting(walk)["intent/target"].held_since == day("2026-07-10")


def test_while_a_step_stands_still_the_answer_is_asked_for() -> None:
    waits = _waiting(opened().do("ask-party", "intent", at="2026-07-02", party="tax", question="？"))

    assert waits["intent/target"].silent
    assert (waits["intent/answer"].due_on, waits["intent/answer"].silent) == (day("2026-07-16"), False)


def test_the_day_of_the_answer_can_be_named() -> None:
    walk = opened().do("ask-party", "intent", at="2026-07-02", party="tax", question="？", answer_by="2026-07-08")

    assert _waiting(walk)["intent/answer"].due_on == day("2026-07-08")


def test_an_answer_that_came_is_asked_for_no_more() -> None:
    walk = opened().do("ask-party", "intent", at="2026-07-02", party="tax", question="？")
    walk.do("record-answer", "intent", at="2026-07-03", answer="！")

    assert "intent/answer" not in _waiting(walk)


def test_a_second_question_is_asked_about_anew() -> None:
    walk = opened().do("ask-party", "intent", at="2026-07-02", party="tax", question="？")
    walk.do("record-answer", "intent", at="2026-07-03", answer="！")
    walk.do("ask-party", "intent", at="2026-07-06", party="tax", question="？？")

    assert _waiting(walk)["intent/answer"].revision == 2
