"""图表: how the backlog went, how long stages take, how old the cases are, in whose hands their time was."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from cases import rights
from config import contract, parties, whose_time
from config.i18n import _, speaking
from config.reader import Reader
from jobs.live import Live
from models.refusals import Missing, Reason
from store import definitions, sites, stays
from store.stays import AGES, Durations, Stay
from web.access import Asking, Parts
from web.paper import render
from web.pictures.bars import bars, ranges
from web.pictures.columns import columns

router = APIRouter()
WEEKS = 26
LOOKS = 8  # colours there are
FEW = 5  # fewer than that tell little, and the page says so


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage as the pictures show it; ``look`` is the class its colour goes by."""

    key: str
    title: str
    look: str


Numbers = Mapping[str, int]
"""One row of a picture's table: its numbers by key."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """What all pictures are drawn from: the stages a case ever was in, in the order of the processes, and each table."""

    stages: Sequence[Stage]
    backlog: Sequence[tuple[date, Numbers]]
    durations: Sequence[tuple[Stage, Durations]]
    ages: Sequence[tuple[str, Numbers]]
    held: Sequence[tuple[str, Numbers]]

    @property
    def parts(self) -> Mapping[str, tuple[str, str]]:
        """The class and the title of each stage, by its key."""
        return {one.key: (one.look, one.title) for one in self.stages}

    @property
    def holders(self) -> Mapping[str, tuple[str, str]]:
        """The class and the title of everybody who had a case, by their key."""
        return {one: (f"by-{one}", parties.holder(one)) for _, by in self.held for one in by}


@router.get("/pictures")
def page(request: Request, app: Parts, who: Asking, site: str = "") -> HTMLResponse:
    """The pictures of one site, or of all one may see."""
    with app.database.reading() as tx, speaking(who.person.language), parties.known(definitions.parties(tx)):
        found = pictures_of(Reader(tx, who.person, app.now(), app.zone), site)
        keys = list(found.parts)
        took = [(one.title, each.median_days, each.p90_days, each.ended) for one, each in found.durations if each.ended]
        return render(
            request,
            "pictures.html",
            who,
            found=found,
            backlog=columns(found.backlog[::-1], keys),
            durations=ranges(took),
            ages=bars(found.ages, keys),
            held=bars(found.held, list(found.holders)),
            few=FEW,
            site=site,
            sites=sites.listing(tx, rights.readable(who.person)),
        )


def pictures_of(reader: Reader, site: str = "") -> Pictures:
    """The pictures of one site, or of all the person may see. Raises Missing for whoever sees no case, and for the site."""
    if not rights.reads(reader.person):
        raise Missing(Reason("page_missing"))
    scope, today = reader.scope(site), reader.today
    found = stays.of_cases(reader.tx, scope)
    stages = _stages(contract.stage_titles(reader.tx), found)
    days = tuple(today - timedelta(weeks=weeks) for weeks in reversed(range(WEEKS)))
    took = stays.durations(found, today)
    held = whose_time.by_stage(whose_time.splits(reader.tx, scope, Live(reader.tx, today)))
    return Pictures(
        stages=stages,
        backlog=list(zip(days, stays.backlog(found, days), strict=True))[::-1],
        durations=[(one, took[one.key]) for one in stages],
        ages=list(zip(_bands(), stays.ages(found, today), strict=True)),
        held=[(one.title, held[one.key]) for one in stages if held.get(one.key)],
    )


def _stages(titles: Mapping[str, str], found: Iterable[Stay]) -> list[Stage]:
    known = {one.stage for one in found}
    keys = [*(key for key in titles if key in known), *sorted(known - titles.keys())]
    return [Stage(key, titles.get(key, key), f"s{place % LOOKS + 1}") for place, key in enumerate(keys)]


def _bands() -> list[str]:
    """What the bands of ages are called."""
    between = (_("{least}–{most} 日").format(least=least + 1, most=most) for least, most in pairwise(AGES))
    return [_("{most} 日以内").format(most=AGES[0]), *between, _("{least} 日以上").format(least=AGES[-1])]
