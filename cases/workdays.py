"""Working days (工作日): which days count, and how to walk over them.

Knows one calendar definition; before and after its years weekends alone are known, and every answer there is provisional.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from models.definitions import CalendarDefinition, Text
from models.definitions.calendar import Announcement

_DAY = timedelta(days=1)


class DayKind(StrEnum):
    """What a day is. A *statutory* holiday is the true one; a *day off* was moved next to it (调休)."""

    WORKDAY = "workday"
    ADJUSTED_WORKDAY = "adjusted_workday"  # 调休上班日
    WEEKEND = "weekend"
    DAY_OFF = "day_off"
    STATUTORY = "statutory"


class WorkCalendar:
    """One working calendar, made ready for counting: every question costs a table look-up, however far apart the days are."""

    def __init__(self, definition: CalendarDefinition) -> None:
        self._published = {n for n, year in definition.years.items() if year.status is Announcement.PUBLISHED}
        self._marks = dict(_marks(definition))
        self._holidays = dict(_holidays(definition))
        self._first = date(min(definition.years), 1, 1).toordinal()
        self._last = date(max(definition.years), 12, 31).toordinal()
        days = (date.fromordinal(number) for number in range(self._first, self._last + 1))
        self._workdays = [day.toordinal() for day in days if self.is_workday(day)]
        # what plain weeks would count up to the table's edges: the table is fitted in between
        self._before = _weekdays_through(self._first - 1)
        self._after = self._before + len(self._workdays)

    def kind(self, day: date) -> DayKind:
        """What ``day`` is."""
        return self._marks.get(day) or (DayKind.WORKDAY if day.weekday() < 5 else DayKind.WEEKEND)

    def is_workday(self, day: date) -> bool:
        """Whether people work on ``day``."""
        return self.kind(day) in {DayKind.WORKDAY, DayKind.ADJUSTED_WORKDAY}

    def is_provisional(self, day: date) -> bool:
        """Whether the arrangement for the year of ``day`` is not published, so that the answer may still change."""
        return day.year not in self._published

    def holiday(self, day: date) -> Text | None:
        """The holiday that covers ``day``, None if none does."""
        return self._holidays.get(day)

    def add(self, day: date, number: int) -> date:
        """The ``number``-th working day after ``day``, which itself is not counted; before it if negative; 0 is ``day``."""
        if number == 0:
            return day
        if number > 0:
            return self._nth(self._through(day.toordinal()) + number)
        return self._nth(self._through(day.toordinal() - 1) + 1 + number)

    def between(self, first: date, last: date) -> int:
        """Working days after ``first`` up to and including ``last``; negative if ``last`` comes before."""
        return self._through(last.toordinal()) - self._through(first.toordinal())

    def roll_forward(self, day: date) -> date:
        """``day`` if people work on it, otherwise the next working day."""
        return day if self.is_workday(day) else self.add(day, 1)

    def roll_back(self, day: date) -> date:
        """``day`` if people work on it, otherwise the working day before."""
        return day if self.is_workday(day) else self.add(day, -1)

    def _through(self, number: int) -> int:
        """How many working days there are up to and including the day with this ordinal, since the first Monday of all."""
        if number < self._first:
            return _weekdays_through(number)
        if number > self._last:
            return self._after + _weekdays_through(number) - _weekdays_through(self._last)
        return self._before + bisect_right(self._workdays, number)

    def _nth(self, count: int) -> date:
        """The working day with which `_through` reaches ``count``."""
        if count <= self._before:
            return _nth_weekday(count)
        if count > self._after:
            return _nth_weekday(count - self._after + _weekdays_through(self._last))
        return date.fromordinal(self._workdays[count - self._before - 1])


def _weekdays_through(number: int) -> int:
    """Mondays to Fridays among the first ``number`` days; day 1 of the calendar was a Monday."""
    weeks, rest = divmod(number, 7)
    return weeks * 5 + min(rest, 5)


def _nth_weekday(count: int) -> date:
    weeks, rest = divmod(count - 1, 5)
    return date.fromordinal(weeks * 7 + rest + 1)


def _marks(definition: CalendarDefinition) -> Iterator[tuple[date, DayKind]]:
    for year in definition.years.values():
        for off in year.days_off:
            for day in _days(off.first, off.last):
                yield day, DayKind.STATUTORY if day in off.statutory else DayKind.DAY_OFF
        for day in year.adjusted_workdays:
            yield day, DayKind.ADJUSTED_WORKDAY


def _holidays(definition: CalendarDefinition) -> Iterator[tuple[date, Text]]:
    for year in definition.years.values():
        for off in year.days_off:
            for day in _days(off.first, off.last):
                yield day, off.title


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += _DAY
