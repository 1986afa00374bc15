"""Journals of before (旧日志): changes that had no day of their own yet get the day of their record."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from models.changes import BallPassed, Change, StepReopened
from models.moments import local_date
from models.record import Record

ZONE = ZoneInfo("Asia/Shanghai")  # where all sites were then


def dated(record: Record) -> Iterator[Change]:
    """The record's changes, each with its day."""
    for change in record.changes:
        if isinstance(change, BallPassed) and change.passed_on is None:
            yield change.model_copy(update={"passed_on": local_date(record.at, ZONE)})
        elif isinstance(change, StepReopened) and change.reopened_on is None:
            yield change.model_copy(update={"reopened_on": local_date(record.at, ZONE)})
        else:
            yield change
