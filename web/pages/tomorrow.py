"""明日发件箱: what would go out on a day or in the days to come, to whom and by which rung, and what is held back and why."""

from collections.abc import Iterable
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from cases import rights
from config.i18n import speaking
from config.reader import Reader
from jobs.live import Live
from jobs.preview import Preview
from models.people import Person
from models.refusals import Invalid, Missing, Reason
from store import people, sites
from web.access import Asking, Parts
from web.forms import read_day
from web.pages.outbox_view import shown
from web.pages.subjects import subjects
from web.paper import render

router = APIRouter()


@router.get("/delivery/tomorrow")
def page(
    request: Request, app: Parts, who: Asking, on: str = "", until: str = "", person: str = "", site: str = ""
) -> HTMLResponse:
    """From ``on`` (otherwise the next working day) up to and with ``until`` (otherwise that day alone), to ``person`` or all, about
    the cases of ``site`` or of all."""
    require_reader(who.person)
    with app.database.reading() as tx, speaking(who.person.language):
        reader = Reader(tx, who.person, app.now(), app.zone)
        asked = {"on": on, "until": until, "person": person, "site": site}
        found, refused = _foreseen(reader, next_workday(reader), **asked)
        language = who.person.language
        about = subjects(tx, [one for day in found for one in (*day.messages, *day.suppressed)], language)
        known = people.everybody(tx)
        return render(
            request,
            "delivery/tomorrow.html",
            who,
            422 if refused else 200,
            asked={**asked, "on": on or str(next_workday(reader))},
            days=shown(found),
            refused=refused,
            about=about,
            names={one.login: one.name for one in known.values()},
            people=_listed(known.values(), who.person),
            sites=sites.listing(tx, rights.readable(who.person)),
        )


def require_reader(person: Person) -> None:
    """Raise Missing for whoever sees no case."""
    if not rights.reads(person):
        raise Missing(Reason("page_missing"))


def _foreseen(
    reader: Reader, otherwise: date, on: str, until: str, person: str, site: str
) -> tuple[list[Preview], tuple[Reason, ...]]:
    """The days asked for; or none, and why."""
    try:
        first = read_day(on, "on") if on else otherwise
        return reader.previews(first, read_day(until, "until") if until else first, person=person, site=site), ()
    except (Invalid, Missing) as error:
        return [], error.reasons


def next_workday(reader: Reader) -> date:
    """The day looked at unless another is asked for."""
    return Live(reader.tx, reader.today).calendar(reader.person.site).add(reader.today, 1)


def _listed(known: Iterable[Person], reader: Person) -> list[Person]:
    """Whom one may choose from: the people of one's sites, unless one sees only what concerns oneself."""
    if rights.messages_of(reader) is not None:
        return []
    scope = rights.readable(reader)
    return sorted((one for one in known if one.active and scope.covers(one.site)), key=lambda one: one.name)
