"""Surveys: filled in like any assessment, closed when every question is answered, scored dimension by dimension."""

from typing import Any

import pytest

from cases.assessing.profile import Profile, profile
from cases.assessing.review import before, review
from models.assessment import AssessmentKind, AssessmentState
from tests.builders import Walk, opened, regime
from tests.cases.assessments import shelf, standard
from tests.shipped import RULEBOOK

SURVEY = RULEBOOK.standards["CN-SITE-SURVEY"].model_copy(
    update={"levels": ("advanced",)}
)  # what the small process aims at
DAY = "2026-07-02"
EVERYTHING = {str(number): "partial" for number in range(1, 36)}


def begun(**answers: str) -> Walk:
    """A survey that was begun by Lin, with these answers: ``q1="sound"``."""
    walk = opened(regime=regime(standards=["XX-FIRST", "CN-SITE-SURVEY"]))
    both = (shelf(standard()), shelf(SURVEY))
    walk.shelf = type(both[0])({**both[0].by_hash, **both[1].by_hash}, {**both[0].in_force, **both[1].in_force})
    walk.do("open-assessment", at=DAY, kind="survey")
    said = {key.removeprefix("q"): rating for key, rating in answers.items()}
    return walk.do("answer-clauses", at=DAY, answers=said) if said else walk


def of(walk: Walk) -> Profile:
    return profile(review(walk.casefile, walk.shelf, "survey-1"))


def test_a_survey_is_laid_out_by_the_regimes_survey_and_no_certification_standard() -> None:
    assert begun().casefile.assessments[-1].standard == "CN-SITE-SURVEY"


def test_an_assessment_of_another_kind_never_takes_the_survey() -> None:
    assert begun().refused("open-assessment", at=DAY, kind="self", standard="CN-SITE-SURVEY") == [
        "assessment.no_standard"
    ]


@pytest.mark.parametrize(
    ("answers", "score"),
    [
        ({}, None),
        ({"q1": "sound"}, 100),
        ({"q1": "sound", "q2": "absent"}, 50),
        ({"q1": "weak"}, 33),
        ({"q1": "partial", "q2": "not_applicable"}, 67),
        ({"q1": "not_applicable"}, None),
    ],
)
def test_a_dimension_scores_what_its_answered_questions_could_give(answers: dict[str, str], score: int | None) -> None:
    assert of(begun(**answers)).dimensions[0].score == score


def test_the_whole_is_the_weighted_mean_of_the_dimensions_that_have_a_score() -> None:
    found = of(begun(q1="sound", q6="absent"))  # rules weigh twice as much as management

    assert found.score == 67


def test_nothing_answered_scores_nothing() -> None:
    assert of(begun()).score is None


def test_it_is_closed_when_every_question_is_answered_without_anybody_accepting_it() -> None:
    walk = begun(**{f"q{key}": rating for key, rating in EVERYTHING.items()})
    walk.do("close-assessment", at=DAY)

    head = walk.casefile.assessments[-1]
    assert (head.state, head.passed) == (AssessmentState.CLOSED, None)
    assert of(walk).score == 67


def test_what_is_still_open_is_told_question_by_question() -> None:
    almost: dict[str, Any] = {f"q{key}": rating for key, rating in EVERYTHING.items() if key != "35"}

    assert begun(**almost).refused("close-assessment", at=DAY) == ["section.unanswered"]


def test_an_answer_given_later_loses_none_that_stands() -> None:
    walk = begun(q1="sound").do("answer-clauses", at=DAY, answers={"2": "weak"})

    assert of(walk).dimensions[0].rated == 2


def test_no_finding_is_made_of_it() -> None:
    walk = begun(q1="absent")

    assert walk.refused("raise-findings", at=DAY, due_on="2026-08-01") == ["finding.no_assessment"]


def test_it_is_compared_with_surveys_alone() -> None:
    walk = begun(**{f"q{key}": rating for key, rating in EVERYTHING.items()}).do("close-assessment", at=DAY)
    walk.do("open-assessment", at=DAY, kind="self", standard="XX-FIRST")
    walk.do("open-assessment", at=DAY, kind="survey")
    own, again = walk.casefile.assessments[1:]
    earlier = before(walk.casefile, again)

    assert before(walk.casefile, own) is None
    assert earlier is not None
    assert earlier.kind is AssessmentKind.SURVEY
