"""The preview (预演): what would be sent on a day, to whom, by which rung and why, and what would be held back.

Walks with the sweep's own planner from today to that day, supposing that nothing else happens.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from jobs.live import Live
from models.moments import local_date
from models.people import Scope
from models.vocabulary import MessageState, Subject
from models.waiting import URGED, Heard, Intent
from notifications import policy, restraint
from store import consequences, instance, outbox, watches
from store.messages import Message

Climbed = dict[tuple[str, int, str, str], list[date]]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One message of a day to come; ``subject`` and ``due_on`` are what it is about, ``because`` why it is held back."""

    person: str
    channel: str
    rung: str
    step: str
    case: str
    subject: Subject
    due_on: date
    because: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """A day's messages, and those held back."""

    on: date
    messages: tuple[Foreseen, ...]
    suppressed: tuple[Foreseen, ...]


def preview(
    tx: Connection, on: date, now: datetime, zone: ZoneInfo, scope: Scope, *, person: str | None = None
) -> Preview:
    """What would be sent on ``on``, today included, when nothing else happens until then."""
    live, today = Live(tx), local_date(now, zone)
    planned = [
        (intent, state)
        for intent, state in _ahead(tx, live, scope, today, on)
        if person is None or intent.person == person
    ]
    home = instance.get(tx)
    held = "held" if home and home.held else ""
    climbed = _climbed(intent for intent, because in planned if not because)
    rows = [
        _foreseen(intent, held or because or _overtaken(intent, climbed, on))
        for intent, because in planned
        if _goes_out_on(live, intent, now, zone) == on
    ]
    rows += _queued(tx, scope, live, on, now, zone, person, held, climbed)
    return Preview(on, tuple(row for row in rows if not row.because), tuple(row for row in rows if row.because))


def _ahead(tx: Connection, live: Live, scope: Scope, today: date, on: date) -> Iterator[tuple[Intent, str]]:
    """All intents from ``today`` to ``on``, case by case, with what the rungs bring about on the way."""
    waiting = [one.waiting for one in watches.all_open(tx, scope)]
    keys = [one.key for one in waiting]
    done = consequences.known(tx, keys)
    heard: dict[str, list[Heard]] = defaultdict(list)
    for said in outbox.heard(tx, keys):
        heard[said.key].append(said)
    for _, group in groupby(sorted(waiting, key=lambda one: (one.case, one.key)), key=lambda one: one.case):
        for plan in policy.ahead(group, live, heard, done, today, on):
            yield from ((intent, "") for intent in plan.owed)
            yield from ((intent, "superseded") for intent in plan.overtaken)


def _climbed(intents: Iterable[Intent]) -> Climbed:
    """Which days bring somebody a rung of the ladder, by what waits, person and channel."""
    days: Climbed = defaultdict(list)
    for one in intents:
        if one.wording != URGED:
            days[_addressed(one)].append(one.planned_on)
    return days


def _addressed(one: Intent) -> tuple[str, int, str, str]:
    return one.waiting.key, one.waiting.revision, one.person, one.channel


def _overtaken(one: Intent, climbed: Climbed, on: date) -> str:
    """What waits unsent over rest days is overtaken by a higher rung that falls due before it goes out."""
    later = any(one.planned_on < day <= on for day in climbed.get(_addressed(one), ()))
    return "superseded" if later and one.wording != URGED else ""


def _goes_out_on(live: Live, intent: Intent, now: datetime, zone: ZoneInfo) -> date:
    return _posted_on(live, intent.person, intent.waiting.site, intent.planned_on, now, zone)


def _posted_on(live: Live, login: str, site: str, planned_on: date, now: datetime, zone: ZoneInfo) -> date:
    """The day a message planned for ``planned_on`` goes out: not on a rest day, not after hours today."""
    calendar = live.calendar(live.people[login].site or site)
    today = local_date(now, zone)
    over = planned_on <= today and restraint.is_over(now, zone, calendar, live.manners)
    return calendar.roll_forward(max(planned_on, today) + timedelta(days=1 if over else 0))


def _queued(
    tx: Connection,
    scope: Scope,
    live: Live,
    on: date,
    now: datetime,
    zone: ZoneInfo,
    person: str | None,
    held: str,
    climbed: Climbed,
) -> list[Foreseen]:
    """What is queued already and goes out on that day."""
    waiting = [one for state in (MessageState.QUEUED, MessageState.HELD) for one in _all(tx, scope, state, person)]
    present = watches.by_keys(tx, [one.subject_key for one in waiting])
    rows = []
    for one in waiting:
        if _posted_on(live, one.person, one.waiting.site, one.planned_on, now, zone) != on:
            continue
        found = present.get(one.subject_key)
        stale = live.still_true(found.waiting if found else None, one.waiting, one.rung, one.person, on)
        stale = stale or policy.closed(live.people.get(one.person), one.kind, one.channel)
        intent = Intent(one.waiting, one.rung, one.person, one.channel, one.kind, one.planned_on)
        because = held or ("held" if one.state is MessageState.HELD else "") or stale or _overtaken(intent, climbed, on)
        rows.append(_foreseen(intent, because))
    return rows


def _all(tx: Connection, scope: Scope, state: MessageState, person: str | None) -> Iterator[Message]:
    cursor: str | None = None
    while True:
        page = outbox.listing(tx, scope, state=state, person=person, cursor=cursor, limit=500)
        yield from page.items
        if not (cursor := page.next):
            return


def _foreseen(intent: Intent, because: str) -> Foreseen:
    about = intent.waiting
    return Foreseen(
        intent.person, intent.channel, intent.rung, about.step, about.case, about.subject, about.due_on, because
    )
