"""图表: how the backlog went, how long stages take, how old the cases are, in whose hands their time was."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from cases import rights
from cases.shares import Shares
from config import contract, parties, whose_time
from config.i18n import _, speaking
from config.reader import Reader
from jobs.live import Live
from models.refusals import Missing, Reason
from store import definitions, sites, stays
from store.stays import AGES, Durations, Stay
from web.access import Asking, Parts
from web.paper import render
from web.pictures.bars import Bars, Ranges, bars, ranges
from web.pictures.columns import Columns, columns

router = APIRouter()
WEEKS = 26
FEW = 5  # fewer than that tell little, and the page says so


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage as the pictures show it; ``look`` is the class its colour goes by."""

    key: str
    title: str
    look: str


@router.get("/pictures")
def page(request: Request, app: Parts, who: Asking, site: str = "") -> HTMLResponse:
    """The pictures of one site, or of all one may see."""
    if not rights.reads(who.person):
        raise Missing(Reason("page_missing"))
    with app.database.reading() as tx, speaking(who.person.language), parties.known(definitions.parties(tx)):
        reader = Reader(tx, who.person, app.now(), app.zone)
        scope, today = reader.scope(site), reader.today
        found = stays.of_cases(tx, scope)
        stages = _stages(contract.stage_titles(tx), found)
        held = whose_time.by_stage(whose_time.splits(tx, scope, Live(tx, today)))
        days = tuple(today - timedelta(weeks=weeks) for weeks in reversed(range(WEEKS)))
        took = stays.durations(found, today)
        return render(
            request,
            "pictures.html",
            who,
            stages=stages,
            site=site,
            sites=sites.listing(tx, rights.readable(who.person)),
            backlog=_backlog(found, days, stages),
            parts={one.key: (one.look, one.title) for one in stages},
            durations=[(one, took[one.key]) for one in stages],
            spans=_spans(stages, took),
            ages=_ages(found, today, stages),
            held=_held(stages, held),
            holders={one: (f"by-{one}", parties.holder(one)) for by in held.values() for one in by},
            few=FEW,
        )


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture, and the rows of its table: the title of each and its numbers by key."""

    picture: Columns | Bars
    rows: Sequence[tuple[date | str, Mapping[str, int]]]


def _stages(titles: Mapping[str, str], found: Iterable[Stay]) -> list[Stage]:
    """The stages a case ever was in, in the order of the processes."""
    known = {one.stage for one in found}
    keys = [*(key for key in titles if key in known), *sorted(known - titles.keys())]
    return [Stage(key, titles.get(key, key), f"s{place % 8 + 1}") for place, key in enumerate(keys)]


def _backlog(found: Sequence[Stay], days: Sequence[date], stages: Sequence[Stage]) -> Drawn:
    points = list(zip(days, stays.backlog(found, days), strict=True))
    return Drawn(columns(points, [one.key for one in stages]), points[::-1])


def _spans(stages: Sequence[Stage], took: Mapping[str, Durations]) -> Ranges:
    """The stages somebody has been through."""
    known = [(one.title, took[one.key]) for one in stages if took[one.key].ended]
    return ranges([(title, one.median_days, one.p90_days, one.ended) for title, one in known])


def _ages(found: Sequence[Stay], today: date, stages: Sequence[Stage]) -> Drawn:
    between = (_("{least}–{most} 日").format(least=least + 1, most=most) for least, most in pairwise(AGES))
    titles = [_("{most} 日以内").format(most=AGES[0]), *between, _("{least} 日以上").format(least=AGES[-1])]
    rows = list(zip(titles, stays.ages(found, today), strict=True))
    return Drawn(bars(rows, [one.key for one in stages]), rows)


def _held(stages: Sequence[Stage], held: Mapping[str, Shares]) -> Drawn:
    rows = [(one.title, held[one.key]) for one in stages if held.get(one.key)]
    holders = list(dict.fromkeys(holder for _, by in rows for holder in by))
    return Drawn(bars(rows, holders), rows)
