"""The doctor (体检): what is well and what is not with the installation, each finding with what is to be done.

A finding carries a code and values; doors put them into words. It changes nothing.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, func, select

from models.definitions import CalendarDefinition
from models.definitions.calendar import Announcement
from models.patience import Patience
from models.people import EVERYWHERE
from models.refusals import Missing, OneplanError, Reason, Unavailable
from store import alarms, definitions, files, instance, journal, marker, rests, runs, schema, sites, snapshot
from store.database import BUSY_SECONDS, Database
from store.files import FileStore
from store.journal import Verdict
from store.tables import watch

SAFE_SQLITE = (3, 51, 3)  # before it, two connections could damage a WAL database (SQLite's release notes of 3.51.3)
COVER = timedelta(days=60)
SPACE = 0.05
ASTRAY = timedelta(minutes=5)
LEFT_BEHIND = timedelta(days=1)
NAMED = 5
PATIENCE = Patience()


class Health(StrEnum):
    """How it is."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; ``reason`` says what was found, its sentence also what to do."""

    check: str
    health: Health
    reason: Reason


@dataclass(frozen=True, slots=True)
class Stuck:
    """So much work of one kind that should have gone on since then; the ``names`` of what it belongs to, where that helps."""

    kind: str
    count: int
    since: datetime
    names: tuple[str, ...] = ()


def examine(
    database: Database,
    home: Path,
    now: datetime,
    today: date,
    *,
    verify: Callable[[Connection], Verdict] = journal.verify,
    unpublished: Callable[[Connection], Mapping[str, Sequence[str]]] = lambda tx: {},
    stuck: Callable[[Connection], Sequence[Stuck]] = lambda tx: (),
    patience: Patience = PATIENCE,
) -> list[Finding]:
    """Look at everything; when the database cannot even be read, at what can be seen without it.

    ``verify`` checks the journals: their chains alone, unless somebody who knows the rules looks at the cases' rows too;
    ``unpublished`` names what the rulebook lacks, by kind; ``stuck`` finds the work that stands still.
    """

    def inside(tx: Connection) -> Iterator[Finding]:
        yield from _contents(tx, home, verify)
        yield _strays(tx, FileStore(home / "files"), now)
        yield from _duty(tx, home, now, patience)
        yield from _rulebook(unpublished(tx))
        yield from _calendars(tx, today)
        yield from _stuck(lambda: stuck(tx), now)
        yield _clock(tx, now)

    return [*_looked_into(database, inside), *(_settings(database) if database.exists else []), *_space(home)]


def glance(database: Database, home: Path, now: datetime, patience: Patience = PATIENCE) -> list[Finding]:
    """Look at what keeps the program from its work right now; cheap enough to be asked every few seconds."""
    return [*_looked_into(database, lambda tx: _duty(tx, home, now, patience)), *_space(home)]


def _looked_into(database: Database, look: Callable[[Connection], Iterator[Finding]]) -> list[Finding]:
    try:
        database.check()
        with database.reading() as tx:
            return [*look(tx)]
    except OneplanError as error:
        return [Finding("schema", Health.BAD, error.reasons[0])]


def _contents(tx: Connection, home: Path, verify: Callable[[Connection], Verdict]) -> Iterator[Finding]:
    yield _judge("integrity", bad=not snapshot.is_sound(tx))
    verdict = verify(tx)
    cases = sorted({one.case for one in verdict.broken})
    yield _judge("journal", bad=not verdict.ok, cases=verdict.cases, broken=cases)
    yield _files(tx, FileStore(home / "files"))


def _duty(tx: Connection, home: Path, now: datetime, patience: Patience) -> Iterator[Finding]:
    yield _judge("schema", version=schema.version(tx))
    yield _instance(tx)
    yield _marker(tx, home)
    yield _sweep(tx, now)
    yield _blast(tx)
    yield from _channels(tx, now, patience)


def _channels(tx: Connection, now: datetime, patience: Patience) -> Iterator[Finding]:
    found = rests.resting(tx, now, patience)
    if not found:
        yield _judge("channels")
    for channel, until in found.items():
        yield _judge(
            "channels",
            warn=True,
            channel=str(channel),
            people=patience.people,
            until=until.astimezone(now.tzinfo),
        )


def _files(tx: Connection, store: FileStore) -> Finding:
    known = files.hashes(tx)
    gone = [digest for digest in known if _is_lost(store, digest)]
    return _judge("files", bad=bool(gone), files=len(known), broken=gone)


def _strays(tx: Connection, store: FileStore, now: datetime) -> Finding:
    """Files without a row: a row follows its file within one act, so that what is older has been left behind."""
    known = set(files.hashes(tx))
    left = [one for one in store.listing(before=now - LEFT_BEHIND) if one.name not in known]
    size = sum(one.stat().st_size for one in left)
    first = [str(one.relative_to(store.directory)) for one in left[:NAMED]]
    return _judge("strays", warn=bool(left), count=len(left), kilobytes=size // 1024, first=first)


def _is_lost(store: FileStore, digest: str) -> bool:
    try:
        store.read(digest)
    except (Missing, Unavailable, OSError):
        return True
    return False


def _instance(tx: Connection) -> Finding:
    known = instance.get(tx)
    return _judge("held", warn=bool(known and known.held), because=known.held_because if known else "")


def _marker(tx: Connection, home: Path) -> Finding:
    known = instance.get(tx)
    return _judge("marker", bad=known is not None and known.marker != marker.read(home))


def _sweep(tx: Connection, now: datetime) -> Finding:
    last = runs.last_good(tx, "sweep")
    return _judge(
        "sweep",
        warn=last is None,
        bad=runs.missed_sweeps(last, now) > 0,
        last=last.astimezone(now.tzinfo) if last else None,
    )


def _clock(tx: Connection, now: datetime) -> Finding:
    """A clock shows no less than when something ran last; if it does, one of the two was wrong."""
    newest = next((one.started_at for one in runs.listing(tx, limit=1)), now)
    return _judge("clock", warn=newest > now + ASTRAY, now=now, last=newest.astimezone(now.tzinfo))


def _blast(tx: Connection) -> Finding:
    found = next((one for one in alarms.up(tx) if one.kind == "blast"), None)
    return _judge("blast", warn=found is not None, count=found.count if found else 0)


def _rulebook(missing: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    """Without a ladder something is not said; without manners or wording nothing is."""
    if not missing:
        yield _judge("rulebook")
    for kind, names in missing.items():
        yield _judge("rulebook", warn=True, bad=kind != "ladder", kind=kind, missing=list(names))


def _calendars(tx: Connection, today: date) -> Iterator[Finding]:
    """Published years should reach 60 days beyond the last date anything waits for."""
    last = tx.execute(select(func.max(watch.c.due_on))).scalar() or today
    for key in sorted({site.calendar for site in sites.listing(tx, EVERYWHERE)}):
        try:
            calendar = definitions.get(tx, "calendar", definitions.latest(tx, "calendar", key).hash)
        except Missing as error:
            yield Finding("calendar", Health.BAD, error.reasons[0])
            continue
        until = _published_until(cast(CalendarDefinition, calendar))
        yield _judge("calendar", warn=until < last + COVER, calendar=key, until=until, needed=last + COVER)


def _published_until(calendar: CalendarDefinition) -> date:
    years = [number for number, year in calendar.years.items() if year.status is Announcement.PUBLISHED]
    return date(max(years), 12, 31) if years else date.min


def _stuck(find: Callable[[], Sequence[Stuck]], now: datetime) -> Iterator[Finding]:
    """A run may have died on another machine and be made up for since. Without a calendar, which is told of already, nobody can
    say what has waited for long."""
    try:
        found = find()
    except Missing:
        return
    if not found:
        yield _judge("stuck")
    for one in found:
        since = one.since.astimezone(now.tzinfo)
        yield _judge(one.kind, warn=True, bad=one.kind != "runs", count=one.count, since=since, names=list(one.names))


def _settings(database: Database) -> Iterator[Finding]:
    if not database.is_sqlite:
        return
    version = sqlite3.sqlite_version_info
    yield _judge("sqlite", warn=version < SAFE_SQLITE, version=sqlite3.sqlite_version)
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": BUSY_SECONDS * 1000}
    try:
        with database.writing() as tx:
            found = {name: tx.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
    except Unavailable as error:  # somebody writes just now, or the finding above has said it
        yield Finding("pragmas", Health.WARN, error.reasons[0])
    else:
        yield _judge("pragmas", bad=found != wanted, found=found)


def _space(home: Path) -> Iterator[Finding]:
    disk = shutil.disk_usage(home)
    yield _judge("space", warn=disk.free < disk.total * SPACE, megabytes=disk.free // (1 << 20))


def _judge(check: str, *, bad: bool = False, warn: bool = False, **values: Any) -> Finding:
    """The code of the reason is doctor_<check>_<health>."""
    health = Health.BAD if bad else Health.WARN if warn else Health.OK
    return Finding(check, health, Reason(f"doctor_{check}_{health}", values))
