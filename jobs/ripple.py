"""The ripple preview (连带影响): before an act is saved, what else it moves: in the case, and in the reminders of the next 30 days.

The case's part is `cases.ripple`; the reminders come from the sweep's own planner, once for the case as it is, once as it would be.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from actions.perform import Decided
from cases.ripple import CaseMoves, moves
from cases.waiting import waitings
from jobs.live import Live
from models.casefile import CaseFile
from models.people import EVERYWHERE
from models.vocabulary import Subject
from models.waiting import Heard, Waiting
from notifications import policy
from store import consequences, outbox
from store.messages import Message

AHEAD = timedelta(days=30)
BEYOND = 2 * AHEAD  # how far one looks for where a reminder of those days has gone


@dataclass(frozen=True, slots=True)
class Reminder:
    """One rung one person hears of, over whatever channels; ``key`` and ``subject`` are those of what waits."""

    key: str
    subject: Subject
    step: str
    rung: str
    person: str


@dataclass(frozen=True, slots=True)
class ReminderMove:
    """A reminder that is added (no ``before``), dropped (no ``after``) or moved to another day."""

    reminder: Reminder
    before: date | None
    after: date | None


@dataclass(frozen=True, slots=True)
class Ripple:
    """What one act moves. Reminders by their days, dropped ones by the day they would have come."""

    case: CaseMoves
    reminders: tuple[ReminderMove, ...]

    @property
    def told(self) -> Mapping[str, date]:
        """Who is told something they would not have been told (then), and on which day first; the earliest first."""
        days: dict[str, date] = {}
        for day, person in sorted((one.after, one.reminder.person) for one in self.reminders if one.after):
            days.setdefault(person, day)
        return days


def ripple(tx: Connection, decided: Decided) -> Ripple:
    """What the worked-out act moves, supposing that nothing else happens. Reads, and writes nothing."""
    occasion, before, after = decided.around.occasion, decided.before, decided.after
    keys = {one.key for casefile in (before, after) for one in waitings(casefile)}
    heard = defaultdict(list)
    for said in outbox.heard(tx, keys):
        heard[said.key].append(said)
    ahead = _Ahead(
        Live(tx, occasion.today), heard, consequences.known(tx, keys), _unsent(tx, before.no), occasion.today
    )
    last = occasion.today + AHEAD
    found = _differences(ahead.of(before), ahead.of(after))
    near = tuple(one for one in found if min(filter(None, (one.before, one.after))) <= last)
    return Ripple(moves(before, after, occasion.calendar), near)


@dataclass(frozen=True, slots=True)
class _Ahead:
    """What lies ahead: what the planner would say from ``today`` on, and what is queued and would still be true."""

    live: Live
    heard: Mapping[str, list[Heard]]
    done: Collection[str]
    unsent: Sequence[Message]
    today: date

    def of(self, casefile: CaseFile) -> dict[Reminder, date]:
        """Every reminder of the case with the working day on which it goes out."""
        waiting = {one.key: one for one in waitings(casefile)}
        unsent = {_reminder(one.waiting, one.rung, one.person): self.today for one in self._still_true(waiting)}
        found = {one: self._goes_out(casefile, day) for one, day in unsent.items()}
        last = self.today + BEYOND
        for plan in policy.ahead(waiting.values(), self.live, self.heard, self.done, self.today, last):
            for one in plan.owed:
                day = self._goes_out(casefile, one.planned_on)
                found.setdefault(_reminder(one.waiting, one.rung, one.person), day)
        return found

    def _goes_out(self, casefile: CaseFile, day: date) -> date:
        return self.live.calendar(casefile.site).roll_forward(day)

    def _still_true(self, waiting: Mapping[str, Waiting]) -> Iterator[Message]:
        for one in self.unsent:
            now = waiting.get(one.subject_key)
            if not self.live.still_true(now, one.waiting, one.rung, one.person, self.today):
                yield one


def _differences(before: Mapping[Reminder, date], after: Mapping[Reminder, date]) -> Iterator[ReminderMove]:
    for one in sorted({**before, **after}, key=lambda one: (after.get(one) or before[one], one.person, one.key)):
        if before.get(one) != after.get(one):
            yield ReminderMove(one, before.get(one), after.get(one))


def _unsent(tx: Connection, no: str) -> list[Message]:
    """What is queued about the case and not on its way yet."""
    pages = (outbox.listing(tx, EVERYWHERE, state=state, no=no, limit=1000) for state in outbox.NOT_YET_SENT)
    return [one for page in pages for one in page.items]


def _reminder(waiting: Waiting, rung: str, person: str) -> Reminder:
    return Reminder(waiting.key, waiting.subject, waiting.step, rung, person)
