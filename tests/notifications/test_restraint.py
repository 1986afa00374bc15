"""Slots and working hours."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from models.definitions import MannersDefinition
from notifications.restraint import slot
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
