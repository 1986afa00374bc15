"""A process of another administration, told in data alone: 120 + 60 days, and questions stop the clock."""

from typing import Any

from models.definitions import ProcessDefinition
from tests.builders import ZHAO, Walk, day, opened, process, step, text

EU: dict[str, Any] = {
    "application": {
        "title": text("Application"),
        "steps": {
            "receipt": step("Receipt"),
            "check": step("Check", after=["receipt"], statutory={"term": "30 days after receipt done"}),
            "acceptance": step("Acceptance", after=["check"], milestone="accepted"),
        },
        "outcomes": {"accept": {"title": text("Accepted"), "to": "examination"}},
    },
    "examination": {
        "title": text("Examination"),
        "steps": {
            "audit": step("Audit", term="60 days after accepted"),
            "decision": step(
                "Decision",
                after=["audit"],
                statutory={
                    "term": "120 days after accepted",
                    "extension": {"by": "60 days", "times": 1, "approved_by": "supervisor"},
                    "pausable": True,
                    "source": "Art. 22",
                },
            ),
        },
        "outcomes": {
            "grant": {"title": text("Granted"), "close": "granted"},
            "refuse": {"title": text("Refused"), "close": "refused", "reason": True},
        },
    },
}


def _accepted() -> Walk:
    walk = opened(_definition(), at="2026-06-15")
    for key in ("receipt", "check", "acceptance"):
        walk.do("complete-step", key, at="2026-06-18")
    return walk.do("advance-stage", at="2026-06-18").do("complete-step", "audit", at="2026-07-20")


def _definition() -> ProcessDefinition:
    return process(EU)


def test_the_decision_is_due_120_days_after_acceptance() -> None:
    assert _accepted().law("decision") == day("2026-10-16")


def test_questions_stop_the_clock_each_for_as_long_as_the_answer_takes() -> None:
    walk = _accepted()
    for asked, answered in (("2026-07-21", "2026-07-31"), ("2026-08-03", "2026-08-23"), ("2026-09-01", "2026-09-03")):
        walk.do("ask-party", "decision", at=asked, party="enterprise", question="?")
        walk.do("record-answer", "decision", at=answered, answer="!")

    assert walk.step("decision").statutory.credited == 32  # type: ignore[union-attr]
    assert walk.law("decision") == day("2026-11-17")


def test_sixty_days_more_once() -> None:
    walk = _accepted().do(
        "extend-deadline", "decision", at="2026-10-12", by=ZHAO, reason="complex", which="statutory", days=60
    )

    assert walk.law("decision") == day("2026-12-15")
    assert walk.refused(
        "extend-deadline", "decision", at="2026-12-01", by=ZHAO, reason="more", which="statutory", days=1
    ) == ["extension.used_up"]


def test_a_refusal_wants_its_reason() -> None:
    walk = _accepted().do("complete-step", "decision", at="2026-07-21")

    assert walk.refused("advance-stage", at="2026-07-21", outcome="refuse") == ["reason.missing"]
    assert walk.do("advance-stage", at="2026-07-21").casefile.outcome == "granted"
