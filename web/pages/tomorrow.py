"""明日发件箱: what would go out on a day or in the days to come, to whom and by which rung, and what is held back and why."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from cases import rights
from config.i18n import speaking
from config.reader import Reader
from jobs.live import Live
from jobs.preview import Foreseen, Preview
from models.people import Person
from models.refusals import Invalid, Missing, Reason
from store import people
from web.access import Asking, Parts
from web.pages.subjects import subjects
from web.paper import render

router = APIRouter()


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


@router.get("/delivery/tomorrow")
def page(request: Request, app: Parts, who: Asking, on: str = "", until: str = "", person: str = "") -> HTMLResponse:
    """From ``on`` (otherwise the next working day) up to and with ``until`` (otherwise that day alone), to ``person`` or all."""
    if rights.READING[who.person.role] is rights.Scope.NONE:
        raise Missing(Reason("page_missing"))
    with app.database.reading() as tx, speaking(who.person.language):
        reader = Reader(tx, who.person, app.now(), app.zone)
        asked = {"on": on, "until": until, "person": person}
        found, refused = _foreseen(reader, _next_workday(reader), **asked)
        language = who.person.language
        about = subjects(tx, [one for day in found for one in (*day.messages, *day.suppressed)], language)
        known = people.everybody(tx)
        return render(
            request,
            "delivery/tomorrow.html",
            who,
            422 if refused else 200,
            asked={**asked, "on": on or str(_next_workday(reader))},
            days=[Shown(one.on, _rows(one.messages), _rows(one.suppressed)) for one in found],
            refused=refused,
            about=about,
            names={one.login: one.name for one in known.values()},
            people=_listed(known.values(), who.person),
        )


def _foreseen(
    reader: Reader, otherwise: date, on: str, until: str, person: str
) -> tuple[list[Preview], tuple[Reason, ...]]:
    """The days asked for; or none, and why."""
    try:
        first = _day(on, "on") or otherwise
        return reader.previews(first, _day(until, "until") or first, person=person), ()
    except (Invalid, Missing) as error:
        return [], error.reasons


def _rows(found: Iterable[Foreseen]) -> list[Row]:
    """One row for what goes over several channels alike."""
    rows: dict[Foreseen, list[str]] = {}
    for one in found:
        rows.setdefault(replace(one, channel=""), []).append(one.channel)
    return [Row(said, tuple(channels)) for said, channels in rows.items()]


def _day(written: str, field: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise Invalid(Reason("bad_date", {"value": written}, field)) from None


def _next_workday(reader: Reader) -> date:
    return Live(reader.tx, reader.today).calendar(reader.person.site).add(reader.today, 1)


def _listed(known: Iterable[Person], reader: Person) -> list[Person]:
    """Whom one may choose from: the people of one's sites, unless one sees only what concerns oneself."""
    if rights.messages_of(reader) is not None:
        return []
    scope = rights.readable(reader)
    return sorted((one for one in known if one.active and scope.covers(one.site)), key=lambda one: one.name)
