"""The plan document, read back out of the files that were drawn."""

import io
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from noto_cjk_sans_otc import FONT_PATH
from pypdf import PdfReader

from documents.drawing import Form, draw
from documents.plan_document import Bar, PlanDocument, StagePlan
from documents.plan_docx import docx as as_docx
from documents.plan_pdf import ROWS, gantt_pictures
from documents.plan_pdf import pdf as as_pdf
from documents.plan_template import build
from models.refusals import Invalid
from tests.documents.plans import a_plan, an_item


def in_pdf(plan: PlanDocument) -> str:
    """All its text, without the spaces that typesetting makes."""
    pages = PdfReader(io.BytesIO(as_pdf(plan, None))).pages
    return "".join(page.extract_text() for page in pages).replace("\n", "").replace(" ", "")


def in_docx(plan: PlanDocument, template: Path | None = None) -> str:
    """All its text, that of tables, header and footer too."""
    found = docx.Document(io.BytesIO(as_docx(plan, None, template)))
    last = found.sections[-1]
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    around = [one.text for part in (last.header, last.footer) for one in part.paragraphs]
    return "".join([*(one.text for one in found.paragraphs), *cells, *around]).replace("\n", "").replace(" ", "")


def fonts_in(content: bytes) -> list[str]:
    """The fonts of its second page; there is one at least."""
    page: Any = PdfReader(io.BytesIO(content)).pages[1]
    found = [font.get_object()["/BaseFont"] for font in page["/Resources"]["/Font"].values()]
    assert found
    return found


Read = Callable[[PlanDocument], str]
READERS = pytest.mark.parametrize("read", [in_pdf, in_docx])
SAID = (
    "一企一策培育方案书", "日照某某有限公司", "91370000MA3C0AAA0X", "RZ-2026-0031", "日照示范点", "高级认证企业", "2026-11-16",
    "第2版·已批准", "8f3a9c12b7d4", "99aabbccddee", "赵启明", "初稿", "企业搬迁", "林晓岚",
    "企业自评1", "未通过·待核", "总分不低于95，现为91", "单证复核", "不达标", "没有写明<复核人>&权限", "制度.pdf", "印章管理",
    "补单证复核制度", "差距12", "关务负责人", "制度文件", "2026-12-01预计暂定", "法定2027-01-04待核",
)  # fmt: skip


@READERS
def test_everything_the_plan_says_can_be_read(read: Read) -> None:
    text = read(a_plan())

    assert [one for one in SAID if one not in text] == []


@READERS
def test_what_nobody_assessed_is_said_to_be_missing(read: Read) -> None:
    text = read(a_plan(diagnosis=None, standard=None))

    assert "还没有评估" in text
    assert "逐条评定表" not in text


@READERS
def test_an_item_without_a_day_says_so(read: Read) -> None:
    text = read(a_plan(stages=(StagePlan("量身辅导", (an_item(due=(), term="届时确定"),), ()),)))

    assert "届时确定" in text


def test_each_page_but_the_cover_has_its_number_the_revision_and_the_case() -> None:
    pages = PdfReader(io.BytesIO(as_pdf(a_plan(), None))).pages
    second = pages[1].extract_text()

    assert f"第 2 页，共 {len(pages)} 页" in second
    assert "方案第 2 版" in second
    assert "RZ-2026-0031" in second
    assert "第 1 页" not in pages[0].extract_text()


def test_the_chinese_font_is_in_the_file() -> None:
    assert all("NotoSansCJKsc" in one for one in fonts_in(as_pdf(a_plan(), None)))


def test_the_fonts_of_a_configured_directory_come_first(tmp_path: Path) -> None:
    shutil.copy(
        FONT_PATH, tmp_path / "own.ttc"
    )  # its first family in name order is another than the one we take from ours

    assert all("NotoSansCJKhk" in one for one in fonts_in(as_pdf(a_plan(), tmp_path)))


@pytest.mark.parametrize("form", Form)
def test_the_same_plan_gives_the_same_bytes_in_whichever_process(form: Form) -> None:
    here = as_pdf(a_plan(), None) if form is Form.PDF else as_docx(a_plan(), None, None)

    assert draw(a_plan(), form, fonts=None, templates=None) == here


def test_a_plan_in_english_is_english_throughout() -> None:
    plan = a_plan(language="en", words=dict.fromkeys(a_plan().words, "x") | {"page": "page {page} of {pages}"})

    assert "page2of" in in_pdf(plan)


def test_a_long_gantt_is_cut_into_pictures_that_fit_a_page() -> None:
    bars = tuple(Bar(str(n), date(2026, 11, 2), date(2026, 11, 30), "open") for n in range(ROWS + 1))
    plan = a_plan(stages=(StagePlan("x", (), bars),))

    assert len(gantt_pictures(plan, None)) == 2
    assert len(docx.Document(io.BytesIO(as_docx(plan, None, None))).inline_shapes) == 2


def test_without_bars_there_is_no_chapter_for_them() -> None:
    plan = a_plan(stages=(replace(a_plan().stages[0], bars=()),))

    assert "进度安排" not in in_docx(plan)
    assert "进度安排" not in in_pdf(plan)


def a_template(folder: Path, *texts: str) -> Path:
    """A site's own shape, of these paragraphs."""
    own = docx.Document()
    for text in texts:
        own.add_paragraph(text)
    own.save(str(folder / "plan.docx"))
    return folder / "plan.docx"


def test_a_sites_own_template_wins(tmp_path: Path) -> None:
    a_template(tmp_path, "致 {{ plan.company.name }}：")
    drawn = draw(a_plan(), Form.DOCX, fonts=None, templates=tmp_path)

    assert docx.Document(io.BytesIO(drawn)).paragraphs[0].text == "致 日照某某有限公司："


def test_our_template_taken_along_and_put_back_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(build())

    assert in_docx(a_plan(), tmp_path / "plan.docx") == in_docx(a_plan())


@pytest.mark.parametrize("text", ["{{ plan.nothing.name }}", "{% if plan %}", "{{ ''.__class__.__mro__ }}"])
def test_a_template_that_is_wrong_or_reaches_for_more_is_refused(tmp_path: Path, text: str) -> None:
    a_template(tmp_path, text)
    with pytest.raises(Invalid) as refused:
        draw(a_plan(), Form.DOCX, fonts=None, templates=tmp_path)

    assert refused.value.reasons[0].code == "document.template"


def test_a_template_that_is_no_document_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(b"no document")
    with pytest.raises(Invalid):
        draw(a_plan(), Form.DOCX, fonts=None, templates=tmp_path)
