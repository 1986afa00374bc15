"""Drawing (出件): a document as a file, a page as a picture.

It is done in a process of its own, two at a time: what draws is large, slow to start, and reads what comes from outside.
"""

import json
import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from pydantic import TypeAdapter

from documents.plan_document import PlanDocument
from models.refusals import Invalid, Missing, Reason, Unavailable

LIMIT = 60  # seconds, the start of the process included
AT_ONCE = BoundedSemaphore(2)
MISUSED = 3  # what the process ends with when what came from outside is wrong


class Form(StrEnum):
    """What a plan document can be drawn as."""

    DOCX = "docx"
    PDF = "pdf"


MEDIA = {
    Form.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Form.PDF: "application/pdf",
}
TEMPLATE = "plan.docx"  # what a site's own shape is called where the settings say
PAGE = "page"


class _Misused(Exception):
    """What came from outside is wrong, and why."""


def draw(plan: PlanDocument, form: Form, *, fonts: Path | None, templates: Path | None) -> bytes:
    """The plan document as a file. ``fonts`` and ``templates`` are directories that win over ours.

    Raises Invalid when a site's own template is wrong, Unavailable when it could not be drawn.
    """
    own = templates / TEMPLATE if templates else None
    template = own if own and form is Form.DOCX and own.exists() else None
    said = TypeAdapter(PlanDocument).dump_python(plan, mode="json")
    order = {"draw": form, "plan": said, "fonts": str(fonts or ""), "template": str(template or "")}
    try:
        return _drawn(order)
    except _Misused as error:
        raise Invalid(Reason("document.template", {"path": str(template), "why": str(error)})) from error


def first_page(file: Path) -> bytes:
    """The first page of a PDF as a picture. Raises Missing for a file that cannot be shown, Unavailable when it is not drawn."""
    try:
        return _drawn({"draw": PAGE, "file": str(file)})
    except _Misused as error:
        raise Missing(Reason("document.no_page")) from error


def _drawn(order: dict[str, Any]) -> bytes:
    command = [sys.executable, "-I", "-m", "documents.drawing_process"]
    given = json.dumps(order).encode()
    try:
        with AT_ONCE:
            done = subprocess.run(command, input=given, capture_output=True, timeout=LIMIT, env={}, check=False)
    except (subprocess.TimeoutExpired, OSError) as error:
        raise Unavailable(Reason("document.not_drawn")) from error
    if done.returncode == MISUSED:
        raise _Misused(done.stderr.decode().strip())
    if done.returncode:
        raise Unavailable(Reason("document.not_drawn"))
    return done.stdout
