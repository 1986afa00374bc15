"""Rectification within certification: which clauses may be put right is the standard's, and what may not leads to a refusal."""

from typing import Any

import pytest

from cases.assessing.clauses import everywhere
from cases.assessing.rectifiable import against, lacks
from cases.assessing.review import review
from cases.conditions import judge
from models.casefile import CaseFile
from models.definitions import Condition, ProcessDefinition, StandardDefinition
from models.refusals import Reason
from tests.builders import LIN, WEN, ZHAO, Walk, one_stage, opened, regime, step, text
from tests.cases.assessments import DAY, accepted, answered, shelf, standard
from tests.shipped import RULEBOOK

RULED = """\
rectification:
  periods: [6 months]
  without:
    - {reason: {zh: 已经发生, en: It happened}, looking_back: true, ratings: [not_met], status: unconfirmed}
    - {reason: {zh: 加分, en: Bonus}, categories: [extra]}
"""
LOOKING_BACK = ("look_for: {zh: 有, en: There is one}", "look_for: {zh: 有, en: There is one}, look_back: 1 year")
CHANGES = (("figures:\n", f"{RULED}figures:\n"), LOOKING_BACK)
FAILED = {"rating": "not_met", "note": "没有"}
RECTIFIABLE, PUT_RIGHT = (Condition(name=name, argument="onsite") for name in ("rectifiable", "put_right"))


def certifying() -> ProcessDefinition:
    """Certification in one stage: the visit may order rectification, the decision may certify."""
    ordered = {"title": text("整改"), "type": "yes_no", "needs": {"yes": [{"rectifiable": "onsite"}]}}
    choices = {"certified": text("通过"), "refused": text("不通过")}
    decided = {
        "title": text("决定"),
        "type": "choice",
        "choices": choices,
        "needs": {"certified": [{"put_right": "onsite"}, {"rectifiable": "onsite"}]},
    }
    return one_stage(
        site_visit=step("现场", answers={"rectify_ordered": ordered}),
        decision=step("决定", answers={"decision": decided}),
    )


def assessed(answers: dict[str, Any], kind: str = "onsite") -> Walk:
    """A case assessed on site: clause 1 looks back, 2 and 3 do not."""
    walk = opened(certifying(), regime=regime(standards=["XX-FIRST"]))
    walk.shelf = shelf(standard(*CHANGES))
    walk.do("open-assessment", at=DAY, kind=kind, standard="XX-FIRST")
    return accepted(answered(walk, answers)).do("close-assessment", at=DAY, by=ZHAO)


def raised(answers: dict[str, Any], **inputs: Any) -> Walk:
    """Its findings raised."""
    return assessed(answers).do("raise-findings", at=DAY, due_on="2026-08-31", **inputs)


def reasons(condition: Condition, casefile: CaseFile) -> list[tuple[str, str]]:
    return [(one.code, one.values["clause"]) for one in judge(condition, casefile).reasons]


def test_what_failed_is_told_with_whether_it_may_be_put_right() -> None:
    head = assessed({"1": FAILED, "2": FAILED, "3": {"rating": "basically_met", "note": "差"}}).casefile.assessments[0]

    assert [(one.clause, one.barred.zh if one.barred else "") for one in head.lacking] == [
        ("1", "已经发生"),
        ("2", ""),
        ("3", ""),
    ]


def test_rectification_is_not_ordered_where_a_clause_may_not_be_put_right() -> None:
    walk = assessed({"1": FAILED, "2": FAILED})

    assert walk.refused("complete-step", "site-visit", at=DAY, rectify_ordered="yes") == [
        "rectification.not_eligible_unconfirmed"
    ]
    assert walk.refused("complete-step", "site-visit", at=DAY, rectify_ordered="no") == []


@pytest.mark.parametrize("condition", [RECTIFIABLE, PUT_RIGHT])
def test_an_assessment_that_still_runs_has_not_said_what_failed(condition: Condition) -> None:
    walk = assessed({"2": FAILED}).do("open-assessment", at=DAY, kind="onsite", standard="XX-FIRST")

    assert [one.code for one in judge(condition, walk.casefile).reasons] == ["condition.assessed"]


def test_a_clause_beyond_rectification_is_named_with_its_reason() -> None:
    assert judge(RECTIFIABLE, assessed({"1": FAILED}).casefile).reasons == (
        Reason(
            "rectification.not_eligible_unconfirmed",
            {"clause": "1", "title_zh": "联系人", "title_en": "Contact", "why_zh": "已经发生", "why_en": "It happened"},
        ),
    )


def test_such_a_clause_leaves_refusal_alone_to_decide_on() -> None:
    walk = assessed({"1": FAILED})

    assert walk.refused("complete-step", "decision", at=DAY, decision="certified") == [
        "rectification.not_eligible_unconfirmed"
    ]
    assert walk.refused("complete-step", "decision", at=DAY, decision="refused") == []


def test_nothing_is_certified_while_a_failed_clause_stands() -> None:
    walk = raised({"2": FAILED})
    assert reasons(PUT_RIGHT, walk.casefile) == [("rectification.not_verified", "2")]
    assert walk.refused("complete-step", "decision", at=DAY, decision="certified") == ["rectification.not_verified"]

    walk.do("fix-finding", at="2026-08-03", by=WEN, finding="F1", how="补齐")
    walk.do("verify-finding", at="2026-08-04", by=ZHAO, finding="F1")
    assert walk.refused("complete-step", "decision", at="2026-08-04", decision="certified") == []


def test_an_assessment_passed_later_settles_what_failed_before() -> None:
    walk = assessed({"2": FAILED})
    walk.do("open-assessment", at="2026-08-03", kind="onsite", standard="XX-FIRST")
    accepted(answered(walk)).do("close-assessment", at="2026-08-03", by=ZHAO)

    assert judge(PUT_RIGHT, walk.casefile).met is True


def test_where_nothing_was_assessed_on_site_nothing_stands_against_it() -> None:
    casefile = assessed({"1": FAILED}, kind="self").casefile

    assert (judge(RECTIFIABLE, casefile).met, judge(PUT_RIGHT, casefile).met) == (True, True)


def test_a_finding_that_may_not_be_put_right_is_not_fixed_and_gets_no_step() -> None:
    walk = raised({"1": FAILED, "2": FAILED}, steps="yes")

    assert [one.steps for one in walk.casefile.findings] == [(), ("extra",)]
    assert walk.refused("fix-finding", at=DAY, by=LIN, finding="F1", how="补") == [
        "rectification.not_eligible_unconfirmed"
    ]


def test_only_findings_of_the_certification_going_on_are_bound_by_it() -> None:
    walk = raised({"1": FAILED})
    finding = walk.casefile.findings[0]

    assert lacks(walk.casefile, finding) == walk.casefile.assessments[0].lacking[0]
    assert lacks(assessed({"1": FAILED}, kind="self").casefile, finding) is None


def test_the_sheet_shows_it_clause_by_clause_while_it_is_filled_in() -> None:
    walk = opened(certifying(), regime=regime(standards=["XX-FIRST"]))
    walk.shelf = shelf(standard(*CHANGES))
    walk.do("open-assessment", at=DAY, kind="onsite", standard="XX-FIRST")
    walk.do("answer-clauses", at=DAY, answers={"1": FAILED})
    rows = {row.clause.key: row for part in review(walk.casefile, walk.shelf, "onsite-1").parts for row in part.rows}

    assert rows["1"].lacks is not None
    assert rows["1"].lacks.barred is not None
    assert rows["2"].lacks is None


# what is shipped --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["CN-ADV-2026-34", "CN-CERT-2026-34"])
def test_by_the_standards_of_2026_what_happened_in_the_look_back_is_not_put_right(key: str) -> None:
    one: StandardDefinition = RULEBOOK.standards[key]
    barred = {placed.key for placed in everywhere(one) if placed.clause.look_back and against(one, placed, "not_met")}
    open_to = {placed.key for placed in everywhere(one) if not against(one, placed, "not_met")}

    assert barred == {placed.key for placed in everywhere(one) if placed.clause.look_back}
    assert "1" in open_to


@pytest.mark.parametrize("key", ["CN-2014-82", "CN-ADV-2026-34", "CN-CERT-2026-34"])
def test_what_may_not_be_put_right_is_to_be_confirmed_in_every_standard(key: str) -> None:
    ruled = RULEBOOK.standards[key].rectification

    assert ruled is not None
    assert {one.status for one in ruled.without} == {"unconfirmed"}
