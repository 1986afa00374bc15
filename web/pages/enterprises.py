"""Enterprises: search by name, initials or codes; rosters come in with a report row by row."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import UploadFile

from cases import rights
from cases.rights import may_at
from config.i18n import speaking
from jobs.import_roster import import_roster
from models.refusals import Invalid, Reason
from store import enterprises
from web.access import Asking, Form, Parts, text
from web.paper import render

router = APIRouter()


@router.get("/enterprises")
def page(request: Request, app: Parts, who: Asking, search: str = "", cursor: str = "") -> HTMLResponse:
    """The enterprises of one's site."""
    with app.database.reading() as tx, speaking(who.person.language):
        scope = rights.readable(who.person)
        found = enterprises.listing(tx, scope, search=search, cursor=cursor or None)
    return render(
        request,
        "enterprises.html",
        who,
        found=found,
        search=search,
        imports=may_at(who.person, "import-roster", who.person.site) is None,
        report=None,
    )


@router.post("/enterprises/import")
def roster(request: Request, app: Parts, who: Asking, sent: Form) -> Response:
    """Bring a roster in, or look first at what it would do."""
    upload = sent.get("file")
    if not isinstance(upload, UploadFile) or not upload.filename:
        raise Invalid(Reason("input.missing", {"name": "file", "title_zh": "名单文件", "title_en": "roster"}, "file"))
    report = import_roster(
        app.database,
        upload.file.read(),
        site=who.person.site,
        actor=who.person,
        now=app.now(),
        dry_run=bool(text(sent, "dry_run")),
    )
    return render(request, "import.html", who, report=report, dry_run=bool(text(sent, "dry_run")))
