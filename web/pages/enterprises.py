"""Enterprises: search by name, initials or codes; rosters come in with a report row by row."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from cases import rights
from cases.rights import may_at
from config.i18n import speaking
from config.wiring import App
from jobs.import_roster import import_roster
from models.refusals import Invalid, Reason
from store import enterprises
from web.access import Asking, Form, Parts, Visitor, text
from web.again import NOTHING, Again, shown_again
from web.kept import keep, kept
from web.pages.enterprise import without_case
from web.paper import render

router = APIRouter()
FORM = "import"


@router.get("/enterprises")
def page(request: Request, app: Parts, who: Asking, search: str = "", cursor: str = "") -> HTMLResponse:
    """The enterprises of one's site."""
    return _page(request, app, who, search, cursor)


def _page(
    request: Request, app: App, who: Visitor, search: str = "", cursor: str = "", again: Again = NOTHING
) -> HTMLResponse:
    with app.database.reading() as tx, speaking(who.person.language):
        found = enterprises.listing(tx, rights.readable(who.person), search=search, cursor=cursor or None)
        free = without_case(tx, who.person, found.items)
    return render(
        request,
        "enterprises.html",
        who,
        again=again,
        found=found,
        free=free,
        search=search,
        imports=may_at(who.person, "import-roster", who.person.site) is None,
    )


def with_form(request: Request, app: App, who: Visitor, again: Again) -> HTMLResponse:
    """The page again, with the form of a roster that could not be read."""
    return _page(request, app, who, again=again)


@router.post("/enterprises/import")
@shown_again(with_form, FORM)
def roster(request: Request, app: Parts, who: Asking, sent: Form) -> Response:
    """Bring a roster in, or look first at what it would do; what was looked at need not be chosen again."""
    looks = bool(text(sent, "dry_run"))
    found = kept(app, who, sent, "file")
    if found is None:
        raise Invalid(Reason("input.missing", {"name": "file", "title_zh": "名单文件", "title_en": "roster"}, "file"))
    content, name = found
    report = import_roster(
        app.database,
        content,
        name=name,
        site=who.person.site,
        actor=who.person,
        now=app.now(),
        dry_run=looks,
    )
    again = Again(FORM, keep(app, who, sent)) if looks else NOTHING
    return render(request, "import.html", who, again=again, report=report, dry_run=looks, file=name)
