"""The preview (预演): what would be sent on a day, to whom, by which rung and why, and what would be held back.

Lives through the days from today to that one, supposing that nothing else happens.
"""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from jobs.live import Drafts, Live
from jobs.rehearsal import NO_DRAFTS, rehearse
from models.moments import local_date
from models.people import Scope
from models.vocabulary import Subject
from models.waiting import Intent
from store import instance


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One message of a day to come; ``subject`` and ``due_on`` are what it is about, ``because`` why it is held back.

    ``on_behalf_of`` is the absent person in whose place somebody hears it; ``written_in`` the ladder that wrote the rung.
    """

    on: date
    person: str
    channel: str
    rung: str
    step: str
    case: str
    subject: Subject
    due_on: date
    written_in: str = ""
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
    return next(iter(previews(tx, on, on, now, zone, scope, person=person)), Preview(on, (), ()))


def previews(
    tx: Connection,
    first: date,
    last: date,
    now: datetime,
    zone: ZoneInfo,
    scope: Scope,
    *,
    person: str | None = None,
    of: str | None = None,
    case: str | None = None,
    drafts: Drafts = NO_DRAFTS,
) -> list[Preview]:
    """The same for the days from ``first`` to ``last``, both included, that have anything to say or to hold back.

    Only what ``person`` would hear, or about ``case``; and ``of`` somebody: what they would hear, or about cases they have a place
    on. As if ``drafts`` were published this morning.
    """
    home = instance.get(tx)
    stopped = "held" if home and home.held else ""
    live = Live(tx, local_date(now, zone), drafts)
    days = []
    for day in rehearse(tx, now, zone, last, drafts):
        found = (*day.said, *day.held) if day.on >= first else ()
        wanted = [one for one in found if scope.covers(one.waiting.site) and _is_wanted(one, person, of, case)]
        rows = [_foreseen(live, day.on, one, stopped or one.because) for one in wanted]
        if rows:
            said, held = (tuple(row for row in rows if bool(row.because) is kept) for kept in (False, True))
            days.append(Preview(day.on, said, held))
    return days


def _is_wanted(one: Intent, person: str | None, of: str | None, case: str | None) -> bool:
    about = one.waiting
    theirs = of in (None, one.person, about.coordinator, about.liaison, about.supervisor)
    return theirs and person in (None, one.person) and case in (None, about.case)


def _foreseen(live: Live, on: date, intent: Intent, because: str) -> Foreseen:
    about = intent.waiting
    return Foreseen(
        on=on,
        person=intent.person,
        channel=intent.channel,
        rung=intent.rung,
        step=about.step,
        case=about.case,
        subject=about.subject,
        due_on=about.due_on,
        written_in=live.inherited(about).written_in(intent.rung),
        because=because,
        on_behalf_of=intent.on_behalf_of,
    )
