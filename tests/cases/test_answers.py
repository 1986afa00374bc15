"""Answers as they were given: each step keeps what it was told, whatever is answered later."""

from cases.answers import answers_given
from tests.builders import ZHAO, Walk, in_guidance, in_mock_audit


def given(walk: Walk) -> dict[str, dict[str, object]]:
    return {key: dict(known) for key, known in answers_given(walk.casefile, walk.records).items()}


def test_a_completed_step_keeps_its_answers() -> None:
    walk = in_mock_audit().do("complete-step", "audit", at="2026-07-20", score=95)

    assert given(walk)["audit"] == {"score": 95}


def test_a_submitted_step_keeps_them_for_its_reviewer() -> None:
    assert given(in_guidance())["opinion"] == {"opinion": "宜"}


def test_a_later_round_leaves_the_answers_of_the_first_alone() -> None:
    walk = in_mock_audit().do("complete-step", "audit", at="2026-07-20", score=60)
    walk.do("send-back", at="2026-07-21", by=ZHAO, reason="补强", to="guidance")
    in_mock_audit(walk, at="2026-07-22").do("complete-step", "audit.2", at="2026-07-23", score=95)

    assert (given(walk)["audit"], given(walk)["audit.2"]) == ({"score": 60}, {"score": 95})


def test_a_step_nobody_answered_has_no_answers() -> None:
    assert "audit" not in given(in_mock_audit())
