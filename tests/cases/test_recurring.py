"""Duties that recur by rule: begun ahead of their day, one after the other, and missed once their last day has passed."""

from datetime import date

import pytest

from cases.duty_strip import Kept, strip
from cases.recurring import occurrences
from models.changes import DutyMissed
from models.definitions import ProcessDefinition, Repeat
from models.people import CLOCK
from tests.builders import ZHAO, Walk, day, one_stage, opened, step, taken_over

JUNE = "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30"
QUARTERLY = "FREQ=MONTHLY;INTERVAL=3"


def repeat(every: str = JUNE, ahead: str = "4 months", at_most: int = 12) -> Repeat:
    return Repeat.model_validate({"every": every, "ahead": ahead, "at_most": at_most})


def followed_up(**parts: object) -> ProcessDefinition:
    yearly = {
        "need": "neutral",
        "term": "15 days before occurrence",
        "statutory": {"term": "on occurrence"},
        "repeat": {"every": JUNE, "ahead": "4 months", "at_most": 12},
    }
    return one_stage(report=step("年度报告", held_by="enterprise", **yearly | parts), talk=step("谈话"))


def looked(walk: Walk, *days: str) -> Walk:
    for one in days:
        walk.do("keep-duties", at=one, by=CLOCK)
    return walk


def keys(walk: Walk) -> list[str]:
    return [row.key for row in walk.casefile.steps if row.of == "report"]


@pytest.mark.parametrize(
    ("every", "first", "last", "days"),
    [
        (JUNE, "2026-07-01", "2028-12-31", ["2027-06-30", "2028-06-30"]),
        (JUNE, "2026-06-30", "2027-06-29", []),
        (QUARTERLY, "2026-07-31", "2027-02-28", ["2026-10-28", "2027-01-28"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2026-07-01", "2029-12-31", ["2028-02-29"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", "2026-07-01", "2028-12-31", ["2027-02-28", "2028-02-29"]),
    ],
)
def test_the_days_of_a_rule(every: str, first: str, last: str, days: list[str]) -> None:
    assert occurrences(repeat(every), day(first), day(last)) == tuple(map(day, days))


def test_a_rule_ends_after_so_many() -> None:
    assert len(occurrences(repeat(at_most=2), day("2026-07-01"), date(2050, 1, 1))) == 2


def test_a_duty_begins_ahead_of_its_day_and_not_before() -> None:
    walk = opened(followed_up())
    assert keys(looked(walk, "2027-02-27")) == []

    assert keys(looked(walk, "2027-02-28")) == ["report"]
    assert walk.due("report") == day("2027-06-15")
    assert walk.law("report") == day("2027-06-30")


def test_the_case_says_when_to_look_again() -> None:
    walk = opened(followed_up())
    assert walk.casefile.next_duty_on == day("2027-02-28")
    looked(walk, "2027-02-28")

    assert walk.casefile.next_duty_on == day("2027-07-01")


def test_looking_twice_changes_nothing() -> None:
    walk = looked(opened(followed_up()), "2027-02-28")
    version = walk.casefile.version

    assert looked(walk, "2027-02-28").casefile.version == version


def test_any_other_act_looks_as_well() -> None:
    assert keys(opened(followed_up()).do("note", at="2027-03-01", text="x")) == ["report"]


def test_the_next_one_begins_though_the_last_was_never_done() -> None:
    walk = looked(opened(followed_up()), "2027-02-28", "2027-07-01", "2028-02-29")

    assert keys(walk) == ["report", "report.2"]
    assert walk.law("report.2") == day("2028-06-30")


def test_a_duty_still_open_after_its_last_day_was_missed_and_that_is_told_once() -> None:
    walk = looked(opened(followed_up()), "2027-02-28", "2027-06-30", "2027-07-01", "2027-07-05")
    told = [one for one in walk.changes if isinstance(one, DutyMissed)]

    assert [(one.step, one.due_on, one.missed_on) for one in told] == [("report", day("2027-06-30"), day("2027-07-01"))]


@pytest.mark.parametrize(
    ("parts", "severity"), [({}, "minor"), ({"statutory": None, "term": "on occurrence"}, "observation")]
)
def test_a_missed_duty_is_a_finding_that_its_own_step_puts_right(parts: dict[str, object], severity: str) -> None:
    walk = looked(opened(followed_up(**parts)), "2027-02-28", "2027-07-01")
    (finding,) = walk.casefile.findings

    assert (finding.steps, str(finding.severity), finding.text) == (("report",), severity, "年度报告 2027-06-30")


def test_after_an_outage_everything_is_made_up_for_at_once() -> None:
    walk = looked(opened(followed_up()), "2029-03-05")

    assert keys(walk) == ["report", "report.2", "report.3"]
    assert [row.missed_on is not None for row in walk.casefile.steps if row.of == "report"] == [True, True, False]


def test_a_case_taken_over_is_asked_for_nothing_that_lay_before() -> None:
    walk = taken_over("only", definition=followed_up(), at="2027-07-10", since="2024-01-08")

    assert keys(looked(walk, "2028-02-29")) == ["report"]
    assert walk.law("report") == day("2028-06-30")


def test_nothing_begins_in_a_closed_case() -> None:
    walk = opened(followed_up()).do("close-case", at="2026-08-03", by=ZHAO, reason="x")

    assert walk.casefile.next_duty_on is None


def test_without_a_law_the_target_is_the_last_day() -> None:
    walk = looked(opened(followed_up(statutory=None, term="on occurrence")), "2027-02-28", "2027-07-01")

    assert walk.step("report").missed_on == day("2027-07-01")


def test_the_strip_tells_year_by_year_what_became_of_each() -> None:
    walk = looked(opened(followed_up()), "2027-02-28").do("complete-step", "report", at="2027-06-10")
    looked(walk, "2028-02-29", "2028-07-01").do("complete-step", "report.2", at="2028-07-03")
    looked(walk, "2029-02-28", "2029-07-02", "2030-02-28")
    (line,) = strip(walk.casefile, day("2030-03-01"))

    assert (line.holder, line.by_law) == ("enterprise", True)
    assert {year: [one.kept for one in marks] for year, marks in line.years.items()} == {
        2027: [Kept.KEPT],
        2028: [Kept.LATE],
        2029: [Kept.MISSED],
        2030: [Kept.DUE],
    }


def test_the_journal_tells_the_same() -> None:
    walk = looked(opened(followed_up()), "2027-02-28", "2027-07-01", "2028-02-29")

    assert walk.folded() == walk.casefile
