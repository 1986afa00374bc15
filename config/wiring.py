"""The one place where the parts are put together. Doors ask for an `App` and pass its parts down."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from config import settings as config
from config.settings import Settings
from models.refusals import Reason, Refused
from store.database import Database


@dataclass(frozen=True, slots=True)
class App:
    """The parts a door works with. ``now()`` is the only clock; with time travel it stands still."""

    settings: Settings
    database: Database
    zone: ZoneInfo
    now: Callable[[], datetime]

    @property
    def home(self) -> Path:
        """Where everything of this installation lies."""
        return self.settings.home

    @property
    def files(self) -> Path:
        """Where stored files lie, under their hashes."""
        return self.settings.home / "files"


def open_app(settings: Settings | None = None, now: datetime | None = None) -> App:
    """Put the parts together; ``now`` stops the clock there, which only time travel permits. Opens no connection."""
    settings = settings or config.load()
    if now is not None and not settings.time_travel:
        raise Refused(Reason("time_travel_off"))
    settings.home.mkdir(parents=True, exist_ok=True)
    return App(settings=settings, database=Database(settings.database), zone=settings.zone, now=_clock(now))


def _clock(stopped: datetime | None) -> Callable[[], datetime]:
    return (lambda: stopped) if stopped else (lambda: datetime.now(UTC))
