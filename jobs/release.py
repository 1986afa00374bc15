"""Release (放行): delivery goes on after a restore, and what went out after the backup does not go out again.

What went out is known from the send journal. Who has none holds back everything due until now, whether or not it was sent.
"""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from jobs.sweep import sweep
from models.refusals import Reason, Refused
from store import marker, outbox
from store.anchors import Anchors
from store.database import Database
from store.sendlog import SendJournal


def release_by_journal(database: Database, home: Path, journal: SendJournal, fresh: str, now: datetime) -> None:
    """All that waits may go out: the next delivery looks up what has left. Raises Refused when there is no journal."""
    if not journal.exists:
        raise Refused(Reason("release.no_journal", {"path": journal.path}))
    with database.writing() as tx:
        outbox.release(tx)
        marker.adopt(tx, home, fresh)
        Anchors.of(home).begin_anew(now)


def release_without_journal(
    database: Database, home: Path, journal: SendJournal, fresh: str, now: datetime, zone: ZoneInfo
) -> int:
    """Only what becomes due from now on goes out. Returns how many messages are held. Raises Refused when there is a journal.

    1. Sweep: what has come due since the backup may have gone out, and is queued here only now.
    2. Hold all that is queued, and let delivery go on.
    """
    if journal.exists:
        raise Refused(Reason("release.has_journal", {"path": journal.path}))
    sweep(database, now, zone)
    with database.writing() as tx:
        held = outbox.hold(tx, "restored")
        marker.adopt(tx, home, fresh)
        Anchors.of(home).begin_anew(now)
    return held
