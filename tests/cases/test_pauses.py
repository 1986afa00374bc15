"""Pauses: which clocks a question or a suspension stops, and what is credited when."""

from dataclasses import replace
from typing import Any

import pytest

from cases.waiting import waitings
from models.definitions import ProcessDefinition
from models.vocabulary import Subject, Tier
from tests.builders import ZHAO, Walk, day, in_onsite, one_stage, opened, process, regime, step, text

LAW = {"term": "90 days after step opened"}
DATES = {Subject.TARGET, Subject.STATUTORY}
STOPPING = {**LAW, "pausable": True, "source": "某条"}


def _silent(walk: Walk) -> dict[str, bool]:
    """Whether each date of a step is silent, by step and tier."""
    return {"/".join(one.key.split("/")[2:]): one.silent for one in waitings(walk.casefile) if one.subject in DATES}


def _asked(definition: ProcessDefinition, key: str = "one", at: str = "2026-05-07") -> Walk:
    return opened(definition, at=at).do("ask-party", key, at=at, party="enterprise", question="？")


def _suspended(definition: ProcessDefinition, at: str = "2026-05-07") -> Walk:
    return opened(definition, at=at).do("suspend-case", at=at, by=ZHAO, reason="因故", resume_on="2026-07-10")


@pytest.mark.parametrize("stopped", [_asked, _suspended])
def test_a_yearly_date_is_never_silent(stopped: Any) -> None:
    yearly = step("报送", term="each year on 06-15", statutory={"term": "each year on 06-30"})

    assert _silent(stopped(one_stage(one=yearly))) == {"one/target": False, "one/statutory": False}


def test_a_date_before_an_event_is_never_silent() -> None:
    expires = {"title": text("到期"), "type": "date", "milestone": "expires"}
    grant = step("发证", answers={"expires": expires})
    walk = opened(one_stage(grant=grant, one=step("复核", term="3 months before expires")))
    walk.do("complete-step", "grant", at="2026-07-01", expires="2027-07-01")
    walk.do("suspend-case", at="2026-07-02", by=ZHAO, reason="因故", resume_on="2026-07-10")

    assert _silent(walk) == {"one/target": False}


def test_a_question_about_a_yearly_duty_moves_and_silences_nothing() -> None:
    """Asked on 7 May, answered on 10 July: 30 June was the day all along."""
    walk = _asked(one_stage(one=step("报送", term="each year on 06-30")))
    due, silent, paused_on = walk.due("one"), _silent(walk), walk.step("one").paused_on
    walk.do("record-answer", "one", at="2026-07-10", answer="！")

    assert (due, silent, paused_on) == (day("2026-06-30"), {"one/target": False}, None)
    assert walk.due("one") == day("2026-06-30")


@pytest.mark.parametrize("stopped", [_asked, _suspended])
def test_the_laws_clock_runs_on_unless_the_rulebook_lets_it_stop(stopped: Any) -> None:
    running = stopped(one_stage(one=step("办理", term="60 days after step opened", statutory=LAW)))
    stopping = stopped(one_stage(one=step("办理", term="60 days after step opened", statutory=STOPPING)))

    assert _silent(running) == {"one/target": True, "one/statutory": False}
    assert _silent(stopping) == {"one/target": True, "one/statutory": True}


def test_only_the_tier_that_stood_still_is_credited() -> None:
    walk = _asked(one_stage(one=step("办理", term="60 days after step opened", statutory=LAW)), at="2026-07-01")
    walk.do("record-answer", "one", at="2026-07-11", answer="！")

    assert (walk.due("one"), walk.law("one")) == (day("2026-09-09"), day("2026-09-29"))
    assert (walk.step("one").target.credited, walk.step("one").statutory.credited) == (10, 0)  # type: ignore[union-attr]


def test_a_clock_of_the_order_stops_if_the_order_or_the_process_says_so() -> None:
    clock = {"title": text("审查"), "length": "90 days"}
    statutory = {"clock": "examine", "after": "step opened"}
    for of_order, of_process, stops in [
        (False, None, False),
        (True, None, True),
        (True, False, False),
        (False, True, True),
    ]:
        order = regime(clocks={"examine": {**clock, "pausable": of_order}})
        definition = one_stage(one=step("审查", statutory={**statutory, "pausable": of_process}))
        walk = opened(definition, regime=order).do("ask-party", "one", at="2026-07-02", party="tax", question="？")

        assert _silent(walk) == {"one/statutory": stops}


@pytest.mark.parametrize(("statutory", "due_on"), [(LAW, "2026-09-29"), (STOPPING, "2026-10-09")])
def test_the_laws_limit_of_a_stage_is_credited_only_if_it_may_stop(statutory: dict[str, Any], due_on: str) -> None:
    limit = {**statutory, "term": "90 days after stage entered"}
    stage = {"title": text("唯一"), "steps": {"one": step("一")}, "statutory": limit}
    walk = opened(process({"only": {**stage, "outcomes": {"end": {"title": text("结束"), "close": "finished"}}}}))
    walk.do("suspend-case", at="2026-07-02", by=ZHAO, reason="因故", resume_on="2026-07-12").do(
        "resume-case", at="2026-07-12"
    )

    assert walk.casefile.stage_deadline.due_on == day(due_on)  # type: ignore[union-attr]


def test_a_tier_that_counts_from_the_question_runs_while_the_other_waits_for_the_answer() -> None:
    walk = _asked(one_stage(one=step("征询", term="15 days after asked", statutory=STOPPING)), at="2026-07-01")

    assert _silent(walk) == {"one/target": False, "one/statutory": True}
    assert walk.step("one").paused_on == day("2026-07-01")


def test_a_pause_before_the_clocks_own_start_is_not_credited() -> None:
    """Paused from 3 to 13 July; what it counts from is done again on the 15th: ten workdays from there end on the 29th."""
    walk = opened(one_stage(one=step("一"), two=step("二", after=["one"], term="10 workdays after one done")))
    walk.do("complete-step", "one", at="2026-07-02").do(
        "suspend-case", at="2026-07-03", by=ZHAO, reason="因故", resume_on="2026-07-13"
    )
    walk.do("resume-case", at="2026-07-13")
    credited = walk.due("two")
    walk.do("reopen-step", "one", at="2026-07-15", reason="误").do("complete-step", "one", at="2026-07-15")

    assert (credited, walk.due("two")) == (day("2026-07-24"), day("2026-07-29"))


def test_a_redone_event_keeps_the_part_of_a_pause_that_lies_after_it() -> None:
    walk = in_onsite(at="2026-07-21").do("complete-step", "acceptance", at="2026-07-21")
    walk.do("ask-party", "decision", at="2026-08-03", party="enterprise", question="？")
    walk.do("record-answer", "decision", at="2026-08-13", answer="已补")
    walk.do("reopen-step", "acceptance", at="2026-08-14", reason="补正")
    walk.do("complete-step", "acceptance", at="2026-08-14", on="2026-08-10")

    assert walk.law("decision") == day("2026-11-11")  # 90 days and three


def test_credit_that_an_older_journal_tells_without_its_days_is_kept() -> None:
    walk = opened(one_stage(one=step("一", term="30 days after step opened")))
    target = walk.step("one").target
    assert target is not None
    old = replace(walk.step("one"), target=replace(target, credited=5, ends_on=day("2026-08-05")))
    walk.casefile = replace(walk.casefile, steps=(old,))
    walk.do("ask-party", "one", at="2026-07-06", party="tax", question="？").do(
        "record-answer", "one", at="2026-07-08", answer="无"
    )

    assert (walk.step("one").target.credited, walk.due("one")) == (7, day("2026-08-07"))  # type: ignore[union-attr]


def test_every_stop_is_noted_and_ends_when_nothing_stops_the_step_any_more() -> None:
    walk = _asked(one_stage(one=step("一", term="30 days after step opened")), at="2026-07-01")
    walk.do("suspend-case", at="2026-07-03", by=ZHAO, reason="因故", resume_on="2026-07-13")
    walk.do("record-answer", "one", at="2026-07-06", answer="无")
    still = walk.step("one").paused_on
    walk.do("resume-case", at="2026-07-13")

    assert (still, walk.step("one").paused_on) == (day("2026-07-01"), None)
    assert walk.due("one") == day("2026-08-12")  # twelve days, none of them twice
    assert walk.folded() == walk.casefile


def test_both_tiers_keep_their_own_pauses() -> None:
    walk = _asked(one_stage(one=step("办理", term="60 days after step opened", statutory=STOPPING)), at="2026-07-01")
    walk.do("record-answer", "one", at="2026-07-11", answer="！")
    row = walk.step("one")

    assert [
        len(date.pauses) for tier in Tier if (date := {"target": row.target, "statutory": row.statutory}[tier])
    ] == [1, 1]
