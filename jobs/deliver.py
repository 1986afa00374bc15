"""Delivery (投递): gather what is queued into one letter per person, channel and slot, and hand it over.

The claim and the attempt are committed before the sending, the end of it at once after; between the two the send journal, outside
the database, learns what was accepted. What dies before that is found again under an expired lease and sent under the same
Message-ID; nothing else is ever sent twice.
"""

import hashlib
import logging
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from itertools import chain
from random import Random
from time import monotonic
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from jobs import stopping
from jobs.alarms import BLAST, lower_alarm, raise_alarm
from jobs.fallback import fall_back, switch_off
from jobs.live import Live
from jobs.matters import HolderName, Matters
from jobs.runs import recorded
from jobs.workers import has_died, this_worker
from models.definitions import MannersDefinition
from models.moments import local_date
from models.vocabulary import UNCONFIRMED, Channel
from notifications import policy, restraint
from notifications.channels import Carrier, DeliveryError, Envelope
from notifications.wording import compose
from store import addresses, instance, letters, outbox, watches
from store.crash_points import crash_point
from store.database import Database
from store.letters import WELL, Due, Ending, Letter
from store.messages import Message
from store.outbox import Parcel
from store.sendlog import SendJournal

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=3)  # three times the longest a carrier may take
ATTEMPTS = 8
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)
BESIDE = "/law"  # after the name of a slot: the letter that the law's near date opens beside it
Moment = Callable[[], datetime]
Turn = Callable[[], Letter | None]  # claims a letter when its turn comes, if it still may be sent then


@dataclass(slots=True)
class DeliverReport:
    """All counts; ``sent`` counts messages. ``held`` tells why nothing goes out, if nothing may.

    ``put_off`` messages wait for the next letter, as a day holds no more of them. ``outward`` letters left the house, ``beyond``
    wait for the next run, as a run takes no more.
    ``waiting`` counts what stays queued, ``stranded`` of it what has no way out as the program is set. ``failed`` are letters
    that raised; they are taken up again when their lease is over.
    """

    letters: int = 0
    messages: int = 0
    sent: int = 0
    retried: int = 0
    dead: int = 0
    suppressed: int = 0
    put_off: int = 0
    beyond: int = 0
    outward: int = 0
    waiting: int = 0
    stranded: int = 0
    failed: int = 0
    held: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """How letters leave: a carrier for each channel (the inbox needs none), the journal of what was accepted, the desk's address,
    the names of holders, how many letters a minute each channel may bring to one address (not named: as many as there are)."""

    carriers: Mapping[Channel, Carrier]
    journal: SendJournal
    url: str
    holder_name: HolderName
    luck: Random = field(default_factory=Random)
    per_minute: Mapping[Channel, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fate:
    """How handing a letter over ended, to which address it went, and after what time the receiver wants it again."""

    ending: Ending
    error: str = ""
    to: str = ""
    after: timedelta | None = None


def deliver(database: Database, now: datetime, zone: ZoneInfo, post: Post) -> DeliverReport:
    """Send what may be sent at ``now``.

    1. Letters to take up again: a pause is over, or whoever sent them died.
    2. A new letter for each person and channel whose slot is open and has had none.

    A letter that fails unexpectedly is reported; the others go on.
    """
    report, began = DeliverReport(), monotonic()

    def moment() -> datetime:
        """Time goes on while letters are sent: each is claimed when its turn comes, for as long as it may take then."""
        return now + timedelta(seconds=monotonic() - began)

    with recorded(database, "deliver", now) as run:
        with database.reading() as tx:
            home = instance.get(tx)
            report.held = home.held_because if home and home.held else ""
        if not report.held:
            _orphan(database, now)
            _mark_sent(database, post.journal, now)
            unfinished = _unfinished(database, moment, zone, post, report)
            for turn in chain(unfinished, _fresh(database, moment, zone, post, report)):
                if stopping.is_asked():
                    break
                _take_turn(database, turn, moment, zone, post, report)
            _mind_the_bound(database, now, zone, report)
        _look_at_the_rest(database, now, post, report)
        if stopping.is_asked():
            run.left()  # whoever starts next goes on at once, and does not wait for the next time
        else:
            run.ended(ok=report.failed == 0, report=f"{report}")
    return report


def _take_turn(
    database: Database, turn: Turn, moment: Moment, zone: ZoneInfo, post: Post, report: DeliverReport
) -> None:
    try:
        letter = turn()
        if letter:
            _send(database, letter, moment, zone, post, report)
    except Exception:
        log.exception("a letter failed")
        report.failed += 1


def _mind_the_bound(database: Database, now: datetime, zone: ZoneInfo, report: DeliverReport) -> None:
    """More letters at once than foreseen are an alarm; a run that kept within the bound ends it."""
    with database.writing() as tx:
        if report.beyond:
            log.warning("%s letters wait for the next run: this one has sent as many as it may", report.beyond)
            raise_alarm(tx, BLAST, report.beyond, now, zone)
        else:
            lower_alarm(tx, BLAST, now)


def _look_at_the_rest(database: Database, now: datetime, post: Post, report: DeliverReport) -> None:
    with database.reading() as tx:
        left = outbox.waiting_parcels(tx, now)
    report.waiting = sum(len(one.messages) for one in left)
    report.stranded = sum(len(one.messages) for one in left if not _has_way_out(one, post))


def _has_way_out(parcel: Parcel, post: Post) -> bool:
    return parcel.channel is Channel.INBOX or parcel.channel in post.carriers


def _orphan(database: Database, now: datetime) -> None:
    """Nobody waits for the lease of a sender of this machine that is gone."""
    with database.reading() as tx:
        dead = [one for one in letters.senders(tx) if has_died(one)]
    if dead:
        with database.writing() as tx:
            letters.orphan(tx, dead, now)


def _mark_sent(database: Database, journal: SendJournal, now: datetime) -> None:
    """What the send journal knows to have left, and the database does not: after a crash, or a restored backup."""
    if not journal.exists:
        return
    with database.reading() as tx:
        unsure = letters.unsure(tx, now)
    sent = journal.sent() if unsure else {}
    if left := {key: sent[key] for key in unsure if key in sent}:
        with database.writing() as tx:
            letters.mark_sent(tx, left)


def _unfinished(
    database: Database, moment: Moment, zone: ZoneInfo, post: Post, report: DeliverReport
) -> Iterator[Turn]:
    """Letters to take up again, one at a time, in working hours."""
    with database.reading() as tx:
        seen = letters.due(tx, moment())
    for one in seen:
        yield partial(_take_up, database, one, moment, zone, post, report)


def _take_up(
    database: Database, due: Due, moment: Moment, zone: ZoneInfo, post: Post, report: DeliverReport
) -> Letter | None:
    """The letter without what need not be said any more. One whose senders keep dying over it is given up."""
    now = moment()
    with database.writing() as tx:
        live = Live(tx, local_date(now, zone))
        if due.attempts >= ATTEMPTS:
            report.dead += letters.give_up(tx, due)
            return None
        if not _is_open(live, due, now, zone) or _must_wait(tx, live, due.person, due.channel, post, now, report):
            return None
        letter = letters.take(tx, due, now=now, leased_until=now + LEASE, sender=this_worker())
        return letter and _without_the_untrue(tx, live, letter, now, local_date(now, zone))


def _is_beyond(live: Live, channel: Channel, report: DeliverReport) -> bool:
    """Whether this run has sent as many letters out of the house as it may; the inbox is in the house."""
    most = live.manners.most_a_run
    if channel is Channel.INBOX or most is None or report.outward < most:
        return False
    report.beyond += 1
    return True


def _without_the_untrue(tx: Connection, live: Live, letter: Letter, now: datetime, today: date) -> Letter | None:
    gone: dict[str, list[str]] = {}
    for one, because in _untrue(tx, live, letter.messages, today):
        gone.setdefault(because, []).append(one.key)
    _go_another_way(tx, live, letter.messages, gone.get("channel_off", ()), now)
    for because, keys in gone.items():
        letter = letters.withdraw(tx, letter, keys, because, now)
    return letter if letter.messages else None


def _go_another_way(
    tx: Connection, live: Live, messages: Sequence[Message], keys: Collection[str], now: datetime
) -> None:
    moved = [one for one in messages if one.key in keys]
    if moved:
        fall_back(tx, moved, live.people[moved[0].person], now)


def _is_open(live: Live, due: Due, now: datetime, zone: ZoneInfo) -> bool:
    """Whether the person may be written to at this hour, by the calendar of their site; of none, by that of what it is about."""
    person = live.people.get(due.person)
    site = (person.site if person else "") or due.site
    return restraint.slot(now, zone, live.calendar(site), live.manners) is not None


def _fresh(database: Database, moment: Moment, zone: ZoneInfo, post: Post, report: DeliverReport) -> Iterator[Turn]:
    """A letter for each parcel whose slot is open, claimed when its turn comes."""
    with database.reading() as tx:
        parcels = outbox.waiting_parcels(tx, moment())
    for parcel in parcels:
        if _has_way_out(parcel, post):  # otherwise it waits, and is asked again whether it is still true
            yield partial(_claim, database, parcel, moment, zone, post, report)


def _claim(
    database: Database, parcel: Parcel, moment: Moment, zone: ZoneInfo, post: Post, report: DeliverReport
) -> Letter | None:
    """A letter of what is still true, if the person's slot is open and has had none yet."""
    with database.writing() as tx:
        letter = _first_letter(tx, parcel, moment(), zone, post, report)
        crash_point("claim.before_commit")
    crash_point("claim.after_commit")
    return letter


def _first_letter(
    tx: Connection, parcel: Parcel, now: datetime, zone: ZoneInfo, post: Post, report: DeliverReport
) -> Letter | None:
    today = local_date(now, zone)
    live = Live(tx, today)
    person = live.people.get(parcel.person)
    if person is None or not person.active:
        report.suppressed += outbox.suppress(tx, [one.key for one in parcel.messages], "person_inactive")
        return None
    site = person.site or parcel.messages[0].waiting.site
    calendar = live.calendar(site)
    opened = restraint.slot(now, zone, calendar, live.manners)
    if opened is None:
        return None
    true = _still_true(tx, live, parcel.messages, now, today, report)
    had = letters.in_slots(tx, slots_of_day(parcel.person, parcel.channel, today, live.manners))
    said, rest = restraint.portion(true, room_left(had, live.manners), partial(_urgency, live))
    slot = f"{parcel.person}/{parcel.channel}/{opened}"
    if slot in had:
        slot = f"{slot}{BESIDE}"
        said = [one for one in said if restraint.opens_a_letter(one.waiting, today, calendar, live.manners)]
    if not said or slot in had or _must_wait(tx, live, parcel.person, parcel.channel, post, now, report):
        return None
    report.put_off += len(rest)
    return letters.claim(
        tx,
        slot,
        said,
        message_id=message_id([one.key for one in said]),
        now=now,
        leased_until=now + LEASE,
        sender=this_worker(),
    )


def _must_wait(
    tx: Connection, live: Live, login: str, channel: Channel, post: Post, now: datetime, report: DeliverReport
) -> bool:
    """Whether the letter is for a later run: its address has had enough this minute, or this run has sent enough."""
    return _is_too_much(tx, login, channel, post, now) or _is_beyond(live, channel, report)


def _is_too_much(tx: Connection, login: str, channel: Channel, post: Post, now: datetime) -> bool:
    """Whether the address has had as many letters in the last minute as its provider lets it have; several may share it."""
    most, there = post.per_minute.get(channel), addresses.find(tx, login, channel)
    if most is None or there is None:
        return False
    return addresses.written_since(tx, channel, there.to, now - timedelta(minutes=1)) >= most


def slots_of_day(person: str, channel: Channel, day: date, manners: MannersDefinition) -> list[str]:
    """The names of all letters the person may get over the channel on that day."""
    names = [f"{person}/{channel}/{day}T{slot:%H:%M}" for slot in manners.slots]
    return [*names, *(f"{name}{BESIDE}" for name in names)]


def room_left(had: Mapping[str, int], manners: MannersDefinition) -> int | None:
    """How many more messages the day holds, when the letters ``had`` hold so many; None without a bound."""
    return None if manners.most_a_day is None else manners.most_a_day - sum(had.values())


def _urgency(live: Live, one: Message) -> tuple[int, date, str, str]:
    return restraint.urgency(live.wording, one.kind, one.waiting)


def _still_true(
    tx: Connection, live: Live, messages: Sequence[Message], now: datetime, today: date, report: DeliverReport
) -> list[Message]:
    """What need not be said any more, or not over this channel, is suppressed, with the reason."""
    untrue = {one.key: because for one, because in _untrue(tx, live, messages, today)}
    _go_another_way(tx, live, messages, [key for key, because in untrue.items() if because == "channel_off"], now)
    for key, because in untrue.items():
        report.suppressed += outbox.suppress(tx, [key], because)
    return [one for one in messages if one.key not in untrue]


def _untrue(tx: Connection, live: Live, messages: Sequence[Message], today: date) -> Iterator[tuple[Message, str]]:
    """What need not be said any more, or not over this channel, and why."""
    present = watches.by_keys(tx, [one.subject_key for one in messages])
    for one in messages:
        found = present.get(one.subject_key)
        because = live.still_true(found.waiting if found else None, one.waiting, one.rung, one.person, today)
        because = because or policy.closed(live.people.get(one.person), one.kind, one.channel)
        if because:
            yield one, because


def _send(
    database: Database, letter: Letter, moment: Moment, zone: ZoneInfo, post: Post, report: DeliverReport
) -> None:
    """Compose, hand over outside any transaction, and write down at once how it ended."""
    report.letters += 1
    report.messages += len(letter.messages)
    report.outward += letter.channel is not Channel.INBOX
    crash_point("send.before")
    fate = _hand_over(database, letter, moment(), zone, post)
    crash_point("send.after_data")
    now = moment()
    if fate.ending in WELL and letter.channel is not Channel.INBOX:
        _note(post.journal, letter, now)
        crash_point("send.after_journal")
    retry_at = _retry_at(letter, now, post.luck, fate.after) if fate.ending is Ending.TRANSIENT else None
    with database.writing() as tx:
        mine = letters.finish(tx, letter, fate.ending, now=now, error=fate.error, retry_at=retry_at)
        if mine and fate.ending is Ending.PERMANENT:
            _give_up_the_channel(tx, letter, fate, now, zone)
        crash_point("mark.before_commit")
    crash_point("mark.after_commit")
    _count(report, letter, fate.ending, retry_at)


def _give_up_the_channel(tx: Connection, letter: Letter, fate: Fate, now: datetime, zone: ZoneInfo) -> None:
    """What else waits for it goes another way when its turn comes."""
    switch_off(tx, letter.person, letter.channel, fate.to, fate.error, now)
    fall_back(tx, letter.messages, Live(tx, local_date(now, zone)).people[letter.person], now)


def _note(journal: SendJournal, letter: Letter, now: datetime) -> None:
    """A journal that cannot be written (no space) must not keep the database from learning that the letter has left."""
    try:
        journal.note([one.key for one in letter.messages], now)
    except OSError:
        log.exception("letter %s has left, but the send journal %s cannot be written", letter.id, journal.path)


def _count(report: DeliverReport, letter: Letter, ending: Ending, retry_at: datetime | None) -> None:
    if ending in WELL:
        report.sent += len(letter.messages)
    elif retry_at:
        report.retried += len(letter.messages)
    else:
        report.dead += len(letter.messages)


def _hand_over(database: Database, letter: Letter, now: datetime, zone: ZoneInfo, post: Post) -> Fate:
    if letter.channel is Channel.INBOX:
        return Fate(Ending.SENT)
    there = ""
    try:
        with database.reading() as tx:
            envelope = _envelope(tx, letter, now, zone, post)
        there = envelope.to
        post.carriers[letter.channel].carry(envelope)
    except DeliveryError as error:
        # what the receiver answered may name the address: it stands in the attempt, which is not for the log
        log.warning("letter %s was not delivered, %s", letter.id, "for good" if error.permanent else "for now")
        return Fate(Ending.PERMANENT if error.permanent else Ending.TRANSIENT, str(error), there, error.after)
    except Exception as error:  # a broken template must not stop the others
        log.error("letter %s could not be composed: %s", letter.id, type(error).__name__)
        return Fate(Ending.TRANSIENT, f"{type(error).__name__}: {error}", there)
    return Fate(Ending.ACCEPTED if letter.channel in UNCONFIRMED else Ending.SENT)


def _envelope(tx: Connection, letter: Letter, now: datetime, zone: ZoneInfo, post: Post) -> Envelope:
    today = local_date(now, zone)
    live = Live(tx, today)
    person = live.people[letter.person]
    naming = Matters(tx, live, today, post.holder_name)
    matters = [
        naming.matter(one.waiting, key=one.key, wording=one.kind, reader=person, on_behalf_of=one.on_behalf_of)
        for one in letter.messages
    ]
    composed = compose(live.wording, matters, person=person.name, url=post.url, language=person.language)
    keys = tuple(one.key for one in letter.messages)
    there = addresses.find(tx, letter.person, letter.channel)
    if there is None:  # taken away since the letter was claimed
        raise DeliveryError("no address", permanent=True)
    return Envelope(
        there.to,
        letter.message_id,
        now.astimezone(zone),
        keys,
        composed,
        repeated=letter.unknown,
        secret=there.secret,
    )


def message_id(keys: Sequence[str]) -> str:
    """The Message-ID of a letter with these messages: the same whenever it is sent again."""
    digest = hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest()
    return f"<{digest[:40]}@oneplan>"


def _retry_at(letter: Letter, now: datetime, luck: Random, after: timedelta | None) -> datetime | None:
    """The pause doubles with every attempt, spread by luck; None after the last attempt.

    It is no shorter than the receiver wants it, who is listened to up to the longest pause.
    """
    if letter.attempts >= ATTEMPTS:
        return None
    pause: timedelta = min(FIRST_PAUSE * 2 ** (letter.attempts - 1), LONGEST_PAUSE)
    return now + max(pause * (0.5 + luck.random() / 2), min(after or timedelta(), LONGEST_PAUSE))
