"""Evidence on its way out: only through the case it belongs to, and only as a download."""

from urllib.parse import quote

from fastapi import APIRouter, Response

from cases.rights import require_sight
from models.refusals import Missing, Reason
from store import cases
from store.files import FileStore
from web.access import Asking, Parts

router = APIRouter()


@router.get("/cases/{no}/files/{sha256}")
def download(no: str, sha256: str, app: Parts, who: Asking) -> Response:
    """The file as it was stored. Missing when the case has none such, or is not theirs to see."""
    with app.database.reading() as tx:
        casefile = cases.load(tx, no)
    require_sight(who.person, casefile)
    found = next((one for one in casefile.papers if one.sha256 == sha256), None)
    if found is None:
        raise Missing(Reason("file_missing", {"sha256": sha256}))
    return Response(
        FileStore(app.files).read(sha256),
        media_type="application/octet-stream",
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(found.name, safe='')}"},
    )
