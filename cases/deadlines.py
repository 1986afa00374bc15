"""Deadlines (期限): from a term and the day of its event to the day that counts.

The day of the event is not counted. An end on a rest day rolls to the next working day, a term *before* an event back to the
previous one, a fixed yearly date stays. Source: domain.md 8 (日 are calendar days, 工作日 follow the working calendar).
"""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from cases.workdays import WorkCalendar
from models.casefile import Deadline
from models.terms import Length, Term
from models.vocabulary import Standing, Unit

WEEKEND = "周末"


def compute(
    term: Term,
    anchor_on: date,
    calendar: WorkCalendar,
    *,
    credited: int = 0,
    extended: int = 0,
    extensions: int = 0,
    revision: int = 1,
    standing: Standing = Standing.CONFIRMED,
) -> Deadline:
    """The deadline of ``term`` whose event happened on ``anchor_on``.

    1. Unrolled end: the length, then ``extended`` (in the unit of the term), then ``credited`` (workdays for a term in workdays,
       days for all others: no pause lasts a whole number of months).
    2. Rolled, if the term rolls; the names of the days it was rolled over are kept.
    3. Provisional, if a year was touched whose calendar is not published.
    """
    ends_on = _end(term, anchor_on, calendar, credited=credited, extended=extended)
    due_on = _roll(term, ends_on, calendar)
    return Deadline(
        anchor_on=anchor_on,
        ends_on=ends_on,
        due_on=due_on,
        rolled=_names_between(ends_on, due_on, calendar),
        provisional=_is_provisional(term, anchor_on, ends_on, due_on, calendar),
        standing=standing,
        credited=credited,
        extended=extended,
        extensions=extensions,
        revision=revision,
    )


def elapsed(unit: Unit, first: date, last: date, calendar: WorkCalendar) -> int:
    """How much of a clock in ``unit`` passes after ``first`` up to and including ``last``: workdays, otherwise days."""
    return calendar.between(first, last) if unit is Unit.WORKDAYS else (last - first).days


def unit_of(term: Term) -> Unit:
    """What ``term`` counts in; a fixed yearly date moves in days."""
    return term.length.unit if term.length else Unit.DAYS


def runs(term: Term) -> bool:
    """Whether time runs on this term, so that a pause is credited: not for a yearly date, nor for one before an event."""
    return term.length is not None and not term.before


def shift(day: date, length: Length, calendar: WorkCalendar) -> date:
    """``day`` moved on by ``length``, unrolled. A month or year ends on the corresponding day, or on the month's last."""
    match length.unit:
        case Unit.WORKDAYS:
            return calendar.add(day, length.number)
        case Unit.DAYS:
            return day + timedelta(days=length.number)
        case Unit.MONTHS:
            return day + relativedelta(months=length.number)
        case Unit.YEARS:
            return day + relativedelta(years=length.number)


def _end(term: Term, anchor_on: date, calendar: WorkCalendar, *, credited: int, extended: int) -> date:
    if term.length is None:
        return _next_yearly(term, anchor_on) + timedelta(days=extended)
    number = -term.length.number if term.before else term.length.number
    if term.length.unit is Unit.WORKDAYS:
        return calendar.add(anchor_on, number + extended + credited)
    return shift(anchor_on, Length(number + extended, term.length.unit), calendar) + timedelta(days=credited)


def _next_yearly(term: Term, anchor_on: date) -> date:
    """The first such day after ``anchor_on``; 29 February is the 28th where there is none."""
    month, day = term.each_year_on or (1, 1)
    this_year = date(anchor_on.year, 1, 1) + relativedelta(month=month, day=day)
    return this_year if this_year > anchor_on else date(anchor_on.year + 1, 1, 1) + relativedelta(month=month, day=day)


def _roll(term: Term, ends_on: date, calendar: WorkCalendar) -> date:
    if term.each_year_on:
        return ends_on
    return calendar.roll_back(ends_on) if term.before else calendar.roll_forward(ends_on)


def _names_between(ends_on: date, due_on: date, calendar: WorkCalendar) -> str:
    """The names of the rest days from the unrolled end up to the day that counts, each once, in the order walked."""
    step = timedelta(days=1 if due_on > ends_on else -1)
    names: dict[str, None] = {}
    while ends_on != due_on:
        names.setdefault(calendar.why_not(ends_on) or WEEKEND)
        ends_on += step
    return "、".join(names)


def _is_provisional(term: Term, anchor_on: date, ends_on: date, due_on: date, calendar: WorkCalendar) -> bool:
    """A term in workdays touches every year it runs through, any other only those it is rolled in; a yearly date none."""
    if term.each_year_on:
        return False
    touched = [ends_on, due_on, anchor_on] if unit_of(term) is Unit.WORKDAYS else [ends_on, due_on]
    years = range(min(touched).year, max(touched).year + 1)
    return any(calendar.is_provisional(date(year, 1, 1)) for year in years)
