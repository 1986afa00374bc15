"""Calendar feeds (日历订阅): due dates as all-day events that any calendar program reads (RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # read when somebody subscribes, not at every start
    from icalendar import Event


@dataclass(frozen=True, slots=True)
class Entry:
    """One day to keep. ``uid`` stays the same when the day moves, so that the event moves and is not doubled."""

    uid: str
    day: date
    title: str
    url: str = ""


def feed(name: str, entries: Iterable[Entry], now: datetime) -> bytes:
    """A calendar called ``name`` with these days."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//oneplan//oneplan//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=4), parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry, now))
    return bytes(calendar.to_ical())


def _event(entry: Entry, now: datetime) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", f"{entry.uid}@oneplan")
    event.add("dtstamp", now)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", entry.title)
    event.add("transp", "TRANSPARENT")
    if entry.url:
        event.add("url", entry.url)
    return event
