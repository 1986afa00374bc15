"""Taking a list along: who asks, in which form, and how rows become a file that is sent piece by piece."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from tempfile import TemporaryFile
from typing import Annotated, TypeVar

from fastapi import Depends, Response
from sqlalchemy import Connection

from config import parties, words
from config.i18n import _, speaking
from config.reader import Reader
from config.wiring import App
from documents.listing import Cell, Listing, write_csv, write_xlsx
from models.moments import local_date
from models.people import Person
from store import definitions
from web.access import Asking, Parts, Visitor
from web.saved import CSV, XLSX, sent

AT_ONCE = 500  # rows of a long list asked for in one statement
Row = TypeVar("Row")
Columns = Mapping[str, Callable[[Row], Cell]]
"""What a column is called, and what it says of a row."""


def yes(is_so: bool) -> str:
    """A mark people can filter by; empty for no."""
    return words.name(words.YES_NO, "yes") if is_so else ""


class Kind(StrEnum):
    """The forms a list is given in."""

    XLSX = "xlsx"
    CSV = "csv"


_FORMS = {Kind.XLSX: (write_xlsx, XLSX), Kind.CSV: (write_csv, CSV)}


@dataclass(frozen=True, slots=True)
class Taking:
    """Somebody who takes a list along."""

    app: App
    who: Visitor
    kind: Kind

    @property
    def person(self) -> Person:
        """Who it is."""
        return self.who.person

    @property
    def today(self) -> date:
        """The day where the sites are."""
        return local_date(self.app.now(), self.app.zone)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One moment of the database, and the person's language."""
        with self.app.database.reading() as tx, speaking(self.person.language), parties.known(definitions.parties(tx)):
            yield tx

    def reader(self, tx: Connection) -> Reader:
        """What they may read."""
        return Reader(tx, self.person, self.app.now(), self.app.zone)

    def file(self, title: str, columns: Columns[Row], rows: Iterable[Row], *, of: str = "") -> Response:
        """The list called ``title``, of the case or standard ``of`` or else of the person's site.

        All rows are written down before the first is sent: whoever receives slowly keeps no transaction open, and what fails is an
        error, not half a file.
        """
        cells = ([say(row) for say in columns.values()] for row in rows)
        write, media_type = _FORMS[self.kind]
        with ExitStack() as kept:
            written = kept.enter_context(TemporaryFile())
            write(written, Listing(title, tuple(columns), cells, self.app.zone))
            until_sent = kept.pop_all()
        where = of or self.person.site or _("全部示范点")
        return sent(written, until_sent, media_type=media_type, name=f"{title}-{where}-{self.today}.{self.kind}")


def taking(app: Parts, who: Asking, kind: Kind) -> Taking:
    """Whoever is signed in."""
    return Taking(app, who, kind)


TakingAlong = Annotated[Taking, Depends(taking)]
