"""What is owed today (应催): the highest rung whose day has come, to those who have not heard it; and when to look next."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from cases.muting import muted
from cases.workdays import WorkCalendar
from models.definitions import LadderDefinition
from models.moments import local_date, start_of
from models.office import Office
from models.waiting import Deed, Heard, Intent, Waiting, Watch
from notifications.policy.audience import next_change, recipients, who_acts
from notifications.policy.climb import Rung, climbed, rungs, urged
from notifications.policy.reach import channels


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be said now and done besides, which rungs time has overtaken unsaid, what a mute holds back, and the day to look
    again: of the next rung, or when somebody else answers (None: never)."""

    owed: tuple[Intent, ...] = ()
    overtaken: tuple[Intent, ...] = ()
    muted: tuple[Intent, ...] = ()
    next_on: date | None = None
    deeds: tuple[Deed, ...] = ()

    def look_at(self, zone: ZoneInfo) -> datetime | None:
        """The moment at which `next_on` begins."""
        return start_of(self.next_on, zone) if self.next_on else None


def plan(
    waiting: Waiting,
    ladder: LadderDefinition,
    calendar: WorkCalendar,
    heard: Collection[Heard],
    office: Office,
    today: date,
) -> Plan:
    """What is owed on ``today``: the highest rung whose day has come, to those who have not heard it.

    Days are compared as a range, never for equality, and what was said is asked of the ledger: a missed day loses nothing, a
    second look says nothing twice. A rung counts only while its conditions hold. Lower rungs nobody heard are overtaken. Somebody
    new hears the highest rung only, a substitute and whoever comes back too. What was acknowledged is not said, what is snoozed or
    muted not yet; who promised a day is left in peace until it is over. What the rungs bring about is owed all the same, muted or
    not: a mute keeps back words, not acts.
    """
    if waiting.silent:
        return Plan()
    said = {(one.rung, one.person) for one in heard if (one.key, one.revision) == (waiting.key, waiting.revision)}
    by_hand = _unsaid(_intents_of(waiting, urged(waiting), office, today), said)
    all_rungs = rungs(waiting, ladder, calendar, today)
    turn = next_change(waiting, office, today) if _has_begun(waiting, all_rungs, today) else None
    if waiting.snoozed_until and today < waiting.snoozed_until:
        return Plan(by_hand, next_on=_earliest(waiting.snoozed_until, turn))
    next_on = _earliest(_next_on(waiting, all_rungs, today), turn)
    fallen = climbed(waiting, all_rungs, calendar, today)
    if not fallen:
        return Plan(by_hand, next_on=next_on)
    owed = _unsaid(_intents_of(waiting, fallen[-1:], office, today), said)
    quiet = set(_left_in_peace(waiting, fallen[-1], office, today))
    owed = tuple(intent for intent in owed if intent.person not in quiet)
    deeds = tuple(_deeds(waiting, fallen))
    if mute := muted(waiting, office, today):
        back_on = mute.until + timedelta(days=1)
        return Plan(by_hand, muted=owed, next_on=_earliest(next_on, back_on), deeds=deeds)
    unheard = [rung for rung in fallen[:-1] if rung.name not in {rung for rung, _ in said}]
    overtaken = tuple(_intents_of(waiting, unheard, office, today))
    return Plan((*owed, *by_hand), overtaken, next_on=next_on, deeds=deeds)


def watch(waiting: Waiting, ladder: LadderDefinition, calendar: WorkCalendar, now: datetime, zone: ZoneInfo) -> Watch:
    """When to look first: today if a rung's day has come, otherwise on the day of the next; never, while it is silent."""
    today = local_date(now, zone)
    days = [rung.falls_on for rung in rungs(waiting, ladder, calendar, today)]
    if waiting.silent or not (days or waiting.urged_on):
        return Watch(waiting, None)
    if waiting.snoozed_until and today < waiting.snoozed_until:
        return Watch(waiting, start_of(waiting.snoozed_until, zone))
    coming = next((day for day in days if day > today), None)
    look_on = today if waiting.urged_on == today or days[0] <= today else coming
    return Watch(waiting, start_of(look_on, zone) if look_on else None)


def _next_on(waiting: Waiting, rungs: Iterable[Rung], today: date) -> date | None:
    """The day of the next rung, or the one after a promised day, when what was held until then is said."""
    days = [rung.falls_on for rung in rungs]
    if waiting.promised_on:
        days.append(waiting.promised_on + timedelta(days=1))
    return min((day for day in days if day > today), default=None)


def _has_begun(waiting: Waiting, rungs: Iterable[Rung], today: date) -> bool:
    """Whether anything may have been said already: before, it does not matter who would hear it."""
    return waiting.urged_on is not None or any(rung.falls_on <= today for rung in rungs)


def _left_in_peace(waiting: Waiting, rung: Rung, office: Office, today: date) -> Iterator[str | None]:
    """Whoever acted when the rung was acknowledged, and whoever acts until a promised day is over; nobody who stands in for them
    later, and nobody above them."""
    if waiting.acknowledged_on and rung.falls_on <= waiting.acknowledged_on:
        yield who_acts(waiting, office, waiting.acknowledged_on)
    if waiting.promised_on and today <= waiting.promised_on:
        yield who_acts(waiting, office, today)


def _deeds(waiting: Waiting, fallen: Iterable[Rung]) -> Iterator[Deed]:
    """What the rungs bring about, each thing once, by the highest of those that do; where there is no case, nothing can be done."""
    if not waiting.case:
        return
    highest = {what: rung for rung in fallen for what in rung.then}
    yield from (Deed(waiting, rung.name, what) for what, rung in highest.items())


def heard_after(heard: Collection[Heard], intents: Collection[Intent]) -> list[Heard]:
    """What will have been heard once ``intents`` are said: how the preview walks from day to day."""
    said = [Heard(one.waiting.key, one.waiting.revision, one.rung, one.person) for one in intents]
    return [*heard, *said]


def _unsaid(intents: Iterable[Intent], said: Collection[tuple[str, str]]) -> tuple[Intent, ...]:
    return tuple(intent for intent in intents if (intent.rung, intent.person) not in said)


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day), default=None)


def _intents_of(waiting: Waiting, climbed: Iterable[Rung], office: Office, today: date) -> Iterator[Intent]:
    for rung in climbed:
        for login, absent in recipients(waiting, rung.to, office, today).items():
            for channel in channels(office.people[login], rung.wording):
                yield Intent(waiting, rung.name, login, channel, rung.wording, today, on_behalf_of=absent)
