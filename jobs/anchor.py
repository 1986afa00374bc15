"""Anchoring (锚定): the heads of the journals are noted outside the database; one that has lost what was noted sends nothing."""

import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from jobs.runs import recorded
from store import instance
from store.anchors import Anchors
from store.database import Database
from store.locks import OFFICE, lock

log = logging.getLogger(__name__)
HELD = "anchors"


@dataclass(frozen=True, slots=True)
class AnchorReport:
    """How many journals had gone on since the last anchor; the cases whose anchored head is ``lost``."""

    moved: int
    lost: tuple[str, ...] = ()


def anchor(database: Database, home: Path, now: datetime) -> AnchorReport:
    """Note how far the journals have come.

    A database that lacks the newest heads is an older copy, which does not know what has been sent since: delivery is held,
    and nothing is noted until somebody has released it.
    """
    with recorded(database, "anchor", now) as run:
        with database.writing() as tx:
            lock(tx, OFFICE)  # two at once would both continue the same line
            report = _anchored(tx, Anchors.of(home), now)
        run.ended(ok=not report.lost, report=f"{report}")
    return report


def _anchored(tx: Connection, anchors: Anchors, now: datetime) -> AnchorReport:
    if lost := anchors.lost(tx):
        log.error("the database has lost what %s cases had come to: an older copy? delivery is held", len(lost))
        if not instance.found(tx).held:
            instance.hold(tx, HELD)
        return AnchorReport(0, tuple(lost))
    return AnchorReport(anchors.cast(tx, now))
