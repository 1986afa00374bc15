"""Recurrence rules (重复规则) as RFC 5545 writes them: ``FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30``. See `cases.recurring`."""

from datetime import datetime
from typing import Annotated

from dateutil.rrule import rrulestr
from pydantic import AfterValidator

from models.misfit import misfit

_SOME_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - rules of days know no zone
_BY_DAYS = ("FREQ=YEARLY", "FREQ=MONTHLY", "FREQ=WEEKLY")


def _readable(text: str) -> str:
    """A rule of whole days without a beginning of its own. Raises ValueError."""
    try:
        rrulestr(text, dtstart=_SOME_DAY)
    except (ValueError, KeyError, TypeError):
        raise misfit("recurrence", value=text) from None
    if not text.startswith(_BY_DAYS) or "DTSTART" in text or "BYHOUR" in text:
        raise misfit("recurrence", value=text)
    return text


WrittenRule = Annotated[str, AfterValidator(_readable)]
