"""A team is led by somebody who is qualified on the day, and nobody in it coached the enterprise of late."""

from dataclasses import replace
from typing import Any

import pytest

from cases.qualified import recorded
from models.definitions import ProcessDefinition, RegimeDefinition
from models.qualifications import Qualification
from models.refusals import Refused
from tests.builders import LIN, MEI, ZHAO, Walk, day, opened, process, regime, step, text

KIND = {"certifier": {"title": text("认证资质"), "status": "unconfirmed"}}
TEAM = {"team": "钱思源、孙立群", "lead": "钱思源"}


def held(name: str = "钱思源", first: str = "2026-01-01", last: str = "2026-07-31", **parts: Any) -> Qualification:
    return Qualification(name, "certifier", "HG-1", day(first), day(last), "RZ", **parts)


def audit() -> ProcessDefinition:
    answers = {
        "team": {"title": text("成员"), "type": "names", "at_least": 2, "apart": True, "apart_for": "12 months"},
        "lead": {"title": text("组长"), "type": "names", "among": "team", "qualified": "certifier"},
    }
    return process(
        {
            "guidance": {
                "title": text("辅导"),
                "coaching": True,
                "steps": {"talk": step("走访")},
                "outcomes": {"on": {"title": text("认证"), "to": "audit"}},
            },
            "audit": {
                "title": text("认证"),
                "steps": {"team": step("组成认证组", by="supervisor", answers=answers)},
                "outcomes": {"end": {"title": text("结束"), "close": "finished"}},
            },
        }
    )


def order() -> RegimeDefinition:
    return regime(qualifications=KIND)


def at_audit(*register: Qualification) -> Walk:
    walk = opened(audit(), "2026-07-01", regime=order())
    walk.do("complete-step", "talk", at="2026-07-02").do("advance-stage", at="2026-07-02")
    walk.register = register
    return walk


def refused(walk: Walk, at: str, **given: str) -> list[str]:
    return walk.refused("complete-step", "team", at=at, by=ZHAO, **{**TEAM, **given})


@pytest.mark.parametrize(
    ("register", "on", "wrong"),
    [
        ((), "2026-07-03", ["names.unqualified"]),
        ((held(),), "2026-07-31", []),
        ((held(),), "2026-08-01", ["names.qualification_over"]),
        ((held(first="2026-07-04"),), "2026-07-03", ["names.not_yet_qualified"]),
        ((held(first="2026-07-03"),), "2026-07-03", []),
        ((held(withdrawn_on=day("2026-07-03")),), "2026-07-03", ["names.qualification_withdrawn"]),
        ((held(withdrawn_on=day("2026-07-04")),), "2026-07-03", []),
        ((held("孙立群"),), "2026-07-03", ["names.unqualified"]),
        ((held(last="2026-06-30"), held(first="2026-07-01")), "2026-07-03", []),
    ],
)
def test_the_lead_is_qualified_on_the_day_both_ends_included(
    register: tuple[Qualification, ...], on: str, wrong: list[str]
) -> None:
    assert refused(at_audit(*register), on) == wrong


def test_the_day_it_happened_counts_not_the_day_it_is_written_down() -> None:
    walk = at_audit(held())

    assert walk.refused("complete-step", "team", at="2026-08-03", by=ZHAO, on="2026-07-30", **TEAM) == []


def test_an_account_may_be_named_by_its_login_too() -> None:
    assert refused(at_audit(held(login="qian")), "2026-07-03", team="qian、孙立群", lead="qian") == []


def test_every_reason_is_told_at_once() -> None:
    assert refused(at_audit(), "2026-07-03", team="lin") == [
        "names.too_few",
        "names.involved",
        "names.not_among",
        "names.unqualified",
    ]


def coached_by_mei() -> Walk:
    walk = opened(audit(), "2026-07-01", regime=order())
    walk.do("assign", "talk", at="2026-07-01", by=ZHAO, to="mei")
    walk.do("complete-step", "talk", at="2026-07-02", by=MEI).do("advance-stage", at="2026-07-02")
    walk.register = (held(last="2028-12-31"),)
    return walk


@pytest.mark.parametrize(("on", "wrong"), [("2027-07-02", ["names.involved"]), ("2027-07-05", [])])
def test_who_did_a_step_of_the_coaching_keeps_out_for_a_year(on: str, wrong: list[str]) -> None:
    assert refused(coached_by_mei(), on, team="钱思源、mei") == wrong


def test_who_works_on_the_case_keeps_out_however_long_it_takes() -> None:
    assert refused(coached_by_mei(), "2028-07-03", team=f"钱思源、{LIN.name}") == ["names.involved"]


def test_a_space_within_a_name_makes_nobody_else_of_them() -> None:
    assert refused(at_audit(held()), "2026-07-03", team="钱 思源、孙立群", lead="钱思源") == []


def test_what_cannot_be_recorded_is_refused_with_all_reasons() -> None:
    wrong = replace(held(" ", "2026-08-01", "2026-07-01"), kind="x", no="")
    with pytest.raises(Refused) as refusal:
        recorded(wrong, order().qualifications, ())

    assert [one.code for one in refusal.value.reasons] == [
        "qualification.no_holder",
        "qualification.no_such",
        "qualification.no_number",
        "qualification.days",
    ]


def test_nobody_holds_one_twice_on_a_day() -> None:
    with pytest.raises(Refused) as refusal:
        recorded(held(first="2026-07-31", last="2027-07-31"), order().qualifications, (held(),))

    assert [one.code for one in refusal.value.reasons] == ["qualification.overlaps"]


def test_the_next_one_begins_the_day_after() -> None:
    following = held(first="2026-08-01", last="2027-07-31")

    assert recorded(following, order().qualifications, (held(),)) == following
