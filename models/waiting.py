"""What waits, seen by the reminder planner: small values, not whole cases."""

from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from models.absences import Absence
from models.moving import LastMove
from models.vocabulary import Channel, Consequence, Priority, Standing, Subject

URGED = "urged"  # the wording of what somebody asked for by hand; no ladder names it


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something with a date that people are reminded of.

    ``key`` names it for ever (``case number/credit code/intent/target``); ``revision`` rises when the date moves, and reminders
    begin anew. ``silent`` means: nothing to say now (paused, suspended), but it still waits. ``not_before`` is the day from which
    its rungs count: nothing earlier is reminded of (a case taken over has no past). Rungs up to ``acknowledged_on`` need not be
    said any more, and none before ``snoozed_until``; until ``promised_on`` whoever acts is left in peace. It was ``urged`` so many
    times by hand, last on ``urged_on``. ``holder`` has had the ball since ``held_since``:
    `cases.shares.held_workdays` tells for how long on any day. ``by_law``: the law sets the date, so it is neither muted nor put
    off. ``paper`` is the kind of evidence that runs out, ``event`` what moved the day to apply to ``opens_on``; ``move`` is what a
    move came to, with ``count`` answers without a place. Who was asked something is to answer by ``answer_by``. What belongs to no
    case has an ``absence``, is about a ``problem``, by its number, or a ``commitment``, by its id, or is an alarm about ``count``
    of something.
    """

    key: str
    subject: Subject
    case: str
    site: str
    step: str
    due_on: date
    ladder: str
    holder: str
    held_since: date | None = None
    revision: int = 1
    not_before: date | None = None
    silent: bool = False
    acknowledged_on: date | None = None
    snoozed_until: date | None = None
    promised_on: date | None = None
    urged_on: date | None = None
    urged: int = 0
    priority: Priority = Priority.NORMAL
    provisional: bool = False
    standing: Standing = Standing.CONFIRMED
    doer: str | None = None
    coordinator: str | None = None
    liaison: str | None = None
    supervisor: str | None = None
    by_law: bool = False
    paper: str = ""
    event: str = ""
    opens_on: date | None = None
    answer_by: date | None = None
    move: LastMove | None = None
    absence: Absence | None = None
    problem: str = ""
    commitment: int = 0
    count: int = 0


@dataclass(frozen=True, slots=True)
class Watch:
    """A waiting thing and the moment at which somebody should look at it again; ``look_at`` None: nothing left to say."""

    waiting: Waiting
    look_at: datetime | None


@dataclass(frozen=True, slots=True)
class Heard:
    """A rung somebody was already told of (or that was overtaken), in one revision of one waiting thing."""

    key: str
    revision: int
    rung: str
    person: str


@dataclass(frozen=True, slots=True)
class Intent:
    """One message that the planner wants sent: to whom, by which rung, and why; ``because`` tells why it is held back instead.

    ``on_behalf_of`` is the absent person who would have heard it, empty for who hears it in their own right.
    """

    waiting: Waiting
    rung: str
    person: str
    channel: Channel
    wording: str
    planned_on: date
    because: str = ""
    on_behalf_of: str = ""
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The unique key: the same rung for the same revision reaches the same person over one channel once."""
        return f"{self.waiting.key}/r{self.waiting.revision}/{self.rung}/{self.person}/{self.channel}"


@dataclass(frozen=True, slots=True)
class Deed:
    """What else happens because ``rung`` was reached (连带动作): an act by the clock, once for each rung and revision."""

    waiting: Waiting
    rung: str
    what: Consequence

    @property
    def key(self) -> str:
        """The unique key: the same rung for the same revision brings it about once."""
        return f"{self.waiting.key}/r{self.waiting.revision}/{self.rung}/{self.what}"


def short_key(key: str) -> str:
    """A message's key, short enough to be read off the end of a bot's text."""
    return sha256(key.encode()).hexdigest()[:8]
