"""Who is owed which reminder on which day (催办规则): the one planner for the sweep, the preview and the tests.

Pure: a small `Waiting`, its ladder, a calendar, what was heard already, and the day. Knows no database and sends nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from cases.workdays import WorkCalendar
from models.definitions import LadderDefinition, Recipient, RungDefinition
from models.moments import local_date, start_of
from models.people import Person
from models.vocabulary import Channel, Role
from models.waiting import URGED, Heard, Intent, Waiting, Watch


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of one waiting thing, on its day; a repeated one is ``T+5``, ``T+5#2``, ``T+5#3``, one asked for by hand ``U1``."""

    name: str
    falls_on: date
    to: tuple[Recipient, ...]
    wording: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be said now, which rungs time has overtaken unsaid, and the day of the next rung (None: the ladder ends)."""

    owed: tuple[Intent, ...] = ()
    overtaken: tuple[Intent, ...] = ()
    next_on: date | None = None


def rungs(waiting: Waiting, ladder: LadderDefinition, calendar: WorkCalendar) -> tuple[Rung, ...]:
    """All rungs in the order of their days, each on a working day.

    A case taken over has no past: what was due before counts as due on the day it came to us, and no rung falls earlier.
    """
    anchor = max(waiting.due_on, waiting.not_before or waiting.due_on)
    found = (rung for one in ladder.rungs for rung in _repeated(one, calendar.roll_back(anchor), calendar))
    kept = (rung for rung in found if waiting.not_before is None or rung.falls_on >= waiting.not_before)
    return tuple(sorted(kept, key=lambda rung: rung.falls_on))


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
    urged = _unsaid(_intents_of(waiting, _urged(waiting), people, today), said)
    if waiting.snoozed_until and today < waiting.snoozed_until:
        return Plan(urged, next_on=waiting.snoozed_until)
    climbed = rungs(waiting, ladder, calendar)
    fallen = [rung for rung in climbed if rung.falls_on <= today]
    next_on = next((rung.falls_on for rung in climbed if rung.falls_on > today), None)
    if not fallen:
        return Plan(urged, next_on=next_on)
    said_rungs = {rung for rung, _ in said}
    owed = _unsaid(_intents_of(waiting, fallen[-1:], people, today), said)
    if waiting.acknowledged_on and fallen[-1].falls_on <= waiting.acknowledged_on:
        owed = tuple(intent for intent in owed if intent.person != _who_acts(waiting))
    unheard = [rung for rung in fallen[:-1] if rung.name not in said_rungs]
    return Plan((*owed, *urged), tuple(_intents_of(waiting, unheard, people, today)), next_on)


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


def still_true(
    waiting: Waiting | None,
    sent: Waiting,
    rung: str,
    person: str,
    ladder: LadderDefinition,
    people: Mapping[str, Person],
    today: date,
) -> str:
    """Why a queued message need not be sent ``today``, empty if it must. ``waiting`` is what waits now under its key.

    What is suppressed for a time only (paused, snoozed) is owed again afterwards: the sweep wakes it.
    """
    if waiting is None:
        return "no_longer_waiting"
    if waiting.revision != sent.revision:
        return "date_moved"
    if waiting.silent:
        return "paused"
    if waiting.acknowledged_on and waiting.acknowledged_on != sent.acknowledged_on and person == _who_acts(waiting):
        return "acknowledged"
    if waiting.snoozed_until and today < waiting.snoozed_until and not _was_urged(rung):
        return "snoozed"
    places = _places(rung, ladder)
    if places and person not in recipients(waiting, places, people):
        return "no_longer_theirs"
    return ""


def recipients(waiting: Waiting, to: Collection[Recipient], people: Mapping[str, Person]) -> tuple[str, ...]:
    """The people in these places, each once. A place nobody fills goes to the next one up; never is nobody told."""
    found = dict.fromkeys(login for place in to if (login := _in_place(waiting, place, people)))
    return tuple(found) or tuple(_last_resort(waiting, people))


def channels(person: Person, kind: str) -> tuple[Channel, ...]:
    """The inbox always, and every channel that has an address of theirs, is on, and was not declined for this kind.

    Where all those they want are switched off, e-mail stands in, if that is on.
    """
    wanted = [one for one in _addressed(person) if (kind, one) not in person.declined]
    working = [one for one in wanted if one not in person.off]
    if wanted and not working and Channel.EMAIL in _addressed(person) and Channel.EMAIL not in person.off:
        working = [Channel.EMAIL]
    return (Channel.INBOX, *working)


def closed(person: Person | None, kind: str, channel: Channel) -> str:
    """Why a queued message must not go out over ``channel``, empty if it may."""
    if person is None or channel in channels(person, kind):
        return ""
    return "declined" if channel in _addressed(person) and channel not in person.off else "channel_off"


def bound(person: Person, mandatory: Collection[str]) -> Person:
    """The person as the rules see them: nobody declines what is mandatory, even if they did before it was."""
    if not person.declined:
        return person
    return replace(person, declined=frozenset(one for one in person.declined if one[0] not in mandatory))


def _addressed(person: Person) -> tuple[Channel, ...]:
    return (*((Channel.EMAIL,) if person.email else ()), *person.channels)


def _repeated(rung: RungDefinition, anchor: date, calendar: WorkCalendar) -> Iterator[Rung]:
    for time in range(rung.times):
        name = str(rung.at) if time == 0 else f"{rung.at}#{time + 1}"
        falls_on = calendar.add(anchor, rung.at.workdays + time * (rung.every or 0))
        yield Rung(name, falls_on, rung.to, rung.wording)


def _urged(waiting: Waiting) -> Iterator[Rung]:
    """What somebody asked for by hand, beside the ladder, for whoever does the step; nothing once it was acknowledged."""
    if waiting.urged_on and not waiting.acknowledged_on:
        yield Rung(f"U{waiting.urged}", waiting.urged_on, (Recipient.DOER,), URGED)


def _was_urged(rung: str) -> bool:
    return rung.startswith("U")


def _places(rung: str, ladder: LadderDefinition) -> tuple[Recipient, ...]:
    """Where a rung goes; nowhere in particular when a newer ladder has it no more."""
    if _was_urged(rung):
        return (Recipient.DOER,)
    return next((one.to for one in ladder.rungs if str(one.at) == rung.partition("#")[0]), ())


def _who_acts(waiting: Waiting) -> str | None:
    """Who does the step: it is their knowing that counts, nobody above them hears less for it."""
    return waiting.doer or waiting.coordinator


def _unsaid(intents: Iterable[Intent], said: Collection[tuple[str, str]]) -> tuple[Intent, ...]:
    return tuple(intent for intent in intents if (intent.rung, intent.person) not in said)


def _intents_of(
    waiting: Waiting, climbed: Iterable[Rung], people: Mapping[str, Person], today: date
) -> Iterator[Intent]:
    for rung in climbed:
        for login in recipients(waiting, rung.to, people):
            for channel in channels(people[login], rung.wording):
                yield Intent(waiting, rung.name, login, channel, rung.wording, today)


def _in_place(waiting: Waiting, place: Recipient, people: Mapping[str, Person]) -> str | None:
    upward = [waiting.doer, waiting.liaison, waiting.coordinator, waiting.supervisor]
    above = people.get(waiting.supervisor or "")
    candidates = {
        Recipient.DOER: [waiting.doer, *upward[2:]],
        Recipient.LIAISON: upward[1:],
        Recipient.COORDINATOR: upward[2:],
        Recipient.SUPERVISOR: upward[3:],
        Recipient.SUPERVISORS_SUPERVISOR: [above.supervisor if above else None],
    }[place]
    return next((login for login in candidates if login and _is_active(people, login)), None)


def _last_resort(waiting: Waiting, people: Mapping[str, Person]) -> Iterator[str]:
    """The site's supervisors, without any its lead, in the end whoever runs the program there."""
    for role in (Role.SUPERVISOR, Role.SITE_LEAD, Role.ADMINISTRATOR):
        found = [
            one.login for one in people.values() if one.active and one.role is role and one.site in {waiting.site, ""}
        ]
        if found:
            yield from found
            return


def _is_active(people: Mapping[str, Person], login: str) -> bool:
    return login in people and people[login].active


def heard_after(heard: Collection[Heard], intents: Collection[Intent]) -> list[Heard]:
    """What will have been heard once ``intents`` are said: how the preview walks from day to day."""
    said = [Heard(one.waiting.key, one.waiting.revision, one.rung, one.person) for one in intents]
    return [*heard, *said]
