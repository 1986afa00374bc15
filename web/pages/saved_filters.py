"""常用筛选: a list as somebody narrowed it, kept under a name and one click away."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection
from starlette.datastructures import FormData

from models.refusals import Invalid, Reason
from store import saved_filters
from store.saved_filters import SavedFilter
from web import flash
from web.access import Asking, Form, Id, Parts, text
from web.pages.case_filters import Filters, filters_of
from web.pages.work_filters import WorkFilters

router = APIRouter()
LONGEST, LONGEST_QUERY = 40, 500  # characters
WORK, CASES = "work", "cases"
PATHS = {WORK: "/", CASES: "/cases"}
_KNOWN: Mapping[str, Callable[[str], WorkFilters | Filters]] = {
    WORK: lambda query: WorkFilters.of(dict(parse_qsl(query))),
    CASES: lambda query: filters_of(FormData(dict(parse_qsl(query)))),
}


@dataclass(frozen=True, slots=True)
class Saved:
    """Those of one list, and the ``query`` the list is narrowed to now, empty where it is not."""

    page: str
    query: str
    kept: list[SavedFilter]

    @property
    def path(self) -> str:
        """The list's own address."""
        return PATHS[self.page]


def saved(tx: Connection, login: str, page: str, query: str) -> Saved:
    """What somebody has saved of a list that is shown as ``query`` says."""
    return Saved(page, understood(page, query), saved_filters.of_person(tx, login, page))


def understood(page: str, query: str) -> str:
    """What of a query the list knows, in one spelling."""
    said = asdict(_KNOWN[page](query))
    return urlencode(
        {name: "true" if value is True else value for name, value in said.items() if value and name != "at"}
    )


@router.post("/filters")
def save(app: Parts, who: Asking, sent: Form) -> Response:
    """Keep what a list is narrowed to under a name."""
    page, title = text(sent, "page"), text(sent, "title").strip()
    if page not in PATHS:
        raise Invalid(Reason("filter.missing"))
    query = understood(page, text(sent, "query"))
    if not query or not title or len(title) > LONGEST:
        raise Invalid(Reason("filter.unnamed", {"most": LONGEST}, "title"))
    if len(query) > LONGEST_QUERY:
        raise Invalid(Reason("filter.too_long", where="query"))
    with app.database.writing() as tx:
        saved_filters.save(tx, who.person.login, page, title, query)
    return flash.say(RedirectResponse(f"{PATHS[page]}?{query}", 303), "done.saved")


@router.post("/filters/{id}/remove")
def remove(id: Id, app: Parts, who: Asking, sent: Form) -> Response:
    """Take one away."""
    with app.database.writing() as tx:
        page = saved_filters.remove(tx, who.person.login, id)
    return RedirectResponse(PATHS[page], 303)
