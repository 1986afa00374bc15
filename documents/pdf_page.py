"""The first page of a PDF somebody brought along, as a picture: nothing in it runs, and no browser opens it. Slow to import."""

from pathlib import Path

import typst

from documents.plan_pdf import TEMPLATES

_DENSITY = 110.0  # dots per inch


def first_page(file: Path) -> bytes:
    """The page as PNG, 780 dots wide and 1100 high. Raises typst.TypstError for what cannot be read as PDF."""
    drawn = typst.compile(
        TEMPLATES / "page.typ",
        root=Path("/"),
        sys_inputs={"file": str(file)},
        ignore_system_fonts=True,
        format="png",
        ppi=_DENSITY,
    )
    return drawn if isinstance(drawn, bytes) else b"".join(drawn)
