"""Asking once more (复核): is a queued message still true when its turn comes?"""

from datetime import date

from cases.muting import muted
from cases.rung_conditions import Situation, all_hold
from cases.standing_in import away
from cases.workdays import WorkCalendar
from models.definitions import LadderDefinition
from models.office import Office
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
    office: Office,
    today: date,
) -> str:
    """Why a queued message need not be sent ``today``, empty if it must. ``waiting`` is what waits now under its key.

    What is suppressed for a time only (paused, snoozed, muted, promised, away) is owed again afterwards: the sweep wakes it.
    """
    if waiting is None:
        return "no_longer_waiting"
    if waiting.revision != sent.revision:
        return "date_moved"
    if waiting.silent:
        return "paused"
    if _is_acknowledged(waiting, sent, person, office):
        return "acknowledged"
    if not was_urged(rung) and (because := _quiet(waiting, person, office, today)):
        return because
    if not all_hold(conditions(rung, ladder), Situation(waiting, today, calendar)):
        return "condition_over"
    to = places(rung, ladder)
    if to and person not in recipients(waiting, to, office, today):
        return "away" if away(person, office, today) else "no_longer_theirs"
    return ""


def _is_acknowledged(waiting: Waiting, sent: Waiting, person: str, office: Office) -> bool:
    """Whether whoever hears it knows of it since; whoever stands in for them later does not."""
    known_on = waiting.acknowledged_on
    return known_on is not None and known_on != sent.acknowledged_on and person == who_acts(waiting, office, known_on)


def _quiet(waiting: Waiting, person: str, office: Office, today: date) -> str:
    """Why nothing is said of its own accord ``today``; what somebody urges by hand is."""
    if waiting.snoozed_until and today < waiting.snoozed_until:
        return "snoozed"
    if muted(waiting, office, today):
        return "muted"
    promised = waiting.promised_on is not None and today <= waiting.promised_on
    return "promised" if promised and person == who_acts(waiting, office, today) else ""
