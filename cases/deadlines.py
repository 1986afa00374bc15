"""Deadlines (期限): from a term and the day of its event to the day that counts.

The day of the event is not counted. An end on a rest day rolls to the next working day, a term *before* an event back to the
previous one, a fixed date stays. Source: domain.md 8 (日 are calendar days, 工作日 follow the working calendar).
"""

from collections.abc import Iterable
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from cases.workdays import WorkCalendar
from models.casefile import Deadline, Grant, Pause
from models.definitions import Text
from models.terms import Length, Term
from models.vocabulary import Standing, Unit


def compute(
    term: Term,
    anchor_on: date,
    calendar: WorkCalendar,
    *,
    pauses: tuple[Pause, ...] = (),
    unplaced: int = 0,
    granted: tuple[Grant, ...] = (),
    revision: int = 1,
    standing: Standing = Standing.CONFIRMED,
) -> Deadline:
    """The deadline of ``term`` whose event happened on ``anchor_on``.

    1. Credit: what the ``pauses`` took after the event, and what is known without its days (``unplaced``).
    2. Unrolled end: the length, then each grant as a length of its own, then the credit (workdays for a term in workdays, days for
       all others: no pause lasts a whole number of months).
    3. Rolled, if the term rolls; over which days is kept.
    4. Provisional, if a year was touched whose calendar is not published.
    """
    credited = unplaced + credit(pauses, unit_of(term), anchor_on, calendar)
    ends_on = _end(term, anchor_on, calendar)
    for one in granted:
        ends_on = shift(ends_on, one.length, calendar)
    ends_on = calendar.add(ends_on, credited) if unit_of(term) is Unit.WORKDAYS else ends_on + timedelta(days=credited)
    due_on = _roll(term, ends_on, calendar)
    return Deadline(
        anchor_on=anchor_on,
        ends_on=ends_on,
        due_on=due_on,
        rolled=_rest_days(ends_on, due_on, calendar),
        provisional=_is_provisional(term, granted, (anchor_on, ends_on, due_on), calendar),
        standing=standing,
        pauses=pauses,
        credited=credited,
        unplaced=unplaced,
        granted=granted,
        revision=revision,
    )


def credit(pauses: Iterable[Pause], unit: Unit, anchor_on: date, calendar: WorkCalendar) -> int:
    """What ``pauses`` take from a clock in ``unit`` that started on ``anchor_on``: nothing before that, and no day twice."""
    total, counted = 0, anchor_on
    for one in sorted(pauses, key=lambda pause: pause.first):
        first = max(one.first, counted)
        if one.last > first:
            total += elapsed(unit, first, one.last, calendar)
            counted = one.last
    return total


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


def as_delta(length: Length) -> relativedelta:
    """A length of calendar time as what can be added to a day or taken from it. Raises ValueError for working days."""
    match length.unit:
        case Unit.DAYS:
            return relativedelta(days=length.number)
        case Unit.MONTHS:
            return relativedelta(months=length.number)
        case Unit.YEARS:
            return relativedelta(years=length.number)
    raise ValueError(f"{length} needs a calendar")


def _end(term: Term, anchor_on: date, calendar: WorkCalendar) -> date:
    if term.each_year_on:
        return _next_yearly(term, anchor_on)
    if term.length is None:
        return anchor_on
    number = -term.length.number if term.before else term.length.number
    return shift(anchor_on, Length(number, term.length.unit), calendar)


def _next_yearly(term: Term, anchor_on: date) -> date:
    """The first such day after ``anchor_on``; 29 February is the 28th where there is none."""
    month, day = term.each_year_on or (1, 1)
    this_year = date(anchor_on.year, 1, 1) + relativedelta(month=month, day=day)
    return this_year if this_year > anchor_on else date(anchor_on.year + 1, 1, 1) + relativedelta(month=month, day=day)


def _roll(term: Term, ends_on: date, calendar: WorkCalendar) -> date:
    if term.length is None:
        return ends_on
    return calendar.roll_back(ends_on) if term.before else calendar.roll_forward(ends_on)


def _rest_days(ends_on: date, due_on: date, calendar: WorkCalendar) -> tuple[Text | None, ...]:
    """The rest days from the unrolled end up to the day that counts, each holiday and the weekend once, in the order walked."""
    step = timedelta(days=1 if due_on > ends_on else -1)
    found: dict[Text | None, None] = {}
    while ends_on != due_on:
        found.setdefault(calendar.holiday(ends_on))
        ends_on += step
    return tuple(found)


def _is_provisional(
    term: Term, granted: tuple[Grant, ...], days: tuple[date, date, date], calendar: WorkCalendar
) -> bool:
    """What counts in workdays touches every year it runs through, any other only those it is rolled in; a yearly date none."""
    units = {unit_of(term), *(one.length.unit for one in granted)}
    if term.length is None and Unit.WORKDAYS not in units:
        return False
    touched = days if Unit.WORKDAYS in units else days[1:]
    years = range(min(touched).year, max(touched).year + 1)
    return any(calendar.is_provisional(date(year, 1, 1)) for year in years)
