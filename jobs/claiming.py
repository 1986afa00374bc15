"""Claiming (领信): a letter of what is still true, when its person may be written to and its slot has had none.

The claim and the attempt are committed before the sending.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from jobs.fallback import fall_back
from jobs.live import Live
from jobs.rounds import ATTEMPTS, LEASE, Round
from jobs.workers import this_worker
from models.definitions import MannersDefinition
from models.vocabulary import Channel
from notifications import policy, restraint
from store import addresses, instance, letters, outbox, watches
from store.crash_points import crash_point
from store.letters import Due, Letter
from store.messages import Message
from store.outbox import Parcel

BESIDE = "/law"  # after the name of a slot: the letter that the law's near date opens beside it


def claim(this: Round, parcel: Parcel) -> Letter | None:
    """A letter of what is still true, if the person's slot is open and has had none yet."""
    with this.database.writing() as tx:
        letter = None if _is_stopped(tx) else _first_letter(this, tx, parcel)
        crash_point("claim.before_commit")
    crash_point("claim.after_commit")
    return letter


def take_up(this: Round, due: Due) -> Letter | None:
    """The letter again, in working hours, without what need not be said any more; given up if its senders keep dying over it."""
    now = this.moment()
    with this.database.writing() as tx:
        live = Live(tx, this.day(now))
        if _is_stopped(tx):
            return None
        if due.attempts >= ATTEMPTS and due.attempts - letters.spared(tx, due.id) >= ATTEMPTS:
            this.report.dead += letters.give_up(tx, due)
            return None
        if not _is_open(this, live, due, now) or _must_wait(this, live, due.person, due.channel, now):
            return None
        letter = letters.take(tx, due, now=now, leased_until=now + LEASE, sender=this_worker())
        return letter and _without_the_untrue(live, letter, now)


def slots_of_day(person: str, channel: Channel, day: date, manners: MannersDefinition) -> list[str]:
    """The names of all letters the person may get over the channel on that day."""
    names = [f"{person}/{channel}/{day}T{slot:%H:%M}" for slot in manners.slots]
    return [*names, *(f"{name}{BESIDE}" for name in names)]


def room_left(had: Mapping[str, int], manners: MannersDefinition) -> int | None:
    """How many more messages the day holds, when the letters ``had`` hold so many; None without a bound."""
    return None if manners.most_a_day is None else manners.most_a_day - sum(had.values())


def message_id(keys: Sequence[str]) -> str:
    """The Message-ID of a letter with these messages: the same whenever it is sent again."""
    digest = hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest()
    return f"<{digest[:40]}@oneplan>"


def _is_stopped(tx: Connection) -> bool:
    """Whether somebody has stopped the delivery, perhaps since this run began."""
    home = instance.get(tx)
    return bool(home and home.held)


def _first_letter(this: Round, tx: Connection, parcel: Parcel) -> Letter | None:
    now = this.moment()
    live = Live(tx, this.day(now))
    person = live.people.get(parcel.person)
    if person is None or not person.active:
        this.report.suppressed += outbox.suppress(tx, [one.key for one in parcel.messages], "person_inactive")
        return None
    calendar = live.calendar(person.site or parcel.messages[0].waiting.site)
    opened = restraint.slot(now, this.zone, calendar, live.manners)
    if opened is None:
        return None
    true = _still_true(this, live, parcel.messages, now)
    had = letters.in_slots(tx, slots_of_day(parcel.person, parcel.channel, live.today, live.manners))
    said, rest = restraint.portion(true, room_left(had, live.manners), partial(_urgency, live))
    slot = f"{parcel.person}/{parcel.channel}/{opened}"
    if slot in had:
        slot = f"{slot}{BESIDE}"
        said = [one for one in said if restraint.opens_a_letter(one.waiting, live.today, calendar, live.manners)]
    if not said or slot in had or _must_wait(this, live, parcel.person, parcel.channel, now):
        return None
    this.report.put_off += len(rest)
    named = message_id([one.key for one in said])
    return letters.claim(tx, slot, said, message_id=named, now=now, leased_until=now + LEASE, sender=this_worker())


def _is_open(this: Round, live: Live, due: Due, now: datetime) -> bool:
    """Whether the person may be written to at this hour, by the calendar of their site; of none, by that of what it is about."""
    person = live.people.get(due.person)
    site = (person.site if person else "") or due.site
    return restraint.slot(now, this.zone, live.calendar(site), live.manners) is not None


def _must_wait(this: Round, live: Live, login: str, channel: Channel, now: datetime) -> bool:
    """Whether the letter is for a later run: its address has had enough this minute, or this run has sent enough."""
    if _is_too_much(this, live.tx, login, channel, now):
        return True
    beyond = this.is_full(channel, live.manners.most_a_run)
    this.report.beyond += beyond
    return beyond


def _is_too_much(this: Round, tx: Connection, login: str, channel: Channel, now: datetime) -> bool:
    """Whether the address has had as many letters in the last minute as its provider lets it have; several may share it."""
    most, there = this.post.per_minute.get(channel), addresses.find(tx, login, channel)
    if most is None or there is None:
        return False
    return addresses.written_since(tx, channel, there.to, now - timedelta(minutes=1)) >= most


def _urgency(live: Live, one: Message) -> tuple[int, date, str, str]:
    return restraint.urgency(live.wording, one.kind, one.waiting)


def _still_true(this: Round, live: Live, messages: Sequence[Message], now: datetime) -> list[Message]:
    """What need not be said any more, or not over this channel, is suppressed, with the reason."""
    untrue = _by_reason(live, messages)
    _go_another_way(live, messages, untrue.get("channel_off", ()), now)
    for because, keys in untrue.items():
        this.report.suppressed += outbox.suppress(live.tx, keys, because)
    gone = {key for keys in untrue.values() for key in keys}
    return [one for one in messages if one.key not in gone]


def _without_the_untrue(live: Live, letter: Letter, now: datetime) -> Letter | None:
    untrue = _by_reason(live, letter.messages)
    _go_another_way(live, letter.messages, untrue.get("channel_off", ()), now)
    for because, keys in untrue.items():
        letter = letters.withdraw(live.tx, letter, keys, because, now)
    return letter if letter.messages else None


def _go_another_way(live: Live, messages: Sequence[Message], keys: Collection[str], now: datetime) -> None:
    moved = [one for one in messages if one.key in keys]
    if moved:
        fall_back(live.tx, moved, live.people[moved[0].person], now)


def _by_reason(live: Live, messages: Sequence[Message]) -> dict[str, list[str]]:
    """The keys of what need not be said any more, or not over this channel, by the reason why."""
    found: dict[str, list[str]] = {}
    for one, because in _untrue(live, messages):
        found.setdefault(because, []).append(one.key)
    return found


def _untrue(live: Live, messages: Sequence[Message]) -> Iterator[tuple[Message, str]]:
    present = watches.by_keys(live.tx, [one.subject_key for one in messages])
    for one in messages:
        found = present.get(one.subject_key)
        because = "" if live.office.is_active(one.person) else "person_inactive"
        because = because or live.still_true(
            found.waiting if found else None, one.waiting, one.rung, one.person, live.today
        )
        if because := because or policy.closed(live.people.get(one.person), one.kind, one.channel):
            yield one, because
