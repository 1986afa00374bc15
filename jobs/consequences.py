"""Consequences (连带动作): what rungs bring about, done by the clock as ordinary acts, each once.

The sweep wrote them down in the transaction in which it queued the rung's messages. Here each is done in a transaction of its own,
under the lock of its case, together with the mark that it was: who dies before loses nothing, who dies after does nothing twice.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.perform import perform
from jobs.leasing import Lease, LeaseLost
from models.people import CLOCK
from models.refusals import Refused
from models.vocabulary import Consequence, DeedState
from models.waiting import Deed
from store import cases, consequences, watches
from store.again import once_more
from store.crash_points import crash_point

log = logging.getLogger(__name__)

ACTS: Mapping[Consequence, str] = {
    Consequence.RAISE_PRIORITY: "raise-priority",
    Consequence.PUT_ON_AGENDA: "put-on-agenda",
    Consequence.HAND_TO_SUPERVISOR: "assign",
}


@dataclass(slots=True)
class Carried:
    """How many were done, and what went wrong, by key."""

    done: int = 0
    errors: list[str] = field(default_factory=list)


def carry_out(lease: Lease, site: str, now: datetime, zone: ZoneInfo) -> Carried:
    """Do everything that is owed at the site. What fails unexpectedly stays owed and is reported; the others go on."""
    carried = Carried()
    with lease.database.reading() as tx:
        owed = consequences.owed(tx, site)
    for deed in owed:
        try:
            carried.done += once_more(partial(_carry_out_one, lease, deed, now, zone))
            crash_point("consequence.after_commit")
        except LeaseLost:
            raise
        except Exception as error:
            log.exception("%s: %s could not be done", deed.waiting.case, deed.what)
            carried.errors.append(f"{deed.key}: {error}")
    return carried


def _carry_out_one(lease: Lease, deed: Deed, now: datetime, zone: ZoneInfo) -> bool:
    with lease.writing() as tx:
        done = _carry_out(tx, deed, now, zone)
        crash_point("consequence.before_commit")
    return done


def _carry_out(tx: Connection, deed: Deed, now: datetime, zone: ZoneInfo) -> bool:
    """Whether the act was done; not if somebody was faster, if what it was for is over, or if its rule says no."""
    cases.hold_still(tx, {deed.waiting.case})
    if not consequences.is_owed(tx, deed):
        return False
    if not _still_waits(tx, deed):
        consequences.settle(tx, deed, DeedState.VOID, now)
        return False
    try:
        _act(tx, deed, now, zone)
    except Refused as refusal:
        because = ", ".join(reason.code for reason in refusal.reasons)
        consequences.settle(tx, deed, DeedState.REFUSED, now, because)
        return False
    consequences.settle(tx, deed, DeedState.DONE, now)
    return True


def _still_waits(tx: Connection, deed: Deed) -> bool:
    present = watches.by_keys(tx, [deed.waiting.key]).get(deed.waiting.key)
    return present is not None and present.waiting.revision == deed.waiting.revision and not present.waiting.silent


def _act(tx: Connection, deed: Deed, now: datetime, zone: ZoneInfo) -> None:
    """The ordinary act, with the rung as its reason."""
    about, hand = deed.waiting, deed.what is Consequence.HAND_TO_SUPERVISOR
    perform(
        tx,
        ACTS[deed.what],
        about.case,
        actor=CLOCK,
        now=now,
        step=about.step if hand else None,
        inputs={"to": about.supervisor} if hand else {},
        reason=f"{about.step}/{about.subject} {deed.rung}",
        zone=zone,
    )
