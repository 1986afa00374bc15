"""The rehearsal (排演): the days to come as sweep and delivery would live them, in memory, supposing that nothing else happens.

Each day is swept and delivered by the rules that do it really: the planner on its way through each case, what is still true, slots,
the day's bound. Not played: the bounds of one delivery run and of one minute, for what they keep back goes out minutes later; and
what would go another way because its channel is switched off.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from itertools import chain, groupby
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from jobs.claiming import BESIDE, room_left, slots_of_day
from jobs.dating import dated_anew
from jobs.live import Drafts, Live
from models.moments import local_date
from models.people import EVERYWHERE
from models.vocabulary import Channel, MessageState
from models.waiting import URGED, Heard, Intent, Waiting
from notifications import policy, restraint
from store import consequences, letters, outbox, watches
from store.messages import Message

NO_DRAFTS: Drafts = {}
Box = tuple[str, Channel]  # one person's letters over one channel


@dataclass(frozen=True, slots=True)
class Day:
    """What goes out on a day, and what was held back, each with its reason."""

    on: date
    said: tuple[Intent, ...]
    held: tuple[Intent, ...]


def rehearse(tx: Connection, now: datetime, zone: ZoneInfo, until: date, drafts: Drafts = NO_DRAFTS) -> Iterator[Day]:
    """Today, and every day up to ``until`` on which anything may happen; as if ``drafts`` were published this morning.

    At all sites: a slot and a day's bound are a person's, whose cases may be at several.
    """
    today = local_date(now, zone)
    live = Live(tx, today, drafts)
    present = [one.waiting for one in watches.all_open(tx, EVERYWHERE)]
    if any(kind == "calendar" for kind, _ in drafts):
        present = dated_anew(tx, live, present, now, zone)
    play = _Play(live, now, zone, today, _cases(tx, live, present, today))
    for state in (MessageState.QUEUED, MessageState.HELD):
        for message in _all(tx, state):
            play.keep(message)
    play.had = letters.in_slots(tx, play.slots_of_today())
    day: date | None = today
    while day and day <= until:
        yield play.live_through(day)
        day = play.next_day(day)


def _cases(tx: Connection, live: Live, present: Iterable[Waiting], today: date) -> list[policy.Ahead]:
    """Each case on its way from ``today`` on, and by itself what belongs to no case."""
    waiting = sorted(present, key=lambda one: (one.case or one.key, one.key))
    keys = [one.key for one in waiting]
    done = consequences.known(tx, keys)
    heard: dict[str, list[Heard]] = defaultdict(list)
    for said in outbox.heard(tx, keys):
        heard[said.key].append(said)
    groups = groupby(waiting, key=lambda one: one.case or one.key)
    return [policy.Ahead.begin(group, live, heard, done, today) for _, group in groups]


@dataclass(slots=True)
class _Play:
    """The state of the days so far: how far each case is, what is queued in each box, which letters the day has had."""

    live: Live
    now: datetime
    zone: ZoneInfo
    today: date
    cases: Collection[policy.Ahead]
    queued: dict[Box, dict[str, Intent]] = field(default_factory=lambda: defaultdict(dict))
    held: dict[Box, dict[str, Intent]] = field(default_factory=lambda: defaultdict(dict))
    again: set[str] = field(default_factory=set)  # what stands in a letter that waits to be tried again
    had: dict[str, int] = field(default_factory=dict)
    _of: dict[str, policy.Ahead] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """By what waits, its case."""
        self._of = {key: case for case in self.cases for key in case.waiting}

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
        for case in self.cases:
            for plan in case.live_through(day):
                self._sweep(plan)
        said: list[Intent] = []
        held: list[Intent] = []
        for box in sorted({*self.queued, *self.held}):
            if slots := self._slots(box, day):
                said += self._say(box, day, slots, held)
        return Day(day, tuple(said), tuple(held))

    def next_day(self, day: date) -> date | None:
        """The day after while anything is queued, otherwise the next on which a case is looked at; None when all is said."""
        if any(self.queued.values()) or any(self.held.values()):
            return day + timedelta(days=1)
        return min((case.next_on for case in self.cases if case.next_on), default=None)

    def slots_of_today(self) -> list[str]:
        """The names of the letters that today's boxes may have had."""
        return [slot for one in self.live.people for slot in self._named(one)]

    def _named(self, person: str) -> list[str]:
        return [slot for way in Channel for slot in slots_of_day(person, way, self.today, self.live.manners)]

    def _sweep(self, plan: policy.Plan) -> None:
        """Queue what is owed; it overtakes what waits below it for the same person over the same channel, unless urged by hand."""
        climbed = [one for one in plan.owed if one.wording != URGED]
        rungs = {one.rung for one in climbed}
        for higher in climbed:
            below = [one for one in self.queued[higher.person, higher.channel].values() if _is_below(one, higher)]
            self._hold([one for one in below if one.rung not in rungs and one.key not in self.again], "superseded")
        self._queue(plan.owed)
        self._hold(plan.overtaken, "superseded")
        self._hold(plan.muted, "muted")

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
        first = next(chain(self.queued[box].values(), self.held[box].values()), None)
        calendar = self.live.calendar((person and person.site) or (first.waiting.site if first else ""))
        if day > self.today:
            return slots_of_day(*box, day, manners) if calendar.is_workday(day) else []
        left = restraint.slots_left(self.now, self.zone, calendar, manners)
        return [f"{box[0]}/{box[1]}/{slot}{beside}" for slot in left for beside in ("", BESIDE)]

    def _say(self, box: Box, day: date, slots: list[str], held: list[Intent]) -> list[Intent]:
        """What goes out; ``held`` learns what does not, and why. What does not fit into the day stays queued."""
        held += self.held.pop(box, {}).values()
        true = []
        for one in self.queued.pop(box, {}).values():
            if because := self._untrue(one, day) or self._closed(one):
                held.append(replace(one, because=because))
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

    def _closed(self, one: Intent) -> str:
        return policy.closed(self.live.people.get(one.person), one.wording, one.channel)

    def _untrue(self, one: Intent, day: date) -> str:
        """Why it need not be said; then nobody heard that, it is owed again."""
        if not self.live.office.is_active(one.person):
            return "person_inactive"
        case = self._of.get(one.waiting.key)
        now = case.waiting[one.waiting.key] if case else None
        because = self.live.still_true(now, one.waiting, one.rung, one.person, day)
        if because and case:
            case.unhear(one)
        return because


def _is_below(one: Intent, higher: Intent) -> bool:
    about, above = one.waiting, higher.waiting
    return one.wording != URGED and (about.key, about.revision) == (above.key, above.revision)


def _urgency(live: Live, one: Intent) -> tuple[int, date, str, str]:
    return restraint.urgency(live.wording, one.wording, one.waiting)


def _all(tx: Connection, state: MessageState) -> Iterator[Message]:
    cursor: str | None = None
    while True:
        page = outbox.listing(tx, EVERYWHERE, state=state, cursor=cursor, limit=500)
        yield from page.items
        if not (cursor := page.next):
            return
