"""Working days: adding any number of them, against a table look-up written by hand."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from random import Random
from statistics import median

from bench import desk
from bench.figures import Figure, Goal
from bench.ratios import alternate, ratio
from bench.size import Size
from cases.workdays import WorkCalendar

NUMBERS = (3, 10, 30, 90, 1000)
GOAL = Goal(1.0, 0.25)
DAYS, ROUNDS = 500, 40


def measure(size: Size) -> Iterator[Figure]:
    """Microseconds for one addition, whatever the number and also beyond the years that were announced."""
    calendar = WorkCalendar(desk.shipped().calendars["cn"])
    _check(calendar)
    for number in NUMBERS:
        table = _Table(calendar, number)
        days = [date(2026, 1, 1) + timedelta(days=Random(one).randrange(360)) for one in range(DAYS)]

        def ours(_round: int, number: int = number, days: list[date] = days) -> None:
            for day in days:
                calendar.add(day, number)

        def limit(_round: int, table: "_Table" = table, days: list[date] = days) -> None:
            for day in days:
                table.add(day)

        timed = alternate({"ours": ours, "limit": limit}, range(ROUNDS), block=4)
        value = median(timed["ours"].all) / DAYS * 1e6
        beside = (("against a list index", str(ratio(timed["ours"], timed["limit"]))),)
        figure = partial(Figure, workload="workdays", setting="", scale=0, unit="µs", n=ROUNDS * DAYS)
        yield figure(what=f"add {number} working days", value=value, goal=GOAL, beside=beside)


class _Table:
    """What a list index costs, all days being known beforehand."""

    def __init__(self, calendar: WorkCalendar, number: int) -> None:
        self._first = date(2026, 1, 1).toordinal()
        self._days = [calendar.add(date.fromordinal(self._first + one), number) for one in range(400)]

    def add(self, day: date) -> date:
        """The day found."""
        return self._days[day.toordinal() - self._first]


def _check(calendar: WorkCalendar) -> None:
    """Every day of ten years and every number agrees with walking day by day, and no year raises."""
    for start in range(0, 3650, 53):
        day = date(2025, 1, 1) + timedelta(days=start)
        walked = day
        for number in range(1, 60):
            walked += timedelta(days=1)
            while not calendar.is_workday(walked):
                walked += timedelta(days=1)
            assert calendar.add(day, number) == walked, (day, number)
