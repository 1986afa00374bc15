"""The one place where the parts are put together. Doors ask for an `App` and pass its parts down."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from config import settings as config
from config.settings import DATABASES, Settings
from config.words import HOLDERS, name
from jobs.demo import MARK
from models.definitions import NEEDED
from models.people import HOST
from models.refusals import Invalid, Reason, Refused, Unavailable
from store import definitions, instance, marker
from store.database import Database

if TYPE_CHECKING:  # most commands deliver, publish and draw nothing: they need not read how
    from documents.drawing import Form
    from documents.plan_document import PlanDocument
    from jobs.rounds import Post

ADDRESS = "address"  # a file in the home


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
    def url(self) -> str:
        """Where the desk is: as set, or as it was last started here."""
        address = self.home / ADDRESS
        if "base_url" in self.settings.model_fields_set or not address.exists():
            return self.settings.base_url
        return address.read_text(encoding="ascii").strip()

    @property
    def is_demo(self) -> bool:
        """Whether this is the living demo site, where people are invented and anybody may be anyone."""
        return (self.home / MARK).exists()

    def starts_at(self, url: str) -> None:
        """Remember where the desk is, so that links lead there."""
        (self.home / ADDRESS).write_text(f"{url}\n", encoding="ascii")

    @property
    def post(self) -> "Post":
        """How letters leave: by e-mail only if a mail server is set; the inbox needs nothing."""
        from config.carriers import PER_MINUTE, carriers  # slow to import, and needed only where letters leave
        from jobs.rounds import Post
        from store.sendlog import SendJournal

        return Post(
            carriers(self.settings),
            SendJournal.of(self.home),
            self.url,
            lambda holder, language: name(HOLDERS, holder, language),
            per_minute=PER_MINUTE,
            patience=self.settings.patience,
        )

    def drawn(self, plan: "PlanDocument", form: "Form") -> bytes:
        """A plan document as a file. Raises Invalid when the site's own template is wrong, Unavailable when it is not drawn."""
        from documents.drawing import draw

        return draw(plan, form, fonts=self.settings.fonts, templates=self.settings.templates)

    @property
    def files(self) -> Path:
        """Where stored files lie, under their hashes."""
        return self.settings.home / "files"


def open_app(settings: Settings | None = None, now: datetime | None = None) -> App:
    """Put the parts together; ``now`` stops the clock there, which only time travel permits. Opens no connection."""
    settings = settings or config.load()
    if now is not None and not settings.time_travel:
        raise Refused(Reason("time_travel_off"))
    _make(settings.home)
    return App(
        settings=settings,
        database=database_at(settings.database, where="ONEPLAN_DATABASE_URL"),
        zone=settings.zone,
        now=_clock(now),
    )


def prepare(app: App) -> None:
    """Bring the database to the program's schema; publish the rulebook if nothing is published yet, what the program cannot do
    without if that is not."""
    app.database.upgrade()
    with app.database.reading() as tx:
        known, published = instance.get(tx), definitions.listing(tx)
    if known is None or (known.marker != marker.read(app.home) and not known.held):
        with app.database.writing() as tx:
            marker.settle(tx, app.home, token_hex(16))
    if not {one.kind for one in published} >= NEEDED:
        from jobs.publish_rulebook import publish_new_kinds, publish_rulebook

        publish = publish_new_kinds if published else publish_rulebook
        publish(app.database, app.settings.rulebook, by=HOST.login, now=app.now())


def database_at(url: str, *, where: str) -> Database:
    """The database of that URL, not yet connected to. Raises Invalid; ``where`` is what the URL was written in."""
    try:
        if url.partition(":")[0] in DATABASES:
            return Database(url)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError, ValueError) as error:
        raise Invalid(Reason("database_url", where=where)) from error
    raise Invalid(Reason("database_url", where=where))


def _clock(stopped: datetime | None) -> Callable[[], datetime]:
    return (lambda: stopped) if stopped else (lambda: datetime.now(UTC))


def _make(home: Path) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(Reason("home_unusable", {"path": str(home), "why": error.strerror or ""})) from error
