"""Moments that have come (到时): leases and pauses are written with the moment of their end, which is never far ahead."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_

FARTHEST = timedelta(days=1)  # no lease and no pause lasts that long: the clock was ahead when such a one was written


def has_come(end: Any, now: datetime) -> ColumnElement[bool]:
    """Whether the moment in this column is over, or one that no right clock would have written."""
    return or_(end <= now, end > now + FARTHEST)
