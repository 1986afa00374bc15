"""Delivery (投递): gather what is queued into one letter per person, channel and slot, and hand it over.

A letter is claimed (`jobs.claiming`), sent, and its end written down (`jobs.sending`). What dies in between is found again under an
expired lease and sent under the same Message-ID; nothing else is ever sent twice.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from itertools import chain
from zoneinfo import ZoneInfo

from jobs import stopping
from jobs.alarms import BLAST, REST, lower_alarm, raise_alarm
from jobs.claiming import claim, take_up
from jobs.rounds import DeliverReport, Post, Round
from jobs.runs import recorded
from jobs.sending import send
from jobs.workers import has_died
from store import instance, letters, outbox
from store.database import Database
from store.letters import Letter

log = logging.getLogger(__name__)

Turn = Callable[[], Letter | None]  # claims a letter when its turn comes, if it still may be sent then


def deliver(database: Database, now: datetime, zone: ZoneInfo, post: Post) -> DeliverReport:
    """Send what may be sent at ``now``.

    1. Letters to take up again: a pause is over, or whoever sent them died.
    2. A new letter for each person and channel whose slot is open and has had none.

    A letter that fails unexpectedly is reported; the others go on.
    """
    this = Round(database, now, zone, post)
    with recorded(database, "deliver", now) as run:
        this.report.held = _held(database)
        if not this.report.held:
            _send_all(this)
        _look_at_the_rest(this)
        if stopping.is_asked():
            run.left()  # whoever starts next goes on at once, and does not wait for the next time
        else:
            run.ended(ok=this.report.failed == 0, report=f"{this.report}")
    return this.report


def _held(database: Database) -> str:
    """Why nothing may go out, empty if it may."""
    with database.reading() as tx:
        home = instance.get(tx)
        return home.held_because if home and home.held else ""


def _send_all(this: Round) -> None:
    _orphan(this)
    this.look_at_the_channels()
    _mark_sent(this)
    for turn in chain(_unfinished(this), _fresh(this)):
        if stopping.is_asked() or this.unrecorded:
            break
        _take_turn(this, turn)
    _mind_the_bound(this)
    _mind_the_channels(this)


def _take_turn(this: Round, turn: Turn) -> None:
    try:
        if letter := this.once_more(turn):
            send(this, letter)
    except Exception:
        log.exception("a letter failed")
        this.report.failed += 1


def _unfinished(this: Round) -> Iterator[Turn]:
    """Letters to take up again, one at a time."""
    with this.database.reading() as tx:
        seen = letters.due(tx, this.moment(), without=[one for one in this.failing if this.rests(one)])
    for one in seen:
        if not this.rests(one.channel):
            yield partial(take_up, this, one)


def _fresh(this: Round) -> Iterator[Turn]:
    """A letter for each parcel, claimed when its turn comes."""
    with this.database.reading() as tx:
        parcels = outbox.waiting_parcels(tx, this.moment())
    for parcel in parcels:
        # otherwise it waits, and is asked again whether it is still true
        if this.has_way_out(parcel.channel) and not this.rests(parcel.channel):
            yield partial(claim, this, parcel)


def _orphan(this: Round) -> None:
    """Nobody waits for the lease of a sender of this machine that is gone."""
    with this.database.reading() as tx:
        dead = [one for one in letters.senders(tx) if has_died(one)]
    if dead:
        with this.database.writing() as tx:
            letters.orphan(tx, dead, this.now)


def _mark_sent(this: Round) -> None:
    """What the send journal knows to have left, and the database does not: after a crash, or a restored backup."""
    journal = this.post.journal
    if not journal.exists:
        return
    with this.database.reading() as tx:
        unsure = letters.unsure(tx, this.now)
    sent = journal.sent() if unsure else {}
    if left := {key: sent[key] for key in unsure if key in sent}:
        with this.database.writing() as tx:
            letters.mark_sent(tx, left)


def _mind_the_bound(this: Round) -> None:
    """More letters at once than foreseen are an alarm; a run that kept within the bound ends it."""
    beyond = this.report.beyond
    with this.database.writing() as tx:
        if beyond:
            log.warning("%s letters wait for the next run: this one has sent as many as it may", beyond)
            raise_alarm(tx, BLAST, beyond, this.now, this.zone)
        else:
            lower_alarm(tx, BLAST, this.now)


def _mind_the_channels(this: Round) -> None:
    """Channels that fail for one after another are an alarm until each has carried a letter again."""
    this.look_at_the_channels()
    with this.database.writing() as tx:
        if down := this.channels_down():
            raise_alarm(tx, REST, len(down), this.now, this.zone)
        else:
            lower_alarm(tx, REST, this.now)


def _look_at_the_rest(this: Round) -> None:
    with this.database.reading() as tx:
        left = outbox.waiting_parcels(tx, this.now)
    this.report.waiting = sum(len(one.messages) for one in left)
    this.report.stranded = sum(len(one.messages) for one in left if not this.has_way_out(one.channel))
