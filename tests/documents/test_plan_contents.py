"""What a case says in its plan document."""

from typing import Any

from config.i18n import speaking
from config.plan_document import Around, plan_document
from documents.plan_document import Item, PlanDocument
from models.assessment import Shelf
from store.enterprises import EnterpriseRecord
from tests.builders import ACME, ZHAO, Walk, day, in_mock_audit, opened, with_intent
from tests.cases.assessments import answered, assessed, closed
from tests.cases.calendars import china

RECORD = EnterpriseRecord("RZ", ACME.uscc, ACME.name, customs_code="3701234567", contact="王")
NAMES = {"lin": "林晓岚", "zhao": "赵启明", "wen": "温"}


def of(story: Walk, at: str = "2026-07-03", language: str = "zh") -> PlanDocument:
    """The document of a case on a day."""
    around = Around("日照示范点", RECORD, NAMES, china(), day(at))
    with speaking(language):
        return plan_document(story.casefile, story.shelf or Shelf(), around)


def item(found: PlanDocument, title: str) -> Item:
    return next(one for stage in found.stages for one in stage.items if one.title.startswith(title))


def test_it_names_the_case_the_people_and_the_versions_it_rests_on() -> None:
    found = of(opened())

    assert (found.no, found.site, found.company.customs_code) == ("RZ-2026-0031", "日照示范点", "3701234567")
    assert {"企业协调员": "林晓岚", "企业联系人": "王"}.items() <= {one.role: one.name for one in found.people}.items()
    assert found.process.version == opened().casefile.process_hash


def test_an_item_is_somebodys_on_both_sides() -> None:
    own = item(of(opened()), "企业自评")

    assert (own.ours, own.theirs, own.origin) == ("林晓岚", "企业", "流程规定")


def test_a_date_that_is_set_is_told_from_one_that_is_expected() -> None:
    found = of(opened())

    assert [one.foreseen for one in item(found, "登记意向").due] == [False]
    assert [one.foreseen for one in item(found, "企业自评").due] == [True]


def test_a_date_of_the_law_that_is_to_be_confirmed_is_marked() -> None:
    law = item(of(in_mock_audit(), "2026-07-20"), "作出决定").due[-1]

    assert (law.statutory, law.unconfirmed) == (True, True)


def test_what_is_done_says_when_in_place_of_its_date() -> None:
    done = item(of(with_intent("2026-07-02")), "登记意向")

    assert (done.is_done, done.due, done.term) == (True, (), "2026-07-02 办结")


def test_what_may_not_apply_says_so() -> None:
    assert item(of(opened()), "走访工厂").title == "走访工厂（视情况）"


def test_the_stages_stand_as_they_were_and_then_as_they_are_to_come() -> None:
    story = in_mock_audit().do("complete-step", "audit", at="2026-07-21", score=60)
    story.do("advance-stage", at="2026-07-21", outcome="failed")
    titles = [one.title for one in of(story, "2026-07-22").stages]

    assert titles == [
        "初筛评估",
        "量身辅导",
        "模拟认证",
        "量身辅导 · 第 2 轮",
        "模拟认证 · 第 2 轮",
        "实地认证",
        "后续跟踪",
    ]


def test_a_case_without_an_assessment_has_no_diagnosis() -> None:
    assert of(opened()).diagnosis is None


def test_an_assessment_nobody_has_begun_is_none() -> None:
    assert of(assessed()).diagnosis is None


def test_the_clauses_that_lost_points_are_gaps_with_what_was_noted() -> None:
    answers: dict[str, Any] = {"2": {"rating": "not_met", "note": "没有写明复核人"}}
    diagnosis = of(answered(assessed(), answers)).diagnosis

    assert diagnosis is not None
    assert [(one.no, one.note) for one in diagnosis.gaps] == [("2", "没有写明复核人")]


def test_a_closed_assessment_comes_before_one_that_is_going_on() -> None:
    story = closed()
    story.do("open-assessment", at="2026-07-03", kind="mock", standard="XX-FIRST")
    diagnosis = of(answered(story), "2026-07-04").diagnosis

    assert diagnosis is not None
    assert diagnosis.title == "企业自评 1"


def test_in_english_labels_begin_with_a_capital() -> None:
    found = of(opened(by=ZHAO), language="en")

    assert (found.words["enterprise"], found.words["revision_line"]) == ("Enterprise", "not drafted")
