"""The list of cases: filtered and searched, saying by what; a search that finds enterprises without a case shows them too."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection

from cases import rights
from config import contract, parties
from config.i18n import speaking
from models.moments import local_date
from store import caselist as lists
from store import definitions, enterprises, people
from store.enterprises import EnterpriseRecord
from web.access import Asking, Parts, Visitor
from web.pages import bulk
from web.pages.case_filters import Chosen, Filters
from web.pages.saved_filters import CASES, saved
from web.paper import render

router = APIRouter()


@router.get("/cases")
def listing(
    request: Request,
    app: Parts,
    who: Asking,
    chosen: Chosen,
    cursor: str = "",
) -> HTMLResponse:
    """Cases, filtered and searched."""
    scope, today = rights.readable(who.person), local_date(app.now(), app.zone)
    with (
        app.database.reading() as tx,
        speaking(who.person.language),
        parties.known(definitions.parties(tx)),
    ):
        wanted = chosen.wanted(tx, who.person, today)
        found = lists.listing(tx, scope, today, **wanted, cursor=cursor or None)
        count = lists.count(tx, scope, today, **wanted)
        stages = contract.stage_titles(tx)
        names = people.names(tx)
        without = _without_case(tx, who, chosen) if chosen.search and not cursor else []
        said = chosen.in_words(tx, who.person, stages, names)
        kept = saved(tx, who.person.login, CASES, request.url.query)
        acts = bulk.offered(who.person)
        takers = bulk.takers(tx, who.person) if acts else []
    return render(
        request,
        "cases.html",
        who,
        found=found,
        count=count,
        stages=stages,
        names=names,
        chosen=chosen,
        said=said,
        saved=kept,
        sought=chosen.search,
        without=without,
        acts=acts,
        takers=takers,
        following={**chosen.address(), "cursor": found.next},
    )


def _without_case(tx: Connection, who: Visitor, chosen: Filters) -> list[EnterpriseRecord]:
    """The enterprises a search finds that have no case in work."""
    scope = rights.readable(who.person)
    found = enterprises.listing(tx, scope, search=chosen.search, limit=20).items
    running = {(site, uscc) for site, uscc, _ in lists.running(tx, scope, [one.uscc for one in found])}
    return [one for one in found if (one.site, one.uscc) not in running]
