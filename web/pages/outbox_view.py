"""The days to come as a page shows them: one row for what one person hears of one rung."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from jobs.preview import Foreseen, Preview


@dataclass(frozen=True, slots=True)
class Row:
    """What one person hears of one rung, over however many ``channels``."""

    said: Foreseen
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A day with what it brings, and what it does not."""

    on: date
    said: list[Row]
    held: list[Row]


def shown(days: Iterable[Preview]) -> list[Shown]:
    """Each day with its rows."""
    return [Shown(one.on, _rows(one.messages), _rows(one.suppressed)) for one in days]


def _rows(found: Iterable[Foreseen]) -> list[Row]:
    """One row for what goes over several channels alike."""
    rows: dict[Foreseen, list[str]] = {}
    for one in found:
        rows.setdefault(replace(one, channel=""), []).append(one.channel)
    return [Row(said, tuple(channels)) for said, channels in rows.items()]
