"""Certification on site: papers handed back once for all, a team that may decide, and no decision before it was there."""

from typing import Any

import pytest

from models.definitions import ProcessDefinition
from models.vocabulary import StepState
from tests.builders import WEN, ZHAO, Walk, day, one_stage, opened, step, text

TEAM = {"team": "钱思源、孙立群", "team_lead": "钱思源"}


def onsite() -> ProcessDefinition:
    members = {
        "team": {"title": text("成员"), "type": "names", "at_least": 2, "apart": True},
        "team_lead": {"title": text("组长"), "type": "names", "among": "team"},
    }
    plain = one_stage(
        application=step("申请", held_by="enterprise", evidence=["form"], term="5 workdays after step opened"),
        acceptance=step(
            "受理", after=["application"], term="5 workdays after application done", hands_back="application"
        ),
        team=step("派出认证组", by="supervisor", after=["acceptance"], answers=members),
        decision=step(
            "决定",
            after=["acceptance"],
            needs=[{"step_done": "team"}],
            term="60 days after acceptance done",
            statutory={"clock": "certify", "after": "acceptance done"},
        ),
    )
    papers = {"form": text("申请书"), "audit": text("审计报告"), "report": text("内审报告")}
    return ProcessDefinition.model_validate(plain.model_dump() | {"papers": papers})


def bring(walk: Walk, kind: str, at: str) -> Walk:
    return walk.do("attach-evidence", "application", at=at, kind=kind, file={"sha256": kind[0] * 64, "name": "a.pdf"})


def applied() -> Walk:
    return bring(opened(onsite()), "form", "2026-07-01").do("complete-step", "application", at="2026-07-02")


def handed_back() -> Walk:
    return applied().do("hand-back", "acceptance", at="2026-07-03", missing="audit,report", reason="缺两份报告")


def accepted() -> Walk:
    return applied().do("complete-step", "acceptance", at="2026-07-03")


def test_what_is_missing_is_asked_for_again_all_of_it() -> None:
    walk = handed_back()

    assert walk.refused("complete-step", "application", at="2026-07-06") == ["evidence.asked_again"] * 2
    bring(walk, "audit", "2026-07-06")
    assert walk.refused("complete-step", "application", at="2026-07-06") == ["evidence.asked_again"]


def test_the_application_is_with_the_enterprise_again_and_has_time() -> None:
    row = handed_back().step("application")

    assert (row.state, row.holder, row.missing) == (StepState.OPEN, "enterprise", ("audit", "report"))
    assert row.target is not None
    assert row.target.due_on >= day("2026-07-08")


def test_acceptance_comes_anew_once_the_papers_have_come() -> None:
    walk = handed_back()
    assert walk.refused("complete-step", "acceptance", at="2026-07-06") != []
    bring(bring(walk, "audit", "2026-07-06"), "report", "2026-07-06").do(
        "complete-step", "application", at="2026-07-06"
    )

    assert walk.step("acceptance.2").state is StepState.OPEN


def test_the_clock_of_the_law_starts_with_acceptance_not_with_the_first_application() -> None:
    walk = handed_back()
    bring(bring(walk, "audit", "2026-07-06"), "report", "2026-07-06").do(
        "complete-step", "application", at="2026-07-06"
    )
    walk.do("complete-step", "acceptance.2", at="2026-07-07")

    law = walk.step("decision").statutory
    assert law is not None
    assert law.anchor_on == day("2026-07-07")


def test_a_step_that_hands_nothing_back_says_so() -> None:
    assert applied().refused("hand-back", "application", at="2026-07-03", missing="audit") != []
    assert accepted().refused("hand-back", "decision", at="2026-07-03", by=ZHAO, missing="audit") == [
        "step.hands_nothing_back"
    ]


def test_handing_back_names_at_least_one_paper() -> None:
    assert applied().refused("hand-back", "acceptance", at="2026-07-03") == ["input.missing"]


def test_nothing_is_accepted_before_it_was_applied_for() -> None:
    walk = opened(onsite())

    assert walk.refused("complete-step", "acceptance", at="2026-07-02") == ["step.not_open", "step.waits_for"]


def test_nothing_is_decided_without_a_team() -> None:
    walk = accepted()
    assert walk.refused("complete-step", "decision", at="2026-07-06") == ["step.not_done"]
    walk.do("complete-step", "team", at="2026-07-06", by=ZHAO, **TEAM)

    assert walk.refused("complete-step", "decision", at="2026-07-07") == []


@pytest.mark.parametrize(
    ("team", "wrong"),
    [
        ({"team": "钱思源"}, ["names.too_few"]),
        ({"team_lead": "李"}, ["names.not_among"]),
        ({"team": "钱思源、lin"}, ["names.involved"]),
        ({"team": "钱思源，钱思源"}, ["names.too_few"]),
        ({"team": "lin", "team_lead": "李"}, ["names.too_few", "names.involved", "names.not_among"]),
    ],
)
def test_a_team_is_two_or_more_led_by_one_of_them_and_nobody_who_coached(
    team: dict[str, str], wrong: list[str]
) -> None:
    given: dict[str, Any] = {**TEAM, **team}

    assert accepted().refused("complete-step", "team", at="2026-07-06", by=ZHAO, **given) == wrong


def test_names_are_kept_as_a_list_however_they_were_written() -> None:
    walk = accepted().do("complete-step", "team", at="2026-07-06", by=ZHAO, **TEAM)

    assert walk.casefile.facts["team"] == ["钱思源", "孙立群"]


def test_a_liaison_hands_back_only_what_is_theirs() -> None:
    assert applied().refused("hand-back", "acceptance", at="2026-07-03", by=WEN, missing="audit") != []
