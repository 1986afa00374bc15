"""The list of cases: filtered and searched, saying by what; a search that finds enterprises without a case shows them too."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection

from cases import rights
from config import contract
from config.i18n import _, speaking
from config.words import CASE_STATUS, name
from models.moments import local_date
from models.vocabulary import CaseStatus
from store import caselist as lists
from store import enterprises, people
from store.enterprises import EnterpriseRecord
from web.access import Asking, Parts, Visitor
from web.paper import render

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; empty: not narrowed."""

    stage: str = ""
    coordinator: str = ""
    overdue: bool = False
    status: str = ""
    closed: bool = False
    search: str = ""

    def in_words(self, stages: dict[str, str], names: dict[str, str]) -> list[str]:
        """What the list shows only, one after the other."""
        said = [
            stages.get(self.stage, self.stage),
            _("无协调员") if self.coordinator == lists.NOBODY else names.get(self.coordinator, self.coordinator),
            _("逾期") if self.overdue else "",
            name(CASE_STATUS, self.status),
            _("“{text}”").format(text=self.search) if self.search else "",
        ]
        return [one for one in said if one]


@router.get("/cases")
def listing(
    request: Request,
    app: Parts,
    who: Asking,
    stage: str = "",
    coordinator: str = "",
    overdue: bool = False,
    status: str = "",
    closed: bool = False,
    search: str = "",
    cursor: str = "",
) -> HTMLResponse:
    """Cases, filtered and searched."""
    chosen = Filters(stage, coordinator, overdue, status if status in set(CaseStatus) else "", closed, search.strip())
    scope, today = rights.readable(who.person), local_date(app.now(), app.zone)
    with app.database.reading() as tx, speaking(who.person.language):
        wanted: lists.Filters = {
            "stage": chosen.stage or None,
            "coordinator": chosen.coordinator or None,
            "status": CaseStatus(chosen.status) if chosen.status else None,
            "is_late": True if chosen.overdue else None,
            "is_closed": chosen.closed,
            "search": chosen.search,
        }
        found = lists.listing(tx, scope, today, **wanted, cursor=cursor or None)
        count = lists.count(tx, scope, today, **wanted)
        stages = contract.stage_titles(tx)
        names = {one.login: one.name for one in people.everybody(tx).values()}
        without = _without_case(tx, who, chosen) if chosen.search and not cursor else []
        said = chosen.in_words(stages, names)
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
        sought=chosen.search,
        without=without,
        following={**request.query_params, "cursor": found.next},
    )


def _without_case(tx: Connection, who: Visitor, chosen: Filters) -> list[EnterpriseRecord]:
    """The enterprises a search finds that have no case in work."""
    scope = rights.readable(who.person)
    found = enterprises.listing(tx, scope, search=chosen.search, limit=20).items
    running = {(site, uscc) for site, uscc, _ in lists.running(tx, scope, [one.uscc for one in found])}
    return [one for one in found if (one.site, one.uscc) not in running]
