"""Evidence on its way out: only through the case it belongs to, and only as a download; pictures are shown on its page."""

from contextlib import ExitStack
from tempfile import TemporaryFile

from fastapi import APIRouter, Response

from config import parties
from config.i18n import speaking
from config.reader import Reader
from config.wiring import App
from documents import evidence
from documents.drawing import MEDIA, Form, first_page
from models.casefile import Evidence
from models.refusals import Missing, Reason
from store import definitions
from store.files import FileStore
from store.filetypes import ALLOWED, PICTURES, media_type
from web.access import Asking, Parts, Visitor
from web.looks import LOOKING
from web.saved import saved_as, sent

router = APIRouter(dependencies=[LOOKING])


@router.get("/cases/{no}/files/{sha256}")
def download(no: str, sha256: str, app: Parts, who: Asking) -> Response:
    """The file as it was stored. Missing when the case has none such, or is not theirs to see."""
    found = _paper(no, sha256, app, who)
    return Response(
        FileStore(app.files).read(sha256), media_type="application/octet-stream", headers=saved_as(found.name)
    )


@router.get("/cases/{no}/pictures/{sha256}")
def picture(no: str, sha256: str, app: Parts, who: Asking) -> Response:
    """The same for the page to show, if it is a picture by its content; opened by itself it is saved all the same."""
    found = _paper(no, sha256, app, who)
    content = FileStore(app.files).read(sha256)
    kind = media_type(content, found.name)
    if kind not in PICTURES:
        raise Missing(Reason("file_missing", {"sha256": sha256}))
    return Response(content, media_type=kind, headers=saved_as(found.name))


@router.get("/cases/{no}/first-pages/{sha256}")
def first_page_of(no: str, sha256: str, app: Parts, who: Asking) -> Response:
    """The first page of a PDF as a picture, so that no file anybody brought is opened in the page itself."""
    found, files = _paper(no, sha256, app, who), FileStore(app.files)
    if media_type(files.read(sha256), found.name) != ALLOWED["pdf"]:
        raise Missing(Reason("file_missing", {"sha256": sha256}))
    return Response(first_page(files.path(sha256)), media_type=ALLOWED["png"], headers=saved_as(f"{found.name}.png"))


@router.get("/cases/{no}/evidence.zip")
def everything(no: str, app: Parts, who: Asking) -> Response:
    """All files of the case in one archive, with an index."""
    with app.database.reading() as tx:
        casefile, _ = Reader(tx, who.person, app.now(), app.zone).assessed(no)
    with ExitStack() as kept:
        packed = kept.enter_context(TemporaryFile())
        evidence.write(packed, casefile, FileStore(app.files).read, who.person.language)
        until_sent = kept.pop_all()
    return sent(packed, until_sent, media_type="application/zip", name=f"{no}.zip")


@router.get("/cases/{no}/plan.{form}")
def plan(no: str, form: Form, app: Parts, who: Asking) -> Response:
    """The plan of the case as a document to hand over, in the visitor's language."""
    with (
        app.database.reading() as tx,
        speaking(who.person.language),
        parties.known(definitions.parties(tx)),
    ):
        found = Reader(tx, who.person, app.now(), app.zone).plan_on_paper(no)
    name = f"{found.company.name} {found.words['title']} {no}.{form}"
    return Response(app.drawn(found, form), media_type=MEDIA[form], headers=saved_as(name))


def _paper(no: str, sha256: str, app: App, who: Visitor) -> Evidence:
    with app.database.reading() as tx:
        casefile = Reader(tx, who.person, app.now(), app.zone).casefile(no)
    found = next((one for one in casefile.papers if one.sha256 == sha256), None)
    if found is None:
        raise Missing(Reason("file_missing", {"sha256": sha256}))
    return found
