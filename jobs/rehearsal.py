"""The rehearsal (排演): the days to come as sweep and delivery would live them, in memory, supposing that nothing else happens.

Each day is swept and delivered by the rules that do it really: the planner, what is still true, slots, the day's bound. Only the
bound of one delivery run is not played: what it keeps back goes out minutes later.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from jobs.deliver import BESIDE, room_left, slots_of_day
from jobs.live import Live
from models.moments import local_date
from models.people import Scope
from models.vocabulary import Channel, MessageState
from models.waiting import Heard, Intent, Waiting
from notifications import policy, restraint
from store import letters, outbox, watches
from store.messages import Message

Box = tuple[str, Channel]  # one person's letters over one channel


@dataclass(frozen=True, slots=True)
class Day:
    """What goes out on a day, and what was held back, each with its reason."""

    on: date
    said: tuple[Intent, ...]
    held: tuple[Intent, ...]


def rehearse(tx: Connection, now: datetime, zone: ZoneInfo, scope: Scope, until: date) -> Iterator[Day]:
    """Every day from today to ``until``."""
    found = [one.waiting for one in watches.all_open(tx, scope)]
    today = local_date(now, zone)
    play = _Play(Live(tx, today), now, zone, today, {one.key: one for one in found})
    play.look = dict.fromkeys(play.waiting, today)
    for said in outbox.heard(tx, play.waiting):
        play.heard[said.key].append(said)
    for state in (MessageState.QUEUED, MessageState.HELD):
        for message in _all(tx, scope, state):
            play.keep(message)
    play.had = letters.in_slots(tx, play.slots_of_today())
    for number in range((until - today).days + 1):
        yield play.live_through(today + timedelta(days=number))


@dataclass(slots=True)
class _Play:
    """The state of the days so far: what waits, when each is looked at next, what was heard, what is queued in each box."""

    live: Live
    now: datetime
    zone: ZoneInfo
    today: date
    waiting: dict[str, Waiting]
    look: dict[str, date | None] = field(default_factory=dict)
    heard: dict[str, list[Heard]] = field(default_factory=lambda: defaultdict(list))
    queued: dict[Box, dict[str, Intent]] = field(default_factory=lambda: defaultdict(dict))
    held: dict[Box, dict[str, Intent]] = field(default_factory=lambda: defaultdict(dict))
    again: set[str] = field(default_factory=set)  # what stands in a letter that waits to be tried again
    had: dict[str, int] = field(default_factory=dict)

    def keep(self, message: Message) -> None:
        """What is queued already; what somebody stopped stays so."""
        intent = Intent(
            message.waiting,
            message.rung,
            message.person,
            message.channel,
            message.kind,
            message.planned_on,
            on_behalf_of=message.on_behalf_of,
        )
        if message.state is MessageState.HELD:
            self._hold([intent], "held")
            return
        self._queue([intent])
        if message.letter_id is not None:
            self.again.add(intent.key)

    def live_through(self, day: date) -> Day:
        """Sweep, then deliver to everybody whose day it is."""
        for key, at in self.look.items():
            if at is not None and at <= day:
                self._look(self.waiting[key], day)
        said: list[Intent] = []
        held: list[Intent] = []
        for box in sorted({*self.queued, *self.held}):
            if slots := self._slots(box, day):
                said += self._say(box, day, slots, held)
        return Day(day, tuple(said), tuple(held))

    def slots_of_today(self) -> list[str]:
        """The names of the letters that today's boxes may have had."""
        return [slot for one in self.live.people for slot in self._named(one)]

    def _named(self, person: str) -> list[str]:
        return [slot for way in Channel for slot in slots_of_day(person, way, self.today, self.live.manners)]

    def _look(self, waiting: Waiting, day: date) -> None:
        plan = self.live.plan(waiting, self.heard[waiting.key], day)
        rungs = {one.rung for one in plan.owed}
        for box in {(one.person, one.channel) for one in plan.owed}:
            lower = [one for one in self.queued[box].values() if _same(one, waiting) and one.rung not in rungs]
            self._hold([one for one in lower if one.key not in self.again], "superseded")
        self._queue(plan.owed)
        self._hold(plan.overtaken, "superseded")
        self._hold(plan.muted, "muted")
        self.heard[waiting.key] = policy.heard_after(self.heard[waiting.key], [*plan.owed, *plan.overtaken])
        self.look[waiting.key] = plan.next_on

    def _queue(self, intents: Iterable[Intent]) -> None:
        for one in intents:
            self.queued[one.person, one.channel][one.key] = one

    def _hold(self, intents: Iterable[Intent], because: str) -> None:
        for one in intents:
            box = (one.person, one.channel)
            self.queued[box].pop(one.key, None)
            self.held[box][one.key] = replace(one, because=because)

    def _slots(self, box: Box, day: date) -> list[str]:
        """The slots in which the box may still have a letter on that day."""
        person, manners = self.live.people.get(box[0]), self.live.manners
        calendar = self.live.calendar(person.site if person else "")
        if day > self.today:
            return slots_of_day(*box, day, manners) if calendar.is_workday(day) else []
        left = restraint.slots_left(self.now, self.zone, calendar, manners)
        return [f"{box[0]}/{box[1]}/{slot}{beside}" for slot in left for beside in ("", BESIDE)]

    def _say(self, box: Box, day: date, slots: list[str], held: list[Intent]) -> list[Intent]:
        """What goes out; ``held`` learns what does not, and why. What does not fit into the day stays queued."""
        held += self.held.pop(box, {}).values()
        true = []
        for one in self.queued.pop(box, {}).values():
            if because := self._untrue(one, day):
                held.append(replace(one, because=because))
                self._unhear(one)
            else:
                true.append(one)
        again = [one for one in true if one.key in self.again]
        said, rest = self._portion(box, day, slots, [one for one in true if one.key not in self.again])
        self._queue(rest)
        held += (replace(one, because="put_off") for one in rest)
        return [*again, *said]

    def _portion(self, box: Box, day: date, slots: list[str], true: list[Intent]) -> tuple[list[Intent], list[Intent]]:
        had = {slot: self.had[slot] for slot in slots_of_day(*box, day, self.live.manners) if slot in self.had}
        said, rest = restraint.portion(true, room_left(had, self.live.manners), partial(_urgency, self.live))
        free = [slot for slot in slots if slot not in had]
        if any(not slot.endswith(BESIDE) for slot in free):
            return said, rest
        alone = [one for one in said if free and self._opens_a_letter(one, day)]
        return alone, [one for one in true if one not in alone]

    def _opens_a_letter(self, one: Intent, day: date) -> bool:
        calendar = self.live.calendar(self.live.people[one.person].site or one.waiting.site)
        return restraint.opens_a_letter(one.waiting, day, calendar, self.live.manners)

    def _untrue(self, one: Intent, day: date) -> str:
        if not self.live.office.is_active(one.person):
            return "person_inactive"
        now, ladder = self.waiting.get(one.waiting.key), self.live.ladder(one.waiting.ladder)
        return policy.still_true(now, one.waiting, one.rung, one.person, ladder, self.live.office, day)

    def _unhear(self, one: Intent) -> None:
        """Suppressed unsent: nobody heard that, it is owed again."""
        known = self.heard[one.waiting.key]
        this = (one.waiting.revision, one.rung, one.person)
        self.heard[one.waiting.key] = [two for two in known if (two.revision, two.rung, two.person) != this]


def _same(one: Intent, waiting: Waiting) -> bool:
    return (one.waiting.key, one.waiting.revision) == (waiting.key, waiting.revision)


def _urgency(live: Live, one: Intent) -> tuple[int, date, str, str]:
    return restraint.urgency(live.wording, one.wording, one.waiting)


def _all(tx: Connection, scope: Scope, state: MessageState) -> Iterator[Message]:
    cursor: str | None = None
    while True:
        page = outbox.listing(tx, scope, state=state, cursor=cursor, limit=500)
        yield from page.items
        if not (cursor := page.next):
            return
