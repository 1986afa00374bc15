"""The plan document drawn by typst: as PDF, and its Gantt as pictures for a document somebody writes on. Slow to import."""

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import typst
from pydantic_core import to_jsonable_python

from documents.fonts import OURS, directories
from documents.gantt import Gantt, gantt
from documents.plan_document import PlanDocument

TEMPLATES = Path(__file__).with_name("templates")
ROWS = 46  # of a Gantt on one page, its head not counted
_DENSITY = 200.0  # of pictures, in dots per inch
_ARCHIVED = ["a-2b"]  # PDF as archives take it


def pdf(plan: PlanDocument, fonts: Path | None) -> bytes:
    """All of it, A4. The same plan gives the same bytes."""
    drawn = _compiled("plan.typ", plan, {"gantt": _gantt(plan)}, fonts, format="pdf", pdf_standards=_ARCHIVED)
    return drawn if isinstance(drawn, bytes) else b"".join(drawn)


def gantt_pictures(plan: PlanDocument, fonts: Path | None) -> list[bytes]:
    """The Gantt as PNG, in parts of which each fits a page; none where there is nothing to show."""
    found = _gantt(plan)
    if found is None:
        return []
    parts = [replace(found, rows=found.rows[at : at + ROWS]) for at in range(0, len(found.rows), ROWS)]
    drawn = _compiled("gantt_picture.typ", plan, {"charts": parts}, fonts, format="png", ppi=_DENSITY)
    return [drawn] if isinstance(drawn, bytes) else drawn


def _gantt(plan: PlanDocument) -> Gantt | None:
    return gantt((bar for stage in plan.stages for bar in stage.bars), plan.issued_on)


def _compiled(template: str, plan: PlanDocument, more: dict[str, Any], fonts: Path | None, **how: Any) -> Any:
    """Nothing of the machine gets in: no font of the system, no package from outside."""
    known = typst.Fonts(include_system_fonts=False, font_paths=[str(one) for one in directories(fonts)])
    data = {"plan": asdict(plan), "fonts": _families(known, fonts), **more}
    return typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=known,
        sys_inputs={"data": json.dumps(to_jsonable_python(data), ensure_ascii=False)},
        **how,
    )


def _families(known: typst.Fonts, fonts: Path | None) -> list[str]:
    """The families of the configured directory first, for each character the first that has it."""
    theirs = {one.family for one in known.fonts() if fonts and one.path and Path(one.path).is_relative_to(fonts)}
    return [*sorted(theirs), OURS]
