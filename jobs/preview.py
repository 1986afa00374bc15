"""The preview (预演): what would be sent on a day, to whom, by which rung and why, and what would be held back.

Lives through the days from today to that one, supposing that nothing else happens.
"""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from jobs.rehearsal import Day, rehearse
from models.people import Scope
from models.vocabulary import Subject
from models.waiting import Intent
from store import instance


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One message of a day to come; ``subject`` and ``due_on`` are what it is about, ``because`` why it is held back.

    ``on_behalf_of`` is the absent person in whose place somebody hears it.
    """

    person: str
    channel: str
    rung: str
    step: str
    case: str
    subject: Subject
    due_on: date
    because: str = ""
    on_behalf_of: str = ""


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
    day = next((one for one in rehearse(tx, now, zone, scope, on) if one.on == on), Day(on, (), ()))
    home = instance.get(tx)
    stopped = "held" if home and home.held else ""
    found = [one for one in (*day.said, *day.held) if person is None or one.person == person]
    rows = [_foreseen(one, stopped or one.because) for one in found]
    return Preview(on, tuple(row for row in rows if not row.because), tuple(row for row in rows if row.because))


def _foreseen(intent: Intent, because: str) -> Foreseen:
    about = intent.waiting
    return Foreseen(
        intent.person,
        intent.channel,
        intent.rung,
        about.step,
        about.case,
        about.subject,
        about.due_on,
        because,
        intent.on_behalf_of,
    )
