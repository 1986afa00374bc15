"""Slots and working hours."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.definitions import MannersDefinition
from models.vocabulary import Subject
from models.waiting import Waiting
from notifications.restraint import opens_a_letter, portion, slot, slots_left
from tests.cases.calendars import china

ZONE = ZoneInfo("Asia/Shanghai")
MANNERS = MannersDefinition.model_validate(
    {
        "manners": "default",
        "title": {"zh": "礼节", "en": "manners"},
        "slots": ["08:30", "14:00"],
        "working_from": "08:30",
        "working_until": "18:00",
    }
)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-24T08:29", None),
        ("2026-11-24T08:30", "2026-11-24T08:30"),
        ("2026-11-24T13:59", "2026-11-24T08:30"),
        ("2026-11-24T14:00", "2026-11-24T14:00"),
        ("2026-11-24T18:00", "2026-11-24T14:00"),
        ("2026-11-24T18:01", None),
        ("2026-11-28T09:00", None),  # a Saturday
        ("2026-10-10T09:00", "2026-10-10T08:30"),  # a Saturday that is worked
        ("2026-10-01T09:00", None),  # National Day
    ],
)
def test_letters_go_out_in_slots_of_working_days(moment: str, expected: str | None) -> None:
    now = datetime.fromisoformat(moment).replace(tzinfo=ZONE)

    assert slot(now, ZONE, china(), MANNERS) == expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-24T07:00", ["2026-11-24T08:30", "2026-11-24T14:00"]),
        ("2026-11-24T09:00", ["2026-11-24T08:30", "2026-11-24T14:00"]),
        ("2026-11-24T15:00", ["2026-11-24T14:00"]),
        ("2026-11-24T18:01", []),
        ("2026-11-28T09:00", []),
        ("2026-10-10T15:00", ["2026-10-10T14:00"]),
    ],
)
def test_the_slots_that_are_left_of_a_day(moment: str, expected: list[str]) -> None:
    now = datetime.fromisoformat(moment).replace(tzinfo=ZONE)

    assert slots_left(now, ZONE, china(), MANNERS) == expected


@dataclass(frozen=True)
class Said:
    waiting: Waiting
    urgency: int


def said(urgency: int, **parts: Any) -> Said:
    values: dict[str, Any] = {
        "key": "k",
        "subject": Subject.TARGET,
        "case": "c",
        "site": "RZ",
        "step": "s",
        "due_on": date(2026, 11, 24),
    }
    return Said(Waiting(**values | {"ladder": "default", "holder": "customs"} | parts), urgency)


def urgent(one: Said) -> int:
    return -one.urgency


@given(st.lists(st.builds(said, st.integers(0, 9), by_law=st.booleans()), max_size=20), st.integers(0, 9))
def test_a_portion_is_the_most_urgent_and_the_law_and_the_rest_waits(messages: list[Said], room: int) -> None:
    now, later = portion(messages, room, urgent)
    bounded = [one for one in now if not one.waiting.by_law]

    assert sorted(map(urgent, [*now, *later])) == sorted(map(urgent, messages))
    assert len(bounded) == min(room, len([one for one in messages if not one.waiting.by_law]))
    assert not any(one.waiting.by_law for one in later)
    assert max(map(urgent, bounded), default=-9) <= min(map(urgent, later), default=0)


@pytest.mark.parametrize(
    ("due_on", "by_law", "opens"),
    [
        ("2026-11-25", True, True),  # the next working day
        ("2026-11-26", True, False),
        ("2026-11-20", True, True),  # past
        ("2026-11-25", False, False),
    ],
)
def test_the_laws_date_opens_a_letter_from_so_many_working_days_before(due_on: str, by_law: bool, opens: bool) -> None:
    manners, day = MANNERS.model_copy(update={"law_opens": 1}), date.fromisoformat(due_on)

    assert opens_a_letter(said(0, due_on=day, by_law=by_law).waiting, date(2026, 11, 24), china(), manners) is opens
