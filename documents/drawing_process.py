"""The process in which documents are drawn: reads an order on standard input, writes the file to standard output."""

import json
import sys
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx.opc.exceptions import OpcError
from jinja2 import TemplateError
from pydantic import TypeAdapter

from documents.drawing import MISUSED, Form
from documents.plan_document import PlanDocument
from documents.plan_docx import docx
from documents.plan_pdf import pdf


def drawn(order: dict[str, Any]) -> bytes:
    """The file that is asked for."""
    plan = TypeAdapter(PlanDocument).validate_python(order["plan"])
    fonts, template = (Path(order[name]) if order[name] else None for name in ("fonts", "template"))
    if order["form"] == Form.PDF:
        return pdf(plan, fonts)
    try:
        return docx(plan, fonts, template)
    except (TemplateError, OpcError, BadZipFile, TypeError, KeyError) as error:
        if template is None:
            raise
        sys.stderr.write(str(error).splitlines()[0] if str(error) else type(error).__name__)
        sys.exit(MISUSED)


def main() -> None:
    """Read, draw, write."""
    sys.stdout.buffer.write(drawn(json.load(sys.stdin)))


if __name__ == "__main__":
    main()
