"""Bounds: a form offers no value that the act would refuse."""

from datetime import date, timedelta

import pytest

from cases.bounds import bounds
from tests.builders import ZHAO, in_onsite, on, opened

TODAY = "2026-07-03"


@pytest.mark.parametrize(
    ("act", "name", "others"),
    [
        ("suspend-case", "resume_on", {"reason": "搬迁"}),
        ("add-step", "due_on", {"reason": "缺件", "title": "补件"}),
    ],
)
def test_the_first_day_is_taken_and_the_day_before_is_not(act: str, name: str, others: dict[str, str]) -> None:
    walk = opened()
    first = bounds(act, name, walk.casefile, "", on(TODAY, ZHAO)).least
    assert isinstance(first, date)

    assert walk.refused(act, at=TODAY, by=ZHAO, **{name: str(first)}, **others) == []
    assert walk.refused(act, at=TODAY, by=ZHAO, **{name: str(first - timedelta(days=1))}, **others) == [
        "date.too_early"
    ]


def test_reminders_are_put_off_between_the_next_working_day_and_what_the_process_allows() -> None:
    walk = opened()
    limits = bounds("snooze", "until", walk.casefile, "intent", on(TODAY))
    assert isinstance(limits.least, date)
    assert isinstance(limits.most, date)

    taken = [
        walk.refused("snooze", "intent", at=TODAY, reason="等", until=str(one)) for one in (limits.least, limits.most)
    ]
    beyond = walk.refused("snooze", "intent", at=TODAY, reason="等", until=str(limits.most + timedelta(days=1)))
    assert (taken, beyond) == ([[], []], ["date.too_late"])


def test_what_happened_lies_between_the_opening_of_the_step_and_today() -> None:
    limits = bounds("complete-step", "on", opened().casefile, "intent", on(TODAY))

    assert (limits.least, limits.most) == (date(2026, 7, 1), date(2026, 7, 3))


def test_of_an_input_without_bounds_nothing_is_said() -> None:
    limits = bounds("note", "text", opened().casefile, "", on(TODAY))

    assert (limits.least, limits.most, limits.unit) == (None, None, None)


def test_a_form_offers_no_promise_beyond_the_laws_date() -> None:
    walk = in_onsite().do("complete-step", "acceptance", at="2026-07-21").do("start-step", "hearing", at="2026-07-21")
    limits = bounds("promise", "promised_on", walk.casefile, "hearing", on("2026-07-21"))

    assert limits.most == walk.law("hearing")
