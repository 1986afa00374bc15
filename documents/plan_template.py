"""The shape of the plan document as DOCX: a template that docxtpl fills, built here so that it can be read and reviewed.

A site that wants another shape takes this one (``oneplan case template``), changes it in Word, and puts it where the settings say.
"""

import io
from collections.abc import Sequence

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

INK, DIM, BLUE, GOLD, LATE, OK = "16212E", "52606F", "0B4A8F", "7A5410", "B3222A", "176840"
NAVY, WHITE, WASH, RULE, BRASS = "0A2F5C", "FFFFFF", "E8F0FA", "E1E6EC", "F0C979"
WIDTH = 17.0  # cm, between the margins
LATIN, HEADING, BODY = "Arial", "黑体", "宋体"  # fonts the reader has

Look = tuple[str, float]  # colour, and size in points
PLAIN: Look = (INK, 9.5)
SMALL: Look = (INK, 8.5)
QUIET: Look = (DIM, 8.5)
Said = tuple[str, Look]


def build() -> bytes:
    """The template."""
    docx = Document()
    docx.core_properties.title = "{{ plan.company.name }} {{ words.title }}"
    docx.core_properties.author = docx.core_properties.last_modified_by = "{{ plan.site }}"
    docx.core_properties.comments = ""
    _page(docx)
    _cover(docx)
    docx.add_section(WD_SECTION.NEW_PAGE)
    _running(docx)
    _basis(docx)
    _diagnosis(docx)
    _items(docx)
    _gantt(docx)
    _signed(docx)
    _annex(docx)
    out = io.BytesIO()
    docx.save(out)
    return out.getvalue()


# the parts of the document ----------------------------------------------------------------------------------------------


def _page(docx: Docx) -> None:
    section = docx.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
    _style(docx, "Normal", PLAIN, BODY)
    _style(docx, "Heading 1", (BLUE, 14), HEADING, before=16, after=8)
    _style(docx, "Heading 2", (INK, 11), HEADING, before=12, after=5)
    _line_below(docx.styles["Heading 1"].element.get_or_add_pPr(), BLUE)


def _cover(docx: Docx) -> None:
    cell = _table(docx, [WIDTH]).rows[0].cells[0]
    _shade(cell, NAVY)
    _say(cell.paragraphs[0], ("{{ plan.site }}", (WHITE, 11)), before=40)
    _say(cell.add_paragraph(), ("{{ words.title }}", (WHITE, 28)), before=20)
    _say(cell.add_paragraph(), ("{{ words.subtitle }}", (BRASS, 12)), before=12, after=40)
    _say(docx.add_paragraph(), ("{{ words.enterprise }}", (DIM, 9)), before=70)
    _say(docx.add_paragraph(), ("{{ plan.company.name }}", (INK, 22)), before=6)
    _say(docx.add_paragraph(), ("{{ plan.company.uscc }}", (DIM, 10)), before=6, after=170)
    _facts(
        docx,
        ("case_no", [("{{ plan.no }}", PLAIN)]),
        ("target", [("{{ plan.target }}", PLAIN)]),
        ("revision", [("{{ words.revision_line }}", PLAIN)]),
        ("rulebook", _edition("process")),
        ("issued_on", [("{{ plan.issued_on }}", PLAIN)]),
    )


def _running(docx: Docx) -> None:
    """Header and footer of everything but the cover."""
    section = docx.sections[-1]
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    head.style = foot.style = docx.styles["Normal"]  # the styles of their own bring tab stops
    look = (DIM, 8.0)
    _say(head, ("{{ plan.company.name }} · {{ words.title }}\t\t{{ plan.site }}", look))
    _line_below(head._p.get_or_add_pPr(), RULE)
    _say(foot, ("{{ plan.no }}\t{{ words.revision_no }}\t{{ page[0] }}", look))
    _field(foot, "PAGE", look)
    _say(foot, ("{{ page[1] }}", look))
    _field(foot, "NUMPAGES", look)
    _say(foot, ("{{ page[2] }}", look))
    for stops in (head.paragraph_format.tab_stops, foot.paragraph_format.tab_stops):
        stops.add_tab_stop(Cm(WIDTH / 2), WD_TAB_ALIGNMENT.CENTER)
        stops.add_tab_stop(Cm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)


def _basis(docx: Docx) -> None:
    _heading(docx, "chapter_basis")
    _heading(docx, "enterprise", 2)
    company = ("name", "uscc", "customs_code", "level", "lines")
    _facts(docx, *((name, [(f"{{{{ plan.company.{name} or '—' }}}}", PLAIN)]) for name in company))
    _heading(docx, "rests_on", 2)
    _facts(docx, ("process", _edition("process")), ("regime", _edition("regime")), ("standard", _edition("standard")))
    _heading(docx, "people", 2)
    people = _table(docx, [3.6, WIDTH - 3.6])
    _loop(people, "plan.people", [[("{{ one.role }}", (DIM, 9.5))], [("{{ one.name }}", PLAIN)]])
    _only_if(docx, "plan.revisions", end=False)
    _heading(docx, "revisions", 2)
    revisions = _table(docx, [1.8, 9, 3.4, 2.8], head=("revision", "reason", "approved_by", "approved_on"))
    cells = ("one.number", "one.reason or '—'", "one.approved_by or '—'", "one.approved_on or '—'")
    _loop(revisions, "plan.revisions", [[(f"{{{{ {cell} }}}}", SMALL)] for cell in cells])
    _only_if(docx, "plan.revisions", end=True)


def _diagnosis(docx: Docx) -> None:
    _heading(docx, "chapter_diagnosis")
    _only_if(docx, "not plan.diagnosis", end=False)
    _say(docx.add_paragraph(), ("{{ words.no_diagnosis }}", QUIET))
    _only_if(docx, "not plan.diagnosis", end=True)
    _only_if(docx, "plan.diagnosis", end=False)
    verdict = "{% if plan.diagnosis.unconfirmed %} · {{ words.unconfirmed }}{% endif %}"
    _facts(
        docx,
        ("assessment", [("{{ plan.diagnosis.title }}", PLAIN)]),
        ("assessed_on", [("{{ plan.diagnosis.on }}", PLAIN)]),
        ("total", [("{{ plan.diagnosis.total }}", PLAIN)]),
        (
            "verdict",
            [*_either("plan.diagnosis.passed == false", "plan.diagnosis.verdict", LATE, INK), (verdict, PLAIN)],
        ),
    )
    _say(docx.add_paragraph(), ("{%p for one in plan.diagnosis.predicates %}", PLAIN))
    _say(docx.add_paragraph(), ("· {{ one }}", SMALL), before=3)
    _say(docx.add_paragraph(), ("{%p endfor %}", PLAIN))
    _heading(docx, "by_section", 2)
    sections = _table(docx, [8.6, 2.8, 2.8, 2.8], head=("section", "clauses", "gaps", "unrated"))
    cells = [[(f"{{{{ one.{name} }}}}", SMALL)] for name in ("title", "clauses", "gaps", "unrated")]
    cells[2] = _either("one.gaps", "one.gaps", LATE, INK)
    _loop(sections, "plan.diagnosis.sections", cells)
    _heading(docx, "gap_clauses", 2)
    _clauses(docx, "plan.diagnosis.clauses if one.is_gap")
    _only_if(docx, "plan.diagnosis", end=True)


def _items(docx: Docx) -> None:
    _heading(docx, "chapter_items")
    _say(docx.add_paragraph(), ("{{ words.marks }}", QUIET))
    _say(docx.add_paragraph(), ("{%p for stage in plan.stages %}", PLAIN))
    docx.add_heading("{{ stage.title }}", 2)
    titles = ("number", "item", "origin", "ours", "theirs", "to_show", "term")
    table = _table(docx, [1.0, 4.6, 2.4, 1.9, 1.9, 2.3, 2.9], head=titles)
    cells = [
        [(f"{{{{ one.{name} or '—' }}}}", SMALL)] for name in ("number", "title", "origin", "ours", "theirs", "papers")
    ]
    cells[1].append(("{% if one.is_done %}  {{ one.state }}{% endif %}", (OK, 8)))
    _loop(table, "stage.items", [*cells, _due()])
    _say(docx.add_paragraph(), ("{%p endfor %}", PLAIN))


def _due() -> list[Said]:
    """Every date with its marks, or the term in words."""
    marks: list[Said] = [
        (f"{{% if day.{name} %}} {{{{ words.{name} }}}}{{% endif %}}", (GOLD, 7.5))
        for name in ("foreseen", "provisional", "unconfirmed")
    ]
    return [
        ("{% for day in one.due %}{% if not loop.first %}\n{% endif %}", SMALL),
        ("{% if day.statutory %}{{ words.statutory }} {% endif %}{{ day.on }}", SMALL),
        *marks,
        ("{% endfor %}", SMALL),
        ("{% if not one.due %}{{ one.term }}{% endif %}", QUIET),
    ]


def _gantt(docx: Docx) -> None:
    _only_if(docx, "charts", end=False)
    _heading(docx, "chapter_gantt").paragraph_format.page_break_before = True
    _say(docx.add_paragraph(), ("{{ words.foreseen_says }}", QUIET), after=6)
    _say(docx.add_paragraph(), ("{%p for one in charts %}", PLAIN))
    _say(docx.add_paragraph(), ("{{ one }}", PLAIN))
    _say(docx.add_paragraph(), ("{%p endfor %}", PLAIN))
    _only_if(docx, "charts", end=True)


def _signed(docx: Docx) -> None:
    _heading(docx, "chapter_signed").paragraph_format.keep_with_next = True
    table = _table(docx, [WIDTH / 2, WIDTH / 2])
    for cell, side in zip(table.rows[0].cells, ("signed_site", "signed_enterprise"), strict=True):
        _say(cell.paragraphs[0], (f"{{{{ words.{side} }}}}", QUIET), before=6, after=40)
        _say(cell.add_paragraph(), ("{{ words.signature }}", QUIET), after=10)
        _say(cell.add_paragraph(), ("{{ words.signed_on }}", QUIET), after=6)


def _annex(docx: Docx) -> None:
    _only_if(docx, "plan.diagnosis", end=False)
    _heading(docx, "annex_clauses").paragraph_format.page_break_before = True
    _clauses(docx, "plan.diagnosis.clauses")
    _only_if(docx, "plan.diagnosis", end=True)


def _clauses(docx: Docx, rows: str) -> None:
    table = _table(docx, [1.8, 4.6, 2.0, 5.4, 3.2], head=("clause", "clause_title", "result", "gap", "shown"))
    cells = [[(f"{{{{ one.{name} or '—' }}}}", SMALL)] for name in ("no", "title", "result", "note", "papers")]
    cells[2] = _either("one.is_gap", "one.result or '—'", LATE, INK)
    _loop(table, rows, cells)


# what they are made of --------------------------------------------------------------------------------------------------


def _edition(name: str) -> list[Said]:
    """What it is called and the beginning of its version, or a dash."""
    said = f"{{% if plan.{name} %}}{{{{ plan.{name}.title }}}}{{% else %}}—{{% endif %}}"
    version = f"{{% if plan.{name} %}}  {{{{ words.version }}}} {{{{ plan.{name}.version[:12] }}}}{{% endif %}}"
    return [(said, PLAIN), (version, (DIM, 8))]


def _either(condition: str, value: str, then: str, otherwise: str) -> list[Said]:
    """The value in one colour or the other."""
    return [
        (f"{{% if {condition} %}}{{{{ {value} }}}}{{% endif %}}", (then, 8.5)),
        (f"{{% if not ({condition}) %}}{{{{ {value} }}}}{{% endif %}}", (otherwise, 8.5)),
    ]


def _heading(docx: Docx, name: str, level: int = 1) -> Paragraph:
    heading: Paragraph = docx.add_heading(f"{{{{ words.{name} }}}}", level)
    return heading


def _only_if(docx: Docx, condition: str, *, end: bool) -> None:
    """Begin or end what is there under a condition."""
    _say(docx.add_paragraph(), ("{%p endif %}" if end else f"{{%p if {condition} %}}", PLAIN))


def _facts(docx: Docx, *pairs: tuple[str, list[Said]]) -> None:
    """Names on the left, values on the right."""
    table = _table(docx, [3.6, WIDTH - 3.6])
    for place, (name, said) in enumerate(pairs):
        row = table.rows[0] if place == 0 else _row(table)
        _fill(row, [[(f"{{{{ words.{name} }}}}", (DIM, 9.5))], said])


def _loop(table: Table, of: str, cells: Sequence[list[Said]]) -> None:
    """One row for each; the rows with the tags alone vanish when the template is filled."""
    first = _row(table) if table.rows[-1].cells[0].text else table.rows[-1]
    _fill(first, [[(f"{{%tr for one in {of} %}}", SMALL)]])
    _fill(_row(table), cells)
    _fill(_row(table), [[("{%tr endfor %}", SMALL)]])


def _row(table: Table) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    return row


def _fill(row: _Row, cells: Sequence[list[Said]]) -> None:
    for cell, said in zip(row.cells, cells, strict=False):
        _say(cell.paragraphs[0], *said, before=2, after=2)


def _table(docx: Docx, widths: Sequence[float], head: Sequence[str] = ()) -> Table:
    """A table with fine lines between its rows, of columns as wide in cm; ``head`` is repeated on every page."""
    table: Table = docx.add_table(1, len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    _lines_between(table)
    if head:
        _fill(table.rows[0], [[(f"{{{{ words.{name} }}}}", (BLUE, 8.5))] for name in head])
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell in table.rows[0].cells:
            _shade(cell, WASH)
    return table


def _say(paragraph: Paragraph, *said: Said, before: float = 0, after: float = 0) -> None:
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    for text, (colour, size) in said:
        run = paragraph.add_run(text)
        run.font.size, run.font.color.rgb = Pt(size), RGBColor.from_string(colour)


def _field(paragraph: Paragraph, code: str, look: Look) -> None:
    """What Word counts itself: the page, the number of pages."""
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        run = paragraph.add_run()
        run.font.size, run.font.color.rgb = Pt(look[1]), RGBColor.from_string(look[0])
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text or None
        run._r.append(element)


def _style(docx: Docx, name: str, look: Look, face: str, *, before: float = 0, after: float = 0) -> None:
    style, (colour, size) = docx.styles[name], look
    style.font.name, style.font.size, style.font.bold = LATIN, Pt(size), face == HEADING
    style.font.color.rgb = RGBColor.from_string(colour)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):  # a theme would win over the names
        fonts.attrib.pop(qn(theme), None)
    fonts.set(qn("w:eastAsia"), face)


def _shade(cell: _Cell, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _line_below(properties: BaseOxmlElement, colour: str) -> None:
    borders = OxmlElement("w:pBdr")
    borders.append(_border("bottom", colour, eighths=6))
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def _lines_between(table: Table) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("bottom", "insideH"):
        borders.append(_border(side, RULE, eighths=4))
    table._tbl.tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


def _border(side: str, colour: str, *, eighths: int) -> BaseOxmlElement:
    border = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(eighths)), ("space", "1"), ("color", colour)):
        border.set(qn(f"w:{name}"), value)
    return border
