"""工作日历: which years are announced and which assumed, what is off and worked in each, and which dates it moved."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import cast

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection

from cases import rights
from cases.naming import of_key
from config import contract
from config.i18n import _, speaking
from models.changes import DeadlineMoved
from models.definitions import CalendarDefinition
from models.definitions.calendar import Year
from models.moments import local_date
from models.people import NOWHERE
from models.refusals import Missing, Reason
from store import definitions, journal, sites
from store.definitions import Edition
from store.journal import Recomputed
from store.sites import Site
from web.access import Asking, Parts
from web.paper import render

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Shown:
    """A calendar in force, when and by whom it was published, the sites that work by it, and its years: those that still matter,
    the last one first, and the ``earlier``."""

    calendar: CalendarDefinition
    edition: Edition
    sites: tuple[str, ...]
    recent: list[tuple[int, Year]]
    earlier: list[tuple[int, Year]]


@dataclass(frozen=True, slots=True)
class Move:
    """A date of a case that was computed again and came out differently; ``step`` is a title."""

    no: str
    enterprise: str
    on: date
    step: str
    tier: str
    before: date | None
    after: date | None


@router.get("/calendars")
def page(request: Request, app: Parts, who: Asking) -> HTMLResponse:
    """Every calendar in force; what it moved only of cases that are theirs to see."""
    theirs = rights.settings_of(who.person)
    if theirs == NOWHERE:
        raise Missing(Reason("page_missing"))
    with app.database.reading() as tx, speaking(who.person.language):
        places = sites.listing(tx, theirs)
        shown = [
            _shown(tx, cast(CalendarDefinition, one), places, since=local_date(app.now(), app.zone).year - 1)
            for _key, one in sorted(definitions.in_force(tx, "calendar").items())
        ]
        found = journal.recomputed(tx, rights.readable(who.person)) if rights.reads(who.person) else []
        moves = [move for one in found for move in _moves(tx, one, local_date(one.record.at, app.zone))]
    return render(request, "calendars.html", who, calendars=shown, moves=moves)


def _shown(tx: Connection, calendar: CalendarDefinition, places: list[Site], since: int) -> Shown:
    years = sorted(calendar.years.items(), reverse=True)
    return Shown(
        calendar,
        definitions.latest(tx, "calendar", calendar.key),
        tuple(place.name for place in places if place.calendar == calendar.key),
        recent=[one for one in years if one[0] >= since],
        earlier=[one for one in years if one[0] < since],
    )


def _moves(tx: Connection, one: Recomputed, on: date) -> Iterator[Move]:
    for change in one.record.changes:
        if isinstance(change, DeadlineMoved):
            before, after = (limit.due_on if limit else None for limit in (change.before, change.after))
            step = contract.step_title(tx, one.process_hash, of_key(change.step)) if change.step else _("阶段期限")
            yield Move(one.no, one.enterprise, on, step, change.tier, before, after)
