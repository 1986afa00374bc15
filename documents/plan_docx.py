"""The plan document as DOCX: the template filled by docxtpl, the Gantt in it as pictures. Slow to import."""

import io
import zipfile
from datetime import datetime, time
from pathlib import Path
from typing import Any

from docx.shared import Cm
from docxtpl import DocxTemplate, InlineImage
from jinja2.sandbox import SandboxedEnvironment

from documents.plan_document import PlanDocument
from documents.plan_pdf import gantt_pictures
from documents.plan_template import WIDTH, build

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # no zip archive knows an earlier moment


def docx(plan: PlanDocument, fonts: Path | None, template: Path | None) -> bytes:
    """All of it, in the shape of ``template``, otherwise of ours. The same plan gives the same bytes.

    A template comes from outside: it is filled where it can read what it is given, and nothing else.
    """
    shape = DocxTemplate(template or io.BytesIO(build()))
    shape.init_docx()
    pictures = gantt_pictures(plan, fonts)
    context: dict[str, Any] = {
        "plan": plan,
        "words": plan.words,
        "page": _around_numbers(plan.words["page"]),
        "charts": [InlineImage(shape, io.BytesIO(one), width=Cm(WIDTH)) for one in pictures],
    }
    shape.render(context, SandboxedEnvironment(autoescape=True))
    properties = shape.docx.core_properties
    properties.created = properties.modified = datetime.combine(plan.issued_on, time.min)
    out = io.BytesIO()
    shape.save(out)
    return _without_moments(out.getvalue())


def _around_numbers(sentence: str) -> tuple[str, str, str]:
    """What stands before, between and after the page and the number of pages."""
    before, _, rest = sentence.partition("{page}")
    between, _, after = rest.partition("{pages}")
    return before, between, after


def _without_moments(content: bytes) -> bytes:
    """The same archive, its members without the moment they were written at."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as there, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as here:
        for name in there.namelist():
            here.writestr(zipfile.ZipInfo(name, _EARLIEST), there.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
