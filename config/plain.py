"""Values as JSON has them: moments with the site's offset, dates as dates, numbers as numbers."""

from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo


def plain(value: Any, zone: ZoneInfo | None) -> Any:
    """``value`` and everything in it; moments in ``zone``, in the machine's own where there is none."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Path):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name), zone) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): plain(one, zone) for name, one in value.items()}
    if isinstance(value, Set):
        return sorted(plain(one, zone) for one in value)
    return [plain(one, zone) for one in value] if isinstance(value, list | tuple) else value
