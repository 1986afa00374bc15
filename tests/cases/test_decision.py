"""The decision on a stage: what is known, who said what, and where each way out leads."""

from datetime import date

import pytest

from cases.decision import Decision, Fact, Opinion, Way, decision
from models.people import Person
from tests.builders import LIN, ZHAO, Walk, on, opened, with_intent


def of(story: Walk, at: str = "07-06", by: Person = LIN, opens_on: date | None = None) -> Decision:
    """The decision on a case on a day."""
    return decision(story.casefile, story.records, on(at, by), opens_on)


def fact(found: Decision, name: str) -> Fact:
    return next(one for one in found.facts if one.name == name)


def opinion(found: Decision, step: str) -> Opinion:
    return next(one for one in found.opinions if one.step == step)


def way(found: Decision, key: str) -> Way:
    return next(one for one in found.ways if one.key == key)


def test_what_the_stage_asks_is_told_with_the_day_it_was_answered() -> None:
    known = fact(of(with_intent("2026-07-02")), "producer")

    assert (known.value, known.told_on, known.step) == (False, date(2026, 7, 2), "intent")


def test_what_nobody_has_answered_is_unknown() -> None:
    unknown = fact(of(opened()), "opinion")

    assert (unknown.value, unknown.told_on) == (None, None)


def test_a_party_nobody_has_asked_stands_there_too() -> None:
    tax = opinion(of(with_intent(producer="yes")), "tax-opinion")

    assert (tax.party, tax.row) == ("tax", None)


def test_an_opinion_that_does_not_apply_is_left_out() -> None:
    assert of(with_intent(producer="no")).opinions == ()


def test_a_question_and_its_answer_stay_beside_the_step() -> None:
    story = with_intent(producer="yes").do("start-step", "tax-opinion", at="2026-07-03")
    story.do("ask-party", "tax-opinion", at="2026-07-03", party="tax", question="有无欠税")
    asked = opinion(of(story), "tax-opinion")
    story.do("record-answer", "tax-opinion", at="2026-07-06", answer="没有欠税")
    answered = opinion(of(story), "tax-opinion")

    assert (asked.question, asked.asked_on, asked.said) == ("有无欠税", date(2026, 7, 3), "")
    assert (answered.said, answered.said_on) == ("没有欠税", date(2026, 7, 6))


def test_a_party_that_sent_the_question_back_is_told_with_its_reason() -> None:
    story = with_intent(producer="yes").do("start-step", "tax-opinion", at="2026-07-03")
    story.do("ask-party", "tax-opinion", at="2026-07-03", party="tax", question="有无欠税")
    story.do("reject-question", "tax-opinion", at="2026-07-06", reason="应问财政")
    tax = opinion(of(story), "tax-opinion")

    assert (tax.party, tax.said, tax.said_on, tax.rejected) == ("tax", "应问财政", date(2026, 7, 6), True)


def test_any_step_about_which_the_enterprise_was_asked_is_an_opinion() -> None:
    story = opened().do("ask-party", "intent", at="2026-07-02", party="enterprise", question="何时能签")

    assert opinion(of(story), "intent").party == "enterprise"


def test_every_way_out_says_what_is_missing_and_whose_it_is() -> None:
    ways = of(with_intent()).ways

    assert [one.key for one in ways] == ["take-up", "pool", "refuse"]
    assert {reason.code for reason in ways[0].against} == {"step.not_done"}
    assert ways[1].against == ()
    assert [reason.code for reason in ways[2].against] == ["outcome.role"]
    assert way(of(with_intent(), by=ZHAO), "refuse").against == ()


def test_the_pool_tells_the_day_to_look_again() -> None:
    assert way(of(opened(), "07-06"), "pool").look_again_on == date(2027, 1, 6)


@pytest.mark.parametrize(
    ("opens_on", "again_on"),
    [(None, "2027-07-07"), (date(2026, 7, 1), "2027-07-07"), (date(2028, 10, 13), "2028-10-13")],
)
def test_a_refusal_tells_the_first_day_to_apply_again(opens_on: date | None, again_on: str) -> None:
    assert way(of(opened(), "07-06", opens_on=opens_on), "refuse").apply_again_on == date.fromisoformat(again_on)


def test_a_chosen_day_to_look_again_wins() -> None:
    story = opened().do("advance-stage", at="2026-07-06", outcome="pool", look_again_on="2026-10-01")

    assert story.casefile.look_again_on == date(2026, 10, 1)


@pytest.mark.parametrize(
    ("outcome", "day", "code"),
    [("pool", "2026-07-06", "date.too_early"), ("refuse", "2026-10-01", "outcome.no_look_again")],
)
def test_a_day_to_look_again_lies_ahead_and_belongs_to_the_pool(outcome: str, day: str, code: str) -> None:
    story = opened()

    assert code in story.refused(
        "advance-stage", at="2026-07-06", by=ZHAO, reason="x", outcome=outcome, look_again_on=day
    )
