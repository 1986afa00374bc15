"""Periods (归属期): evidence that a step asks for again and again while it goes on: for each month, each year, or each shipment.

Months and years are owed when they lie wholly after the step was opened and are over; ``2026-10``, ``2026``. A shipment is named by
whoever brings its papers, so that none can be owed.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from cases.blueprint import blueprint
from cases.naming import of_key
from cases.papers import at, newest
from models.casefile import CaseFile
from models.definitions.standard import Rhythm

_LENGTHS = {Rhythm.MONTHLY: relativedelta(months=1), Rhythm.YEARLY: relativedelta(years=1)}
_WRITTEN = {Rhythm.MONTHLY: "%Y-%m", Rhythm.YEARLY: "%Y"}
_PATTERNS = {Rhythm.MONTHLY: re.compile(r"\d{4}-(0[1-9]|1[0-2])"), Rhythm.YEARLY: re.compile(r"\d{4}")}


def rhythm(casefile: CaseFile, key: str, kind: str) -> Rhythm | None:
    """How often the step asks for evidence of this kind; None for once."""
    return _recurring(casefile, key).get(kind)


def covered(casefile: CaseFile, key: str, kind: str) -> tuple[str, ...]:
    """The periods for which evidence of this kind is there, in their order."""
    there = {one.period for one in newest(at(casefile, key)) if one.kind == kind and one.period}
    return tuple(sorted(there))


def missing(casefile: CaseFile, key: str, today: date) -> Iterator[tuple[str, str]]:
    """Each kind with a period that is over and not covered, the earliest first."""
    for kind, often in _recurring(casefile, key).items():
        there = covered(casefile, key, kind)
        yield from ((kind, period) for period in _over(casefile, key, often, today) if period not in there)


def usual(casefile: CaseFile, key: str, kind: str, today: date) -> str:
    """The period meant when none is named: the earliest that is missing, otherwise the one that is going on; none of a shipment."""
    often = rhythm(casefile, key, kind)
    if often not in _WRITTEN:
        return ""
    return next(
        (period for one, period in missing(casefile, key, today) if one == kind), today.strftime(_WRITTEN[often])
    )


def is_written(period: str, often: Rhythm, today: date) -> bool:
    """Whether a month or a year is written as one, and has begun."""
    if often not in _PATTERNS:
        return bool(period)
    return bool(_PATTERNS[often].fullmatch(period)) and period <= today.strftime(_WRITTEN[often])


def _recurring(casefile: CaseFile, key: str) -> Mapping[str, Rhythm]:
    """The kinds of evidence that the step asks for again, each with how often."""
    row = casefile.step(key)
    plan = blueprint(casefile).steps.get(row.of if row else of_key(key))
    return plan.definition.recurs if plan else {}


def _over(casefile: CaseFile, key: str, often: Rhythm, today: date) -> Iterator[str]:
    """The whole periods between the opening of the step and today."""
    row = casefile.step(key)
    if row is None or row.opened_on is None or often not in _LENGTHS:
        return
    first = row.opened_on.replace(day=1) if often is Rhythm.MONTHLY else row.opened_on.replace(month=1, day=1)
    begin = first if first == row.opened_on else first + _LENGTHS[often]
    while begin + _LENGTHS[often] - timedelta(days=1) < today:
        yield begin.strftime(_WRITTEN[often])
        begin += _LENGTHS[often]
