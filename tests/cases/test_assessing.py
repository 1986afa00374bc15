"""Assessments: what applies, answers that are never lost, sections handed in and back, the total, and the next round."""

import pytest

from cases.conditions import judge
from cases.fold import replay
from models.assessment import AssessmentState, SectionState
from models.casefile import Enterprise
from models.definitions import Condition
from tests.builders import LIN, ZHAO, file
from tests.cases.assessments import DAY, a_case, accepted, answered, assessed, closed

FOOD = Enterprise("91370000MA3C0AAA0X", "某某食品", "regular", {"business_lines": ["food"]})
TRADER = Enterprise("91370000MA3C0AAA0X", "某某贸易", "regular", {"producer": False})


# what applies -----------------------------------------------------------------------------------------------------------


def test_an_assessment_lays_out_the_clauses_that_apply() -> None:
    assert assessed().casefile.sheets[0].clauses == ("1", "2", "3", "5")


def test_a_line_of_business_brings_its_single_standard() -> None:
    walk = assessed(enterprise=FOOD)

    assert walk.casefile.sheets[0].clauses == ("1", "2", "3", "5", "food.1")
    assert list(walk.casefile.assessments[0].sections) == ["control", "extra", "food"]


def test_a_clause_for_producers_is_not_asked_of_others() -> None:
    assert assessed(enterprise=TRADER).casefile.sheets[0].clauses == ("1", "3", "5")


def test_a_kind_of_enterprise_whose_standard_nobody_has_seen_cannot_be_assessed() -> None:
    broker = Enterprise("91370000MA3C0AAA0X", "某某报关行", "regular", {"business_type": "broker"})

    refused = a_case(enterprise=broker).refused("open-assessment", at=DAY, kind="self", standard="XX-FIRST")
    assert refused == ["assessment.no_clauses"]


def test_without_a_standard_for_the_target_one_must_be_named() -> None:
    assert a_case().refused("open-assessment", at=DAY, kind="self") == ["assessment.no_standard"]


def test_the_standard_for_the_target_need_not_be_named() -> None:
    walk = a_case(("levels: [certified]", "levels: [advanced]")).do("open-assessment", at=DAY, kind="self")

    assert walk.casefile.assessments[0].standard == "XX-FIRST"


def test_one_assessment_of_a_kind_runs_at_a_time() -> None:
    walk = assessed("self")

    assert walk.refused("open-assessment", at=DAY, kind="self", standard="XX-FIRST") == ["assessment.running"]
    assert walk.refused("open-assessment", at=DAY, kind="yearly", standard="XX-FIRST") == []


# answers ----------------------------------------------------------------------------------------------------------------


def test_saving_some_answers_says_nothing_of_the_others() -> None:
    walk = assessed().do("answer-clauses", at=DAY, answers={"1": {"rating": "met", "note": "有任命"}})
    walk.do("answer-clauses", at="2026-07-03", answers="2=not_met, 3=basically_met")

    answers = walk.casefile.sheets[0].answers
    assert {key: one.rating for key, one in answers.items()} == {"1": "met", "2": "not_met", "3": "basically_met"}
    assert answers["1"].note == "有任命"


def test_a_new_rating_keeps_the_note() -> None:
    walk = assessed().do("answer-clauses", at=DAY, answers={"1": {"rating": "met", "note": "有任命"}})
    walk.do("answer-clauses", at="2026-07-03", answers={"1": "not_met"})

    answer = walk.casefile.sheets[0].answers["1"]
    assert (answer.rating, answer.note, str(answer.answered_on)) == ("not_met", "有任命", "2026-07-03")


def test_a_note_may_be_kept_before_anything_is_rated() -> None:
    walk = assessed().do("answer-clauses", at=DAY, answers={"1": {"note": "再看"}})

    answer = walk.casefile.sheets[0].answers["1"]
    assert (answer.rating, answer.note) == ("", "再看")


def test_the_same_answer_again_changes_nothing() -> None:
    walk = assessed().do("answer-clauses", at=DAY, answers={"1": "met"})
    version = walk.casefile.version

    assert walk.do("answer-clauses", at=DAY, answers={"1": "met"}).casefile.version == version


def test_every_answer_that_cannot_be_kept_is_told_with_its_clause() -> None:
    walk = assessed()
    answers = {"1": "metish", "5": "not_met", "9": "met", "3": {"rating": "met", "evidence": ["0" * 64]}}

    assert walk.refused("answer-clauses", at=DAY, answers=answers) == [
        "assessment.no_rating",
        "assessment.no_rating",
        "assessment.no_clause",
        "assessment.evidence",
    ]


def test_evidence_is_one_of_the_papers_of_the_case() -> None:
    walk = assessed().do("attach-evidence", at=DAY, file=file("a"), kind="procedures")
    walk.do("answer-clauses", at=DAY, answers={"1": {"rating": "met", "evidence": ["a" * 64]}})

    assert walk.casefile.sheets[0].answers["1"].evidence == ("a" * 64,)


@pytest.mark.parametrize("answers", ["met", "1:met", "=met"])
def test_answers_that_name_no_clause_are_not_understood(answers: str) -> None:
    assert "input.no_pairs" in assessed().refused("answer-clauses", at=DAY, answers=answers)


def test_figures_are_read_as_people_write_them() -> None:
    walk = assessed().do("record-figures", at=DAY, figures={"debts": "1,200", "opinion": "clean"})

    assert walk.casefile.sheets[0].figures == {"debts": 1200, "opinion": "clean"}


@pytest.mark.parametrize(
    ("figures", "code"),
    [
        ({"ratio": 1}, "assessment.no_figure"),
        ({"debts": "many"}, "assessment.figure_value"),
        ({"debts": "nan"}, "assessment.figure_value"),
        ({"opinion": "dirty"}, "assessment.figure_value"),
    ],
)
def test_a_figure_nobody_asks_for_or_that_is_none_is_refused(figures: dict[str, object], code: str) -> None:
    assert assessed().refused("record-figures", at=DAY, figures=figures) == [code]


# sections ---------------------------------------------------------------------------------------------------------------


def test_a_section_is_submitted_when_all_of_it_is_rated() -> None:
    walk = assessed().do("answer-clauses", at=DAY, answers={"1": "met", "2": "met"})

    assert walk.refused("submit-section", at=DAY, section="control") == ["section.unanswered"]

    walk.do("answer-clauses", at=DAY, answers={"3": "met"})
    assert walk.refused("submit-section", at=DAY, section="control") == []


def test_what_does_not_apply_needs_a_reason_before_it_is_submitted() -> None:
    walk = answered(assessed(), {"1": {"rating": "not_applicable", "note": ""}})

    assert walk.refused("submit-section", at=DAY, section="control") == ["section.no_reason"]


def test_a_bonus_nobody_claims_keeps_no_section_open() -> None:
    assert answered(assessed()).refused("submit-section", at=DAY, section="extra") == []


def test_what_was_submitted_stands_still_until_it_is_returned() -> None:
    walk = answered(assessed()).do("submit-section", at=DAY, section="control")
    assert walk.refused("answer-clauses", at=DAY, answers={"1": "not_met"}) == ["section.not_fillable"]

    walk.do("return-section", at=DAY, by=ZHAO, section="control", reason="第 1 条要附任命书")
    assert walk.refused("answer-clauses", at=DAY, answers={"1": "not_met"}) == []
    assert walk.casefile.assessments[0].sections["control"].reason == "第 1 条要附任命书"


def test_nobody_accepts_a_section_they_submitted() -> None:
    walk = answered(assessed()).do("submit-section", at=DAY, section="control")

    assert walk.refused("accept-section", at=DAY, by=LIN, section="control") == ["section.own_work"]
    assert walk.refused("accept-section", at=DAY, by=ZHAO, section="control") == []


def test_a_section_is_accepted_once_it_is_submitted() -> None:
    assert answered(assessed()).refused("accept-section", at=DAY, by=ZHAO, section="control") == ["input.no_choice"]


# closing ----------------------------------------------------------------------------------------------------------------


def test_an_assessment_is_closed_when_all_its_sections_are_accepted() -> None:
    walk = answered(assessed())

    assert walk.refused("close-assessment", at=DAY, by=ZHAO) == ["section.not_accepted", "section.not_accepted"]


def test_a_closed_assessment_has_its_total_and_says_whether_it_passed() -> None:
    head = closed(answers={"2": {"rating": "basically_met", "note": "缺一页"}, "5": "met"}).casefile.assessments[0]

    assert (head.total, head.passed, head.state) == (100, True, AssessmentState.CLOSED)


def test_one_clause_not_met_is_enough_to_fail() -> None:
    head = closed(answers={"2": {"rating": "not_met", "note": "没有"}}).casefile.assessments[0]

    assert (head.total, head.passed) == (98, False)


@pytest.mark.parametrize(
    ("kind", "reasons"), [("mock", ["duty.own_case"]), ("onsite", ["duty.own_case"]), ("self", [])]
)
def test_who_coordinates_a_case_does_not_pass_its_audit(kind: str, reasons: list[str]) -> None:
    walk = accepted(answered(assessed(kind)))

    assert walk.refused("close-assessment", at=DAY, by=LIN) == reasons
    assert walk.refused("close-assessment", at=DAY, by=ZHAO) == []


def test_nothing_is_answered_in_a_closed_assessment() -> None:
    assert closed().refused("answer-clauses", at=DAY, answers={"1": "met"}) == ["assessment.none_open"]


def test_a_dropped_assessment_makes_room_for_another() -> None:
    walk = assessed().do("drop-assessment", at=DAY, by=ZHAO, reason="选错标准")
    walk.do("open-assessment", at=DAY, kind="self", standard="XX-FIRST")

    assert [one.key for one in walk.casefile.assessments] == ["self-1", "self-2"]


def test_a_gate_may_ask_for_an_assessment_and_for_a_passed_one() -> None:
    fresh, failed, passed = (
        assessed("mock"),
        closed("mock", {"2": {"rating": "not_met", "note": "没有"}}),
        closed("mock"),
    )
    asked = [Condition(name=name, argument="mock") for name in ("assessed", "assessment_passed")]

    assert [[judge(one, walk.casefile).met for one in asked] for walk in (fresh, failed, passed)] == [
        [False, False],
        [True, False],
        [True, True],
    ]


# the next round ---------------------------------------------------------------------------------------------------------


def test_the_next_mock_audit_asks_only_what_was_not_passed() -> None:
    walk = closed("mock", {"2": {"rating": "not_met", "note": "没有"}})
    walk.do("open-assessment", at="2026-09-01", by=ZHAO, kind="mock", standard="XX-FIRST")

    answers = walk.casefile.sheets[-1].answers
    assert {key: one.carried_from for key, one in answers.items()} == {"1": "mock-1", "3": "mock-1"}


def test_a_new_self_assessment_asks_everything_again() -> None:
    walk = closed("self").do("open-assessment", at="2026-09-01", kind="self", standard="XX-FIRST")

    assert walk.casefile.sheets[-1].answers == {}


def test_an_answer_given_again_is_no_longer_carried_over() -> None:
    walk = closed("mock", {"2": {"rating": "not_met", "note": "没有"}})
    walk.do("open-assessment", at="2026-09-01", by=ZHAO, kind="mock", standard="XX-FIRST")
    walk.do("answer-clauses", at="2026-09-02", answers={"1": {"rating": "met", "note": "又看过"}})

    assert walk.casefile.sheets[-1].answers["1"].carried_from == ""


def test_the_journal_tells_answers_too() -> None:
    walk = closed("mock", {"2": {"rating": "not_met", "note": "没有"}})
    known = {"process": walk.casefile.process, "regime": walk.casefile.regime}

    assert replay(walk.records, lambda kind, _: known[kind]) == walk.casefile
    assert walk.casefile.assessments[0].sections["control"].state is SectionState.ACCEPTED
