"""Extensions: the cap as a whole, lengths of their own, what is taken back, and those that come with the stage's."""

from datetime import date
from typing import Any

import pytest

from cases.blueprint import Clock
from cases.extensions import granted
from models.acts import Input
from models.casefile import Deadline
from models.definitions import ProcessDefinition
from models.terms import parse_term
from models.vocabulary import Standing, Unit
from tests.builders import LIN, ZHAO, Walk, day, one_stage, opened, process, step, text

TWICE_TEN = {"by": "10 days", "times": 2}


def _one(term: str, extension: dict[str, Any] | None = None, **parts: Any) -> ProcessDefinition:
    return one_stage(one=step("一", term=term, **({"extension": extension} if extension else {}), **parts))


def _extend(walk: Walk, *numbers: int | None, at: str = "2026-07-02", **inputs: Any) -> Walk:
    for days in numbers:
        given = {"days": days} if days is not None else {}
        walk.do("extend-deadline", "one", at=at, by=ZHAO, reason="因故", **given, **inputs)
    return walk


def _refused(walk: Walk, at: str = "2026-07-02", **inputs: Any) -> list[str]:
    return walk.refused("extend-deadline", "one", at=at, by=ZHAO, reason="因故", **inputs)


def test_taking_a_day_back_gives_no_new_extension() -> None:
    """Twice ten days: three rounds of -1 and +10 gave 47 once."""
    walk = _extend(opened(_one("30 days after step opened", TWICE_TEN)), 10, -1, 10, -1)

    assert _refused(walk, days=10) == ["extension.used_up"]
    assert walk.step("one").target.ends_on == day("2026-07-31").replace(month=8, day=18)  # type: ignore[union-attr]


def test_what_was_granted_last_is_taken_back_whole() -> None:
    walk = _extend(opened(_one("30 days after step opened")), 5, 2)
    walk.do("extend-deadline", "one", at="2026-07-03", by=ZHAO, reason="误", remove="yes")

    assert walk.step("one").target.ends_on == day("2026-08-05")  # type: ignore[union-attr]
    assert _extend(walk, -5).step("one").target.granted == ()  # type: ignore[union-attr]


def test_an_extension_taken_back_whole_may_be_granted_again() -> None:
    walk = _extend(opened(_one("30 days after step opened", {"by": "10 days"})), 10)
    walk.do("extend-deadline", "one", at="2026-07-03", by=ZHAO, reason="误", remove="yes")

    assert _refused(walk, days=10) == []


def test_no_more_is_taken_back_than_was_granted() -> None:
    assert _refused(_extend(opened(_one("30 days after step opened")), 5, 2), days=-8) == ["extension.not_so_much"]


@pytest.mark.parametrize(
    ("term", "extension", "days", "ends_on"),
    [
        ("6 months after step opened", None, 10, "2027-01-11"),  # ten days, not ten months
        ("6 months after step opened", {"by": "30 days"}, 30, "2027-01-31"),
        ("6 months after step opened", {"by": "1 month"}, None, "2027-02-01"),
        ("6 months after step opened", {"by": "1 month"}, 20, "2027-01-21"),
        ("6 months after step opened", {"by": "10 workdays"}, 10, "2027-01-15"),
        ("1 year after step opened", None, 5, "2027-07-06"),
        ("10 workdays after step opened", None, 5, "2026-07-22"),
        ("10 workdays after step opened", {"by": "5 days"}, 5, "2026-07-20"),
        ("each year on 06-30", None, 3, "2027-07-03"),
    ],
)
def test_days_are_days_whatever_the_term_counts_in(
    term: str, extension: dict[str, Any] | None, days: int | None, ends_on: str
) -> None:
    walk = _extend(opened(_one(term, extension)), days)

    assert walk.step("one").target.ends_on == day(ends_on)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("extension", "inputs", "codes"),
    [
        ({"by": "1 month"}, {"days": 32}, ["extension.too_long"]),
        ({"by": "30 days"}, {"days": 31}, ["extension.too_long"]),
        (None, {}, ["extension.how_much"]),
        (None, {"days": 3661}, ["extension.how_much"]),
        ({"by": "30 days"}, {"days": 0}, ["extension.how_much"]),
    ],
)
def test_an_extension_keeps_within_what_the_rulebook_grants(
    extension: dict[str, Any] | None, inputs: dict[str, Any], codes: list[str]
) -> None:
    assert _refused(opened(_one("6 months after step opened", extension)), **inputs) == codes


def test_no_extension_leads_beyond_the_last_day_there_can_be() -> None:
    walk = opened(_one("1 year after step opened"))
    while not (codes := _refused(walk, days=3660)):
        _extend(walk, 3660)

    assert codes == ["extension.too_far"]
    assert walk.due("one") < date(2199, 12, 31)  # type: ignore[operator]


def test_the_unit_of_a_number_of_days_is_told_for_each_date() -> None:
    law = {"term": "90 days after step opened", "extension": {"by": "30 days"}}
    walk = opened(_one("20 workdays after step opened", statutory=law))
    offered = walk.options("2026-07-02", ZHAO)[("extend-deadline", "one")]

    assert _days(offered.inputs).units == {"target": Unit.WORKDAYS, "statutory": Unit.DAYS}


def _days(inputs: tuple[Input, ...]) -> Input:
    return next(one for one in inputs if one.name == "days")


def test_extensions_of_older_journals_are_kept_in_the_unit_of_the_term() -> None:
    old = Deadline(day("2026-07-01"), day("2026-11-01"), day("2026-11-02"), extended=3, extensions=2)
    clock = Clock(parse_term("1 month after step opened"), None, Standing.CONFIRMED)

    assert [str(one.length) for one in granted(old, clock)] == ["2 months", "1 month"]


# with the stage ---------------------------------------------------------------------------------------------------------


def _stage() -> Walk:
    steps = {
        "one": step(
            "一", term="10 workdays after step opened", extension={"by": "5 workdays", "approved_by": "coordinator"}
        ),
        "yearly": step("年报", term="each year on 12-31"),
        "bound": step("限期", term="20 days after step opened", statutory={"term": "22 days after step opened"}),
    }
    stage = {"title": text("唯一"), "term": "30 days after stage entered", "steps": steps}
    walk = opened(process({"only": {**stage, "outcomes": {"end": {"title": text("结束"), "close": "finished"}}}}))
    return walk.do("add-step", at="2026-07-01", reason="需要", title="补做", due_on="2026-07-10")


def _due(walk: Walk) -> dict[str, str]:
    return {row.key: str(row.target.due_on)[5:] for row in walk.casefile.live_steps if row.target}


def _extend_stage(walk: Walk, **inputs: Any) -> Walk:
    return walk.do("extend-deadline", at="2026-07-02", by=ZHAO, reason="因故", **inputs)


def test_an_extension_of_the_stage_moves_its_open_targets_if_asked_to() -> None:
    assert _due(_extend_stage(_stage(), days=7)) == _due(_stage())

    moved = _due(_extend_stage(_stage(), days=7, cascade="yes"))

    assert _due(_stage()) == {"one": "07-15", "yearly": "12-31", "bound": "07-21", "extra": "07-10"}
    assert moved == {"one": "07-22", "yearly": "12-31", "bound": "07-23", "extra": "07-17"}  # none beyond the law


def test_what_came_with_the_stage_goes_with_it() -> None:
    walk = _extend_stage(_stage(), days=7, cascade="yes")
    walk.do("extend-deadline", "one", at="2026-07-02", reason="因故", days=2)
    _extend_stage(walk, remove="yes", cascade="yes")

    assert _due(walk) == {**_due(_stage()), "one": "07-17"}  # its own two days stay
    assert walk.casefile.stage_deadline.granted == ()  # type: ignore[union-attr]
    assert walk.folded() == walk.casefile


def test_what_came_with_the_stage_is_neither_counted_nor_taken_back_as_the_steps_own() -> None:
    walk = _extend_stage(_stage(), days=7, cascade="yes")

    assert _refused(walk, remove="yes") == ["extension.none"]
    assert walk.refused("extend-deadline", "one", at="2026-07-02", by=LIN, reason="因故", days=5) == []


def test_only_the_stage_offers_to_take_its_steps_along() -> None:
    offered = _stage().options("2026-07-02", ZHAO)
    names = {key: [one.name for one in offered[("extend-deadline", key)].inputs] for key in ("", "one")}

    assert "cascade" in names[""]
    assert "cascade" not in names["one"]
