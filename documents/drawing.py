"""Drawing (出件): a document as a file.

It is done in a process of its own, two at a time: what draws is large, slow to start, and reads templates from outside.
"""

import json
import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from threading import BoundedSemaphore

from pydantic import TypeAdapter

from documents.plan_document import PlanDocument
from models.refusals import Invalid, Reason, Unavailable

LIMIT = 60  # seconds, the start of the process included
AT_ONCE = BoundedSemaphore(2)
MISUSED = 3  # what the process ends with when the template is wrong


class Form(StrEnum):
    """What a document can be drawn as."""

    DOCX = "docx"
    PDF = "pdf"


MEDIA = {
    Form.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Form.PDF: "application/pdf",
}
TEMPLATE = "plan.docx"  # what a site's own shape is called where the settings say


def draw(plan: PlanDocument, form: Form, *, fonts: Path | None, templates: Path | None) -> bytes:
    """The plan document as a file. ``fonts`` and ``templates`` are directories that win over ours.

    Raises Invalid when a site's own template is wrong, Unavailable when it could not be drawn.
    """
    own = templates / TEMPLATE if templates else None
    template = own if own and form is Form.DOCX and own.exists() else None
    order = {
        "form": form,
        "plan": TypeAdapter(PlanDocument).dump_python(plan, mode="json"),
        "fonts": str(fonts or ""),
        "template": str(template or ""),
    }
    with AT_ONCE:
        done = _done(json.dumps(order).encode())
    if done.returncode == MISUSED:
        raise Invalid(Reason("document.template", {"path": str(template), "why": done.stderr.decode().strip()}))
    if done.returncode:
        raise Unavailable(Reason("document.not_drawn"))
    return done.stdout


def _done(order: bytes) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-I", "-m", "documents.drawing_process"]
    try:
        return subprocess.run(command, input=order, capture_output=True, timeout=LIMIT, env={}, check=False)
    except (subprocess.TimeoutExpired, OSError) as error:
        raise Unavailable(Reason("document.not_drawn")) from error
