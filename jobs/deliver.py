"""Delivery (投递): gather what is queued into one letter per person, channel and slot, and hand it over.

The claim and the attempt are committed before the sending, the end of it at once after. What dies between is found again under an
expired lease and sent under the same Message-ID; nothing else is ever sent twice.
"""

import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from jobs.crash_points import crash_point
from jobs.live import Live
from jobs.matters import HolderName, Matters
from jobs.runs import recorded
from models.moments import local_date
from models.vocabulary import Channel
from notifications import policy, restraint
from notifications.channels import Carrier, DeliveryError, Envelope
from notifications.wording import compose
from store import instance, letters, outbox, watches
from store.database import Database
from store.letters import Ending, Letter
from store.messages import Message
from store.outbox import Parcel

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=3)  # three times the longest a carrier may take
ATTEMPTS = 8
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)


@dataclass(slots=True)
class DeliverReport:
    """All counts; ``sent`` counts messages. ``held`` tells why nothing goes out, if nothing may."""

    letters: int = 0
    messages: int = 0
    sent: int = 0
    retried: int = 0
    dead: int = 0
    suppressed: int = 0
    held: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """How letters leave: a carrier for each channel (the inbox needs none), the desk's address, the names of holders."""

    carriers: Mapping[Channel, Carrier]
    url: str
    holder_name: HolderName
    luck: Random = field(default_factory=Random)


def deliver(database: Database, now: datetime, zone: ZoneInfo, post: Post) -> DeliverReport:
    """Send what may be sent at ``now``.

    1. Letters to take up again: a pause is over, or whoever sent them died.
    2. A new letter for each person and channel whose slot is open and has had none.
    """
    report = DeliverReport()
    with recorded(database, "deliver", now) as run:
        with database.reading() as tx:
            home = instance.get(tx)
            report.held = home.held_because if home and home.held else ""
        if not report.held:
            for letter in [*_unfinished(database, now), *_fresh(database, now, zone, post, report)]:
                _send(database, letter, now, zone, post, report)
        run.ended(ok=True, report=f"{report}")
    return report


def _unfinished(database: Database, now: datetime) -> list[Letter]:
    with database.reading() as tx:
        seen = letters.due(tx, now)
    taken = []
    for one in seen:
        with database.writing() as tx:
            if letter := letters.take(tx, one, now=now, leased_until=now + LEASE):
                taken.append(letter)
    return taken


def _fresh(database: Database, now: datetime, zone: ZoneInfo, post: Post, report: DeliverReport) -> list[Letter]:
    with database.reading() as tx:
        parcels = outbox.waiting_parcels(tx, now)
    claimed = []
    for parcel in parcels:
        if parcel.channel is not Channel.INBOX and parcel.channel not in post.carriers:
            continue  # no way out yet: it waits, and is asked again whether it is still true
        with database.writing() as tx:
            if letter := _claim(tx, parcel, now, zone, report):
                claimed.append(letter)
            crash_point("claim.before_commit")
        crash_point("claim.after_commit")
    return claimed


def _claim(tx: Connection, parcel: Parcel, now: datetime, zone: ZoneInfo, report: DeliverReport) -> Letter | None:
    """A letter of what is still true, if the person's slot is open and has had none yet."""
    live = Live(tx)
    person = live.people.get(parcel.person)
    if person is None or not person.active:
        report.suppressed += outbox.suppress(tx, [one.key for one in parcel.messages], "person_inactive")
        return None
    site = person.site or parcel.messages[0].waiting.site
    slot = restraint.slot(now, zone, live.calendar(site), live.manners)
    if slot is None:
        return None
    true = _still_true(tx, live, parcel.messages, report)
    if not true:
        return None
    return letters.claim(
        tx,
        f"{parcel.person}/{parcel.channel}/{slot}",
        true,
        message_id=message_id([one.key for one in true]),
        now=now,
        leased_until=now + LEASE,
    )


def _still_true(tx: Connection, live: Live, messages: Sequence[Message], report: DeliverReport) -> list[Message]:
    """What need not be said any more is suppressed, with the reason."""
    present = watches.by_keys(tx, [one.subject_key for one in messages])
    true = []
    for one in messages:
        found = present.get(one.subject_key)
        ladder = live.ladder(one.waiting.ladder)
        because = policy.still_true(
            found.waiting if found else None, one.waiting, one.rung, one.person, ladder, live.people
        )
        if because:
            report.suppressed += outbox.suppress(tx, [one.key], because)
        else:
            true.append(one)
    return true


def _send(database: Database, letter: Letter, now: datetime, zone: ZoneInfo, post: Post, report: DeliverReport) -> None:
    """Compose, hand over outside any transaction, and write down at once how it ended."""
    report.letters += 1
    report.messages += len(letter.messages)
    crash_point("send.before")
    ending, error = _hand_over(database, letter, now, zone, post)
    crash_point("send.after_data")
    retry_at = _retry_at(letter, now, post.luck) if ending is Ending.TRANSIENT else None
    with database.writing() as tx:
        letters.finish(tx, letter, ending, now=now, error=error, retry_at=retry_at)
        crash_point("mark.before_commit")
    crash_point("mark.after_commit")
    _count(report, letter, ending, retry_at)


def _count(report: DeliverReport, letter: Letter, ending: Ending, retry_at: datetime | None) -> None:
    if ending is Ending.SENT:
        report.sent += len(letter.messages)
    elif retry_at:
        report.retried += len(letter.messages)
    else:
        report.dead += len(letter.messages)


def _hand_over(database: Database, letter: Letter, now: datetime, zone: ZoneInfo, post: Post) -> tuple[Ending, str]:
    if letter.channel is Channel.INBOX:
        return Ending.SENT, ""
    try:
        with database.reading() as tx:
            envelope = _envelope(tx, letter, now, zone, post)
        post.carriers[letter.channel].carry(envelope)
    except DeliveryError as error:
        log.warning("letter %s was not delivered: %s", letter.id, error)
        return (Ending.PERMANENT if error.permanent else Ending.TRANSIENT), str(error)
    except Exception as error:  # a broken template must not stop the others
        log.exception("letter %s could not be composed", letter.id)
        return Ending.TRANSIENT, f"{type(error).__name__}: {error}"
    return Ending.SENT, ""


def _envelope(tx: Connection, letter: Letter, now: datetime, zone: ZoneInfo, post: Post) -> Envelope:
    live = Live(tx)
    person = live.people[letter.person]
    naming = Matters(tx, live, local_date(now, zone), post.holder_name)
    matters = [
        naming.matter(one.waiting, key=one.key, wording=one.kind, language=person.language) for one in letter.messages
    ]
    composed = compose(live.wording, matters, person=person.name, url=post.url, language=person.language)
    keys = tuple(one.key for one in letter.messages)
    return Envelope(person.email, letter.message_id, keys, composed, repeated=letter.unknown)


def message_id(keys: Sequence[str]) -> str:
    """The Message-ID of a letter with these messages: the same whenever it is sent again."""
    digest = hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest()
    return f"<{digest[:40]}@oneplan>"


def _retry_at(letter: Letter, now: datetime, luck: Random) -> datetime | None:
    """The pause doubles with every attempt, spread by luck; None after the last attempt."""
    if letter.attempts >= ATTEMPTS:
        return None
    pause: timedelta = min(FIRST_PAUSE * 2 ** (letter.attempts - 1), LONGEST_PAUSE)
    return now + pause * (0.5 + luck.random() / 2)
