"""A file sent with a form that was refused, or only looked at: kept for a day, so that nobody has to choose it again.

The form carries the file's hash under a seal of the session: nobody can name a file that they did not send.
"""

import hmac
from datetime import timedelta
from hashlib import sha256

from starlette.datastructures import FormData, UploadFile

from config.wiring import App
from models.refusals import Invalid, OneplanError
from store.files import FileStore
from web.access import Visitor, text

KEPT_FOR = timedelta(days=1)
Fields = dict[str, tuple[str, ...]]


def keep(app: App, who: Visitor, sent: FormData) -> Fields:
    """The fields that stand for the files of a form when it is shown again; a file nobody would take stands for nothing."""
    fields: Fields = {}
    for name, value in sent.multi_items():
        short = name.removeprefix("input.")
        if isinstance(value, UploadFile) and value.filename and (sealed := _keep(app, who, value)):
            fields |= {f"kept.{short}": (sealed,), f"kept_as.{short}": (value.filename,)}
    return fields


def kept(app: App, who: Visitor, sent: FormData, name: str) -> tuple[bytes, str] | None:
    """The file of the field ``name`` and what it is called: as sent now, or as kept before; None if there is none."""
    upload = sent.get(name)
    if isinstance(upload, UploadFile) and upload.filename:
        upload.file.seek(0)
        return upload.file.read(), upload.filename
    short = name.removeprefix("input.")
    digest, _, seal = text(sent, f"kept.{short}").partition(".")
    if not digest or not hmac.compare_digest(seal.encode(), _seal(who, digest).encode()):
        return None
    try:
        return _store(app).read(digest), text(sent, f"kept_as.{short}") or "file"
    except OneplanError:
        return None


def _keep(app: App, who: Visitor, upload: UploadFile) -> str:
    store = _store(app)
    store.forget(app.now() - KEPT_FOR)
    upload.file.seek(0)
    try:
        digest = store.store(upload.file, name=upload.filename or "").sha256
    except Invalid:
        return ""
    return f"{digest}.{_seal(who, digest)}"


def _store(app: App) -> FileStore:
    return FileStore(app.home / "kept")


def _seal(who: Visitor, digest: str) -> str:
    return hmac.new(who.csrf.encode(), digest.encode(), sha256).hexdigest()
