"""Re-reviews open by themselves (复核自动立案): a case of its own for each certificate whose time ahead has come, once."""

import logging
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.open_case import Follows, open_case
from cases import reviews
from jobs.places import places
from jobs.runs import recorded
from models.definitions import Review
from models.moments import local_date
from models.people import CLOCK
from store import cases, credit, definitions
from store.again import once_more
from store.credit import ToReview
from store.database import Database

log = logging.getLogger(__name__)


@dataclass(slots=True)
class ReviewsReport:
    """The numbers of the cases that were opened, and what could not be."""

    opened: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def open_reviews(database: Database, now: datetime, zone: ZoneInfo) -> ReviewsReport:
    """Open what is due, each in a transaction of its own: one that cannot be opened is reported, the rest go on."""
    report, today = ReviewsReport(), local_date(now, zone)
    with recorded(database, "reviews", now) as run:
        with database.reading() as tx:
            found = credit.to_review(tx, today + reviews.LONGEST_AHEAD)
        for one in found:
            try:
                report.opened += once_more(partial(_open_one, database, one, now, zone))
            except Exception as error:
                log.exception("%s: its re-review could not be opened", one.certificate.case)
                report.errors.append(f"{one.certificate.case}: {error}")
        run.ended(ok=not report.errors, report=f"{report}")
    return report


def _open_one(database: Database, one: ToReview, now: datetime, zone: ZoneInfo) -> list[str]:
    with database.writing() as tx:
        return _open(tx, one, now, zone)


def _open(tx: Connection, one: ToReview, now: datetime, zone: ZoneInfo) -> list[str]:
    """The number of the new case, none if it is not due. Its people are those of the case that brought the certificate."""
    review, today = _review(tx, one.process), local_date(now, zone)
    past = credit.history(tx, one.site, one.uscc)
    if review is None or not reviews.is_due(one.certificate, past, review, today):
        return []
    origin = cases.load(tx, one.certificate.case)
    who = places(tx, one.site, origin)
    milestones = {"certified": one.certificate.valid_from}
    if one.certificate.review_on:
        milestones["certificate-expires"] = one.certificate.review_on
    done = open_case(
        tx,
        site=one.site,
        enterprise=one.uscc,
        process=review.process,
        coordinator=who.coordinator,
        liaison=who.liaison,
        supervisor=who.supervisor,
        actor=CLOCK,
        now=now,
        zone=zone,
        follows=Follows(origin.no, reviews.known_from(origin, one.certificate, past, today), milestones),
    )
    return [done.no]


def _review(tx: Connection, process: str) -> Review | None:
    definition = definitions.rulebook(tx).processes.get(process)
    return definition.certificate.review if definition and definition.certificate else None
