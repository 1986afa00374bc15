"""The process in which documents are drawn: reads an order on standard input, writes the file to standard output.

It may take no more memory and time than a large document needs, whatever is in the files it reads.
"""

import json
import resource
import sys
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx.opc.exceptions import OpcError
from jinja2 import TemplateError
from pydantic import TypeAdapter
from typst import TypstError

from documents.drawing import LIMIT, MISUSED, PAGE, Form
from documents.pdf_page import first_page
from documents.plan_document import PlanDocument
from documents.plan_docx import docx
from documents.plan_pdf import pdf

MEMORY = 4 << 30  # bytes of address space: programs and fonts are mapped into it


def drawn(order: dict[str, Any]) -> bytes:
    """What is asked for."""
    if order["draw"] == PAGE:
        return _page(Path(order["file"]))
    plan = TypeAdapter(PlanDocument).validate_python(order["plan"])
    fonts, template = (Path(order[name]) if order[name] else None for name in ("fonts", "template"))
    return pdf(plan, fonts) if order["draw"] == Form.PDF else _docx(plan, fonts, template)


def _page(file: Path) -> bytes:
    try:
        return first_page(file)
    except TypstError as error:
        raise _misused(error) from error


def _docx(plan: PlanDocument, fonts: Path | None, template: Path | None) -> bytes:
    try:
        return docx(plan, fonts, template)
    except (TemplateError, OpcError, BadZipFile, TypeError, KeyError) as error:
        if template is None:
            raise
        raise _misused(error) from error


def _misused(error: Exception) -> SystemExit:
    sys.stderr.write(next(iter(str(error).splitlines()), type(error).__name__))
    return SystemExit(MISUSED)


def main() -> None:
    """Read, draw, write."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT))
    sys.stdout.buffer.write(drawn(json.load(sys.stdin)))


if __name__ == "__main__":
    main()
