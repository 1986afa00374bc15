"""Evidence that is asked for again: each month, each year, each shipment."""

from typing import Any

import pytest

from tests.builders import Walk, file, one_stage, opened, step

KEY = "first"


def asking(often: str, at: str = "2026-07-10") -> Walk:
    """A case whose only step, opened on that day, asks for records that often."""
    return opened(one_stage(first=step("记录", evidence=["records"], recurs={"records": often})), at=at)


def brought(story: Walk, at: str, name: str = "a", **inputs: Any) -> Walk:
    return story.do("attach-evidence", KEY, at=at, kind="records", file=file(name), **inputs)


def lacking(story: Walk, at: str) -> list[str]:
    """The periods that keep the step from being completed."""
    (done,) = (one for one in story.options(at).values() if (one.act, one.step) == ("complete-step", KEY))
    return [one.values["period"] for one in done.reasons if one.code == "evidence.period_missing"]


@pytest.mark.parametrize(
    ("at", "owed"),
    [
        ("2026-08-31", []),  # the month of the opening is not whole, the next one not over
        ("2026-09-01", ["2026-08"]),
        ("2026-11-30", ["2026-08", "2026-09", "2026-10"]),
        ("2027-02-01", ["2026-08", "2026-09", "2026-10", "2026-11", "2026-12", "2027-01"]),
    ],
)
def test_every_whole_month_since_the_step_was_opened_is_owed_once_it_is_over(at: str, owed: list[str]) -> None:
    assert lacking(asking("monthly"), at) == owed


def test_a_step_opened_on_the_first_owes_that_month() -> None:
    assert lacking(asking("monthly", at="2026-07-01"), "2026-08-03") == ["2026-07"]


@pytest.mark.parametrize(("at", "owed"), [("2027-12-31", []), ("2028-01-03", ["2027"])])
def test_a_whole_year_is_owed_once_it_is_over(at: str, owed: list[str]) -> None:
    assert lacking(asking("yearly"), at) == owed


def test_what_is_brought_without_a_word_is_for_the_earliest_that_is_missing_then_for_the_one_going_on() -> None:
    story = asking("monthly")
    for name in "abc":
        brought(story, "2026-10-12", name)

    row = story.step(KEY)
    assert [one.period for one in row.evidence] == ["2026-08", "2026-09", "2026-10"]


def test_one_file_may_be_for_several_periods_but_for_each_once() -> None:
    story = brought(brought(asking("monthly"), "2026-10-12", period="2026-08"), "2026-10-12", period="2026-09")

    again = {"kind": "records", "file": file("a"), "period": "2026-09"}
    assert story.refused("attach-evidence", KEY, at="2026-10-12", **again) == ["evidence.twice"]


def test_with_every_period_covered_the_step_can_be_completed() -> None:
    story = brought(asking("monthly"), "2026-09-10").do("complete-step", KEY, at="2026-09-10")

    assert story.step(KEY).closed_on is not None


@pytest.mark.parametrize(
    ("often", "period"),
    [("monthly", "2026-13"), ("monthly", "2026-11"), ("monthly", "十月"), ("yearly", "2027"), ("yearly", "2026-10")],
)
def test_a_period_is_written_as_one_and_has_begun(often: str, period: str) -> None:
    given = {"kind": "records", "file": file("a"), "period": period}

    assert asking(often).refused("attach-evidence", KEY, at="2026-10-12", **given) == ["evidence.no_period"]


def test_the_papers_of_a_shipment_name_it_and_none_is_owed() -> None:
    story = asking("per_shipment")
    given = {"kind": "records", "file": file("a")}

    assert story.refused("attach-evidence", KEY, at="2026-10-12", **given) == ["evidence.no_period"]
    brought(story, "2026-10-12", period="420220261000012345")
    assert lacking(story, "2027-02-01") == []


def test_what_is_asked_for_once_has_no_period() -> None:
    story = opened()

    given = {"kind": "letter_of_intent", "file": file("a"), "period": "2026-07"}
    assert "input.unknown" in story.refused("attach-evidence", "intent", at="2026-07-02", **given)
