"""What is owed today (应催): the highest rung whose day has come, to those who have not heard it; and when to look next."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from cases.workdays import WorkCalendar
from models.definitions import LadderDefinition
from models.moments import local_date, start_of
from models.people import Person
from models.waiting import Heard, Intent, Waiting, Watch
from notifications.policy.audience import recipients, who_acts
from notifications.policy.climb import Rung, rungs, urged
from notifications.policy.reach import channels


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be said now, which rungs time has overtaken unsaid, and the day of the next rung (None: the ladder ends)."""

    owed: tuple[Intent, ...] = ()
    overtaken: tuple[Intent, ...] = ()
    next_on: date | None = None


def plan(
    waiting: Waiting,
    ladder: LadderDefinition,
    calendar: WorkCalendar,
    heard: Collection[Heard],
    people: Mapping[str, Person],
    today: date,
) -> Plan:
    """What is owed on ``today``: the highest rung whose day has come, to those who have not heard it.

    Days are compared as a range, never for equality, and what was said is asked of the ledger: a missed day loses nothing, a
    second look says nothing twice. Lower rungs nobody heard are overtaken. Somebody new hears the highest rung only. What was
    acknowledged is not said, what is snoozed not yet.
    """
    if waiting.silent:
        return Plan()
    said = {(one.rung, one.person) for one in heard if (one.key, one.revision) == (waiting.key, waiting.revision)}
    by_hand = _unsaid(_intents_of(waiting, urged(waiting), people, today), said)
    if waiting.snoozed_until and today < waiting.snoozed_until:
        return Plan(by_hand, next_on=waiting.snoozed_until)
    climbed = rungs(waiting, ladder, calendar)
    fallen = [rung for rung in climbed if rung.falls_on <= today]
    next_on = next((rung.falls_on for rung in climbed if rung.falls_on > today), None)
    if not fallen:
        return Plan(by_hand, next_on=next_on)
    said_rungs = {rung for rung, _ in said}
    owed = _unsaid(_intents_of(waiting, fallen[-1:], people, today), said)
    if waiting.acknowledged_on and fallen[-1].falls_on <= waiting.acknowledged_on:
        owed = tuple(intent for intent in owed if intent.person != who_acts(waiting))
    unheard = [rung for rung in fallen[:-1] if rung.name not in said_rungs]
    return Plan((*owed, *by_hand), tuple(_intents_of(waiting, unheard, people, today)), next_on)


def watch(waiting: Waiting, ladder: LadderDefinition, calendar: WorkCalendar, now: datetime, zone: ZoneInfo) -> Watch:
    """When to look first: today if a rung's day has come, otherwise on the day of the next; never, while it is silent."""
    days = [rung.falls_on for rung in rungs(waiting, ladder, calendar)]
    today = local_date(now, zone)
    if waiting.silent or not (days or waiting.urged_on):
        return Watch(waiting, None)
    if waiting.snoozed_until and today < waiting.snoozed_until:
        return Watch(waiting, start_of(waiting.snoozed_until, zone))
    coming = next((day for day in days if day > today), None)
    look_on = today if waiting.urged_on == today or days[0] <= today else coming
    return Watch(waiting, start_of(look_on, zone) if look_on else None)


def heard_after(heard: Collection[Heard], intents: Collection[Intent]) -> list[Heard]:
    """What will have been heard once ``intents`` are said: how the preview walks from day to day."""
    said = [Heard(one.waiting.key, one.waiting.revision, one.rung, one.person) for one in intents]
    return [*heard, *said]


def _unsaid(intents: Iterable[Intent], said: Collection[tuple[str, str]]) -> tuple[Intent, ...]:
    return tuple(intent for intent in intents if (intent.rung, intent.person) not in said)


def _intents_of(
    waiting: Waiting, climbed: Iterable[Rung], people: Mapping[str, Person], today: date
) -> Iterator[Intent]:
    for rung in climbed:
        for login in recipients(waiting, rung.to, people):
            for channel in channels(people[login]):
                yield Intent(waiting, rung.name, login, channel, rung.wording, today)
