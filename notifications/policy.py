"""Who is owed which reminder on which day (催办规则): the one planner for the sweep, the preview and the tests.

Pure: a small `Waiting`, its ladder, a calendar, what was heard already, and the day. Knows no database and sends nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from cases.muting import muted
from cases.standing_in import away, next_turn, stand_in
from cases.workdays import WorkCalendar
from models.definitions import LadderDefinition, Recipient, RungDefinition
from models.moments import local_date, start_of
from models.office import Office
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
    """What is to be said now, which rungs time has overtaken unsaid, what a mute holds back, and the day to look again: of the
    next rung, or when somebody else answers (None: nothing is left to say)."""

    owed: tuple[Intent, ...] = ()
    overtaken: tuple[Intent, ...] = ()
    muted: tuple[Intent, ...] = ()
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
    office: Office,
    today: date,
) -> Plan:
    """What is owed on ``today``: the highest rung whose day has come, to those who have not heard it.

    Days are compared as a range, never for equality, and what was said is asked of the ledger: a missed day loses nothing, a
    second look says nothing twice. Lower rungs nobody heard are overtaken. Somebody new hears the highest rung only, a substitute
    and whoever comes back too. What was acknowledged is not said, what is snoozed or muted not yet.
    """
    if waiting.silent:
        return Plan()
    said = {(one.rung, one.person) for one in heard if (one.key, one.revision) == (waiting.key, waiting.revision)}
    urged = _unsaid(_intents_of(waiting, _urged(waiting), office, today), said)
    climbed = rungs(waiting, ladder, calendar)
    fallen = [rung for rung in climbed if rung.falls_on <= today]
    turn = next_turn(_concerned(waiting, office), office, today) if fallen or waiting.urged_on else None
    if waiting.snoozed_until and today < waiting.snoozed_until:
        return Plan(urged, next_on=_earliest(waiting.snoozed_until, turn))
    next_on = _earliest(next((rung.falls_on for rung in climbed if rung.falls_on > today), None), turn)
    if not fallen:
        return Plan(urged, next_on=next_on)
    said_rungs = {rung for rung, _ in said}
    owed = _unsaid(_intents_of(waiting, fallen[-1:], office, today), said)
    if waiting.acknowledged_on and fallen[-1].falls_on <= waiting.acknowledged_on:
        owed = tuple(intent for intent in owed if intent.person != _who_knows(waiting, office))
    if mute := muted(waiting, office, today):
        return Plan(urged, muted=owed, next_on=_earliest(next_on, mute.until + timedelta(days=1)))
    unheard = [rung for rung in fallen[:-1] if rung.name not in said_rungs]
    return Plan((*owed, *urged), tuple(_intents_of(waiting, unheard, office, today)), next_on=next_on)


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
    office: Office,
    today: date,
) -> str:
    """Why a queued message need not be sent ``today``, empty if it must. ``waiting`` is what waits now under its key.

    What is suppressed for a time only (paused, snoozed, muted, away) is owed again afterwards: the sweep wakes it.
    """
    if waiting is None:
        return "no_longer_waiting"
    if waiting.revision != sent.revision:
        return "date_moved"
    if waiting.silent:
        return "paused"
    if (
        waiting.acknowledged_on
        and waiting.acknowledged_on != sent.acknowledged_on
        and person == _who_knows(waiting, office)
    ):
        return "acknowledged"
    if waiting.snoozed_until and today < waiting.snoozed_until and not _was_urged(rung):
        return "snoozed"
    if muted(waiting, office, today) and not _was_urged(rung):
        return "muted"
    places = _places(rung, ladder)
    if places and person not in recipients(waiting, places, office, today):
        return "away" if away(person, office, today) else "no_longer_theirs"
    return ""


def recipients(waiting: Waiting, to: Collection[Recipient], office: Office, today: date) -> Mapping[str, str]:
    """Who hears it, each once, and for which absent person (empty: in their own right).

    Whoever is away is stood in for. A place nobody fills goes to the next one up; never is nobody told.
    """
    found: dict[str, str] = {}
    for place in to:
        for login, absent in _in_place(waiting, place, office, today):
            found.setdefault(login, absent)
    return found or _last_resort(waiting, office, today)


def channels(person: Person) -> tuple[Channel, ...]:
    """The inbox always, e-mail for those who have an address."""
    return (Channel.INBOX, Channel.EMAIL) if person.email else (Channel.INBOX,)


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


def _who_knows(waiting: Waiting, office: Office) -> str | None:
    """Who did the step when it was acknowledged: it is their knowing that counts. Nobody above them hears less for it, nor does
    whoever stands in for them later."""
    doer = waiting.doer or waiting.coordinator
    return stand_in(doer, office, waiting.acknowledged_on) if doer and waiting.acknowledged_on else doer


def _concerned(waiting: Waiting, office: Office) -> Iterator[str]:
    """Whoever may have to hear of it before anybody stands in."""
    absence = waiting.absence
    places = (waiting.doer, waiting.coordinator, waiting.liaison, waiting.supervisor, absence and absence.substitute)
    found = [login for login in places if login and office.is_active(login)]
    yield from found or (login for login, one in office.people.items() if one.site == waiting.site)


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day), default=None)


def _unsaid(intents: Iterable[Intent], said: Collection[tuple[str, str]]) -> tuple[Intent, ...]:
    return tuple(intent for intent in intents if (intent.rung, intent.person) not in said)


def _intents_of(waiting: Waiting, climbed: Iterable[Rung], office: Office, today: date) -> Iterator[Intent]:
    for rung in climbed:
        for login, absent in recipients(waiting, rung.to, office, today).items():
            for channel in channels(office.people[login]):
                yield Intent(waiting, rung.name, login, channel, rung.wording, today, on_behalf_of=absent)


def _in_place(waiting: Waiting, place: Recipient, office: Office, today: date) -> Iterator[tuple[str, str]]:
    """Who hears what goes to a place, and for whom; the absent person of an absence hears of it wherever they are."""
    upward = [waiting.doer, waiting.liaison, waiting.coordinator, waiting.supervisor]
    above = office.people.get(waiting.supervisor or "")
    match place:
        case Recipient.ABSENT:
            absent = waiting.absence.person if waiting.absence else ""
            yield from ((one, "") for one in [absent] if office.is_active(one))
        case Recipient.ADMINISTRATORS:
            yield from _of_role(waiting, Role.ADMINISTRATOR, office, today)
        case Recipient.SUBSTITUTE:
            yield from _first_there([waiting.absence.substitute if waiting.absence else None], office, today)
        case Recipient.SUPERVISORS_SUPERVISOR:
            yield from _first_there([above.supervisor if above else None], office, today)
        case Recipient.DOER:
            yield from _first_there([waiting.doer, *upward[2:]], office, today)
        case _:
            first = (Recipient.DOER, Recipient.LIAISON, Recipient.COORDINATOR, Recipient.SUPERVISOR).index(place)
            yield from _first_there(upward[first:], office, today)


def _first_there(candidates: Iterable[str | None], office: Office, today: date) -> Iterator[tuple[str, str]]:
    """The first who is there, or for whom somebody is."""
    for login in candidates:
        found = stand_in(login, office, today) if login else None
        if login and found:
            yield found, "" if found == login else login
            return


def _last_resort(waiting: Waiting, office: Office, today: date) -> Mapping[str, str]:
    """The site's supervisors, without any its lead, in the end whoever runs the program there.

    If they are all away and nobody stands in, they hear of it all the same.
    """
    for day in (today, None):
        for role in (Role.SUPERVISOR, Role.SITE_LEAD, Role.ADMINISTRATOR):
            if found := dict(_of_role(waiting, role, office, day)):
                return found
    return {}


def _of_role(waiting: Waiting, role: Role, office: Office, day: date | None) -> Iterator[tuple[str, str]]:
    """Those of the site, or of none, who have the role: as they are there on ``day``, or (None) as if nobody were away."""
    for one in office.people.values():
        if one.active and one.role is role and (one.site in {waiting.site, ""} or not waiting.site):
            yield from _first_there([one.login], office, day) if day else [(one.login, "")]


def heard_after(heard: Collection[Heard], intents: Collection[Intent]) -> list[Heard]:
    """What will have been heard once ``intents`` are said: how the preview walks from day to day."""
    said = [Heard(one.waiting.key, one.waiting.revision, one.rung, one.person) for one in intents]
    return [*heard, *said]
