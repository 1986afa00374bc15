"""What comes in as a file: rosters, and evidence that an act then names by its hash."""

from typing import Annotated

from fastapi import APIRouter, Form, Response, UploadFile

from cases import rights
from config import contract
from config.i18n import speaking
from documents.spreadsheet import MAX_BYTES
from jobs.import_roster import import_roster
from models.refusals import Refused
from store.files import FileStore, remember
from web.access import Parts
from web.api.asking import Asker, answer
from web.texts import require_fields

router = APIRouter(tags=["files"])


@router.post("/enterprises/import")
def roster(
    app: Parts,
    person: Asker,
    file: UploadFile,
    site: Annotated[str, Form()] = "",
    dry_run: Annotated[bool, Form()] = False,
    strict: Annotated[bool, Form()] = False,
) -> Response:
    """Take a roster in: the good rows in one transaction, every rejected row with its reasons."""
    with speaking(person.language):
        require_fields([("site", site)])
        report = import_roster(
            app.database,
            file.file.read(MAX_BYTES + 1),
            name=file.filename or "",
            site=site or person.site,
            actor=person,
            now=app.now(),
            dry_run=dry_run,
            strict=strict,
        )
        return answer(app, contract.roster_report(report))


@router.post("/files", status_code=201)
def evidence(app: Parts, person: Asker, file: UploadFile) -> Response:
    """Keep a file; ``attach-evidence`` names it as ``{"file": {"sha256", "name"}}``."""
    if rights.scope(person, "attach-evidence") is rights.Scope.NONE:
        raise Refused(rights.not_by(person.role, "attach-evidence"))
    name = file.filename or "file"
    stored = FileStore(app.files).store(file.file, name=name)
    with app.database.writing() as tx:
        remember(tx, stored, person.login, app.now())
    return answer(app, {"sha256": stored.sha256, "name": name, "size": stored.size}, 201)
