"""The shipped calendar of China against two packages that know its past, day by day."""

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import holidays
import pytest

from cases.workdays import WorkCalendar
from models.definitions.calendar import Announcement
from store.rulebook import read

CN = read(Path(__file__).parents[2] / "rulebook").calendars["cn"]
CALENDAR = WorkCalendar(CN)
PUBLISHED = sorted(year for year, one in CN.years.items() if one.status is Announcement.PUBLISHED)


def days(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(number) for number in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", PUBLISHED)
def test_working_days_are_those_of_the_chinese_calendar(year: int) -> None:
    try:
        known = {day: chinese_calendar.is_workday(day) for day in days(year)}
    except NotImplementedError:
        pytest.skip(f"the package does not know {year} yet")

    assert {day: CALENDAR.is_workday(day) for day in days(year)} == known


@pytest.mark.parametrize("year", PUBLISHED)
def test_working_days_are_those_of_holidays(year: int) -> None:
    known = holidays.country_holidays("CN", years=year)

    assert {day: CALENDAR.is_workday(day) for day in days(year)} == {
        day: known.is_working_day(day) for day in days(year)
    }


@pytest.mark.parametrize("year", PUBLISHED)
def test_statutory_holidays_have_names_in_holidays(year: int) -> None:
    known = holidays.country_holidays("CN", years=year, language="en_US")
    statutory = [day for period in CN.years[year].days_off for day in period.statutory]

    assert statutory
    assert [day for day in statutory if "Day off" in known.get(day, "Day off")] == []


def test_years_to_come_are_assumed_and_nothing_else() -> None:
    assert {one.status for year, one in CN.years.items() if year > max(PUBLISHED)} == {Announcement.ASSUMED}
