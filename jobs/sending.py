"""Sending (寄出): a claimed letter is composed, handed over outside any transaction, and how it ended is written down at once.

Between the two the send journal, outside the database, learns what was accepted.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from jobs.fallback import fall_back, switch_off
from jobs.live import Live
from jobs.matters import Matters
from jobs.rounds import ATTEMPTS, DeliverReport, Round
from models.vocabulary import UNCONFIRMED, Channel
from notifications.channels import DeliveryError, Envelope
from notifications.wording import compose
from store import addresses, letters
from store.again import once_more
from store.crash_points import crash_point
from store.letters import WELL, Ending, Letter

log = logging.getLogger(__name__)

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Fate:
    """How handing a letter over ended, to which address it went, and after what time the receiver wants it again."""

    ending: Ending
    error: str = ""
    to: str = ""
    after: timedelta | None = None


def send(this: Round, letter: Letter) -> None:
    """Hand the letter over; a failure that may pass waits for another try, one for good closes the channel."""
    this.report.letters += 1
    this.report.messages += len(letter.messages)
    this.report.outward += letter.channel is not Channel.INBOX
    crash_point("send.before")
    fate = _hand_over(this, letter)
    crash_point("send.after_data")
    now = this.moment()
    if fate.ending in WELL and letter.channel is not Channel.INBOX:
        _note(this, letter, now)
        crash_point("send.after_journal")
    if fate.ending is Ending.TRANSIENT and this.is_down(letter.channel, letter.person):
        fate = replace(fate, ending=Ending.SPARED)
    retry_at = once_more(partial(_write_down, this, letter, fate, now))
    crash_point("mark.after_commit")
    if fate.ending in (Ending.TRANSIENT, Ending.SPARED) or letter.channel in this.failing:
        this.look_at_the_channels()
    _count(this.report, letter, fate.ending, retry_at)


def _write_down(this: Round, letter: Letter, fate: Fate, now: datetime) -> datetime | None:
    """How it ended, and, if it did for good, what that means for the channel. Returns when it is tried again, if it is."""
    with this.database.writing() as tx:
        retry_at = _retry_at(
            this, letter, fate, now, letters.spared(tx, letter.id) if letter.attempts >= ATTEMPTS else 0
        )
        mine = letters.finish(tx, letter, fate.ending, now=now, error=fate.error, retry_at=retry_at)
        if mine and fate.ending is Ending.PERMANENT:
            _give_up_the_channel(Live(tx, this.day(now)), letter, fate, now)
        crash_point("mark.before_commit")
    return retry_at


def _give_up_the_channel(live: Live, letter: Letter, fate: Fate, now: datetime) -> None:
    """What else waits for it goes another way when its turn comes."""
    switch_off(live.tx, letter.person, letter.channel, fate.to, fate.error, now)
    fall_back(live.tx, letter.messages, live.people[letter.person], now)


def _note(this: Round, letter: Letter, now: datetime) -> None:
    """A journal that cannot be written (no space) must not keep the database from learning that the letter has left."""
    journal = this.post.journal
    try:
        journal.note([one.key for one in letter.messages], now)
    except OSError:
        log.exception("letter %s has left, but the send journal %s cannot be written", letter.id, journal.path)
        this.report.failed += 1
        this.unrecorded = True


def _count(report: DeliverReport, letter: Letter, ending: Ending, retry_at: datetime | None) -> None:
    if ending in WELL:
        report.sent += len(letter.messages)
    elif retry_at:
        report.retried += len(letter.messages)
    else:
        report.dead += len(letter.messages)


def _hand_over(this: Round, letter: Letter) -> Fate:
    if letter.channel is Channel.INBOX:
        return Fate(Ending.SENT)
    there = ""
    try:
        with this.database.reading() as tx:
            envelope = _envelope(this, tx, letter)
        there = envelope.to
        this.post.carriers[letter.channel].carry(envelope)
    except DeliveryError as error:
        # what the receiver answered may name the address: it stands in the attempt, which is not for the log
        log.warning("letter %s was not delivered, %s", letter.id, "for good" if error.permanent else "for now")
        return Fate(Ending.PERMANENT if error.permanent else Ending.TRANSIENT, str(error), there, error.after)
    except Exception as error:  # a broken template must not stop the others
        log.error("letter %s could not be composed: %s", letter.id, type(error).__name__)
        return Fate(Ending.BROKEN, f"{type(error).__name__}: {error}", there)
    return Fate(Ending.ACCEPTED if letter.channel in UNCONFIRMED else Ending.SENT)


def _envelope(this: Round, tx: Connection, letter: Letter) -> Envelope:
    now = this.moment()
    live = Live(tx, this.day(now))
    person = live.people[letter.person]
    naming = Matters(tx, live, live.today, this.post.holder_name)
    matters = [
        naming.matter(one.waiting, key=one.key, wording=one.kind, reader=person, on_behalf_of=one.on_behalf_of)
        for one in letter.messages
    ]
    composed = compose(live.wording, matters, person=person.name, url=this.post.url, language=person.language)
    there = addresses.find(tx, letter.person, letter.channel)
    if there is None:  # taken away since the letter was claimed
        raise DeliveryError("no address", permanent=True)
    return Envelope(
        there.to,
        letter.message_id,
        now.astimezone(this.zone),
        tuple(one.key for one in letter.messages),
        composed,
        repeated=letter.unknown,
        secret=there.secret,
    )


def _retry_at(this: Round, letter: Letter, fate: Fate, now: datetime, spared: int) -> datetime | None:
    """The pause doubles with every attempt, spread by luck; None after the last attempt that counts.

    It is no shorter than the receiver wants it, who is listened to up to the longest pause; a channel at rest is rested for.
    """
    if fate.ending is Ending.SPARED:
        return now + this.post.patience.rest
    if fate.ending not in (Ending.TRANSIENT, Ending.BROKEN) or letter.attempts - spared >= ATTEMPTS:
        return None
    pause: timedelta = min(FIRST_PAUSE * 2 ** (letter.attempts - spared - 1), LONGEST_PAUSE)
    return now + max(pause * (0.5 + this.post.luck.random() / 2), min(fate.after or timedelta(), LONGEST_PAUSE))
