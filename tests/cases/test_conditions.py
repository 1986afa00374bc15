"""Conditions: met, not met, or unknown yet, each with its reasons."""

from typing import Any

import pytest
from pydantic import ValidationError

from cases.conditions import CONDITIONS, judge, judge_all
from models.casefile import Enterprise
from models.definitions import Condition
from tests.builders import ACME, ZHAO, Walk, file, in_mock_audit, in_onsite, opened, with_intent


def _verdict(walk: Walk, name: str, argument: Any = None) -> bool | None:
    return judge(Condition(name=name, argument=argument), walk.casefile).met


@pytest.mark.parametrize(
    ("name", "argument", "before", "after"),
    [
        ("producer", None, None, True),
        ("yes", "producer", None, True),
        ("no", "producer", None, False),
        ("known", "producer", None, True),
        ("fact", {"producer": True}, None, True),
        ("fact", {"producer": False}, None, False),
        ("business_line", "trade", None, True),
        ("business_line", "broker", None, False),
        ("includes", {"business_lines": "broker"}, None, False),
        ("step_done", "intent", None, True),
        ("step_ended", "intent", None, True),
        ("step_waived", "intent", None, False),
        ("step_done", "opinion", None, None),
        ("step_done", "tax-opinion", False, False),
        ("evidence", "letter_of_intent", None, True),
        ("target", "advanced", True, True),
        ("credit_level", "regular", True, True),
        ("fact_in", {"credit_level": ["certified"]}, False, False),
        ("first_round", None, True, True),
        ("later_round", None, False, False),
        ("milestone", "certified", None, None),
        ("outcome", {"screening": "take-up"}, None, None),
        ("not", {"yes": "producer"}, None, False),
        ("any", ["producer", {"credit_level": "certified"}], None, True),
        ("any", [{"credit_level": "certified"}, "later_round"], False, False),
        ("no_such_condition", None, None, None),
    ],
)
def test_a_condition_before_and_after_the_first_answers(
    name: str, argument: Any, before: bool | None, after: bool | None
) -> None:
    assert (_verdict(opened(), name, argument), _verdict(with_intent(producer="yes"), name, argument)) == (
        before,
        after,
    )


@pytest.mark.parametrize(("limit", "met"), [(90, True), (95, True), (95.5, False)])
def test_a_number_is_compared_with_the_limit_included(limit: float, met: bool) -> None:
    walk = in_mock_audit().do("complete-step", "audit", at="2026-07-21", score="95")

    assert _verdict(walk, "at_least", {"score": limit}) is met
    assert _verdict(walk, "at_most", {"score": limit}) is (limit >= 95)


def test_a_text_is_no_number() -> None:
    assert _verdict(opened(), "at_least", {"credit_level": 3}) is False


def test_what_the_enterprises_record_says_is_known_until_an_answer_says_otherwise() -> None:
    walk = opened(enterprise=Enterprise(ACME.uscc, ACME.name, "regular", {"producer": True}))

    assert _verdict(walk, "producer") is True


def test_the_way_a_stage_was_left_is_known_afterwards() -> None:
    walk = in_onsite()

    assert _verdict(walk, "outcome", {"mock-audit": "passed"}) is True
    assert _verdict(walk, "outcome", {"mock-audit": "failed"}) is False


def test_one_that_fails_settles_it_whatever_is_unknown() -> None:
    walk = opened()
    unknown, fails = Condition(name="producer"), Condition(name="later_round")

    assert judge_all([unknown, fails], walk.casefile).met is False
    assert judge_all([unknown], walk.casefile).met is None
    assert judge_all([], walk.casefile).met is True


def test_a_role_has_signed_when_all_its_steps_of_the_stage_are_done() -> None:
    walk = with_intent().do("complete-step", "self-assessment", at="2026-07-03")
    assert _verdict(walk, "signed_by", "supervisor") is False

    walk.do("submit-step", "opinion", at="2026-07-03", opinion="宜")
    walk.do("accept-step", "opinion", at="2026-07-06", by=ZHAO)

    assert _verdict(walk, "signed_by", "supervisor") is True


def test_what_may_be_written_is_typed() -> None:
    argument = CONDITIONS["at_least"].argument
    assert argument is not None

    with pytest.raises(ValidationError):
        argument.validate_python({"score": "many"})


def test_every_condition_says_what_it_claims() -> None:
    assert [rule.name for rule in CONDITIONS.values() if not rule.claim] == []


def test_evidence_of_the_case_itself_counts() -> None:
    walk = opened().do("attach-evidence", at="2026-07-02", kind="licence", file=file("b"))

    assert _verdict(walk, "evidence", "licence") is True
