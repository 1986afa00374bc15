"""Asking once more (复核): is a queued message still true when its turn comes?"""

from collections.abc import Mapping
from datetime import date

from cases.rung_conditions import Situation, all_hold
from cases.workdays import WorkCalendar
from models.definitions import LadderDefinition
from models.people import Person
from models.waiting import Waiting
from notifications.policy.audience import recipients, who_acts
from notifications.policy.climb import conditions, places, was_urged


def still_true(
    waiting: Waiting | None,
    sent: Waiting,
    rung: str,
    person: str,
    ladder: LadderDefinition,
    calendar: WorkCalendar,
    people: Mapping[str, Person],
    today: date,
) -> str:
    """Why a queued message need not be sent ``today``, empty if it must. ``waiting`` is what waits now under its key.

    What is suppressed for a time only (paused, snoozed, promised) is owed again afterwards: the sweep wakes it.
    """
    if waiting is None:
        return "no_longer_waiting"
    if waiting.revision != sent.revision:
        return "date_moved"
    if waiting.silent:
        return "paused"
    if waiting.acknowledged_on and waiting.acknowledged_on != sent.acknowledged_on and person == who_acts(waiting):
        return "acknowledged"
    if waiting.snoozed_until and today < waiting.snoozed_until and not was_urged(rung):
        return "snoozed"
    promised = waiting.promised_on is not None and today <= waiting.promised_on and person == who_acts(waiting)
    if promised and not was_urged(rung):
        return "promised"
    if not all_hold(conditions(rung, ladder), Situation(waiting, today, calendar)):
        return "condition_over"
    to = places(rung, ladder)
    if to and person not in recipients(waiting, to, people):
        return "no_longer_theirs"
    return ""
