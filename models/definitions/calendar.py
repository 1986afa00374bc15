"""Working calendars (工作日历): which days are off, which weekend days are worked, and how sure that is."""

from datetime import date
from enum import StrEnum

from pydantic import model_validator

from models.definitions.base import Definition, Key, Strict, Text
from models.misfit import misfit


class Announcement(StrEnum):
    """Whether the State Council's arrangement for the year is out."""

    PUBLISHED = "published"
    ASSUMED = "assumed"


class DayOff(Strict):
    """A holiday period, both ends included. ``statutory`` are its true holidays, the rest was moved here (调休)."""

    title: Text
    first: date
    last: date
    statutory: tuple[date, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> "DayOff":
        if self.last < self.first:
            raise misfit("ends_early", first=str(self.first), last=str(self.last))
        if outside := [str(day) for day in self.statutory if not self.first <= day <= self.last]:
            raise misfit("statutory_outside", days=outside, first=str(self.first), last=str(self.last))
        return self


class Year(Strict):
    """One year's arrangement."""

    status: Announcement
    source: str = ""
    days_off: tuple[DayOff, ...]
    adjusted_workdays: tuple[date, ...] = ()  # 调休上班日: weekend days that are worked


class CalendarDefinition(Definition):
    """A calendar of whole years, without gaps. Before and after them weekends alone are known, provisionally."""

    calendar: Key
    years: dict[int, Year]

    @model_validator(mode="after")
    def _whole_years(self) -> "CalendarDefinition":
        years = sorted(self.years)
        if not years or years != list(range(years[0], years[-1] + 1)):
            raise misfit("years_gap", at=("years",), years=years)
        for number, year in self.years.items():
            days = [day for off in year.days_off for day in (off.first, off.last)] + list(year.adjusted_workdays)
            if strays := sorted({str(day) for day in days if day.year != number}):
                raise misfit("other_year", at=("years", str(number)), year=number, days=strays)
            if unneeded := [str(day) for day in year.adjusted_workdays if day.weekday() < 5]:
                raise misfit("no_weekend", at=("years", str(number), "adjusted_workdays"), days=unneeded)
        return self
