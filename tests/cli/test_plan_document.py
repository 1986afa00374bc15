"""`oneplan case document`: the plan as files, and the template a site may change."""

import docx

from tests.cli.conftest import NO
from tests.cli.terminal import Terminal


def test_the_plan_is_written_as_pdf_and_as_word(shared: Terminal) -> None:
    pdf, word = (shared.home.parent / f"plan.{ending}" for ending in ("pdf", "docx"))
    told = shared.json("case", "document", NO, "--pdf", str(pdf), "--docx", str(word), "--as", "lin")

    assert told["files"] == [str(pdf), str(word)]
    assert pdf.read_bytes().startswith(b"%PDF")
    assert "三、方案事项" in [one.text for one in docx.Document(str(word)).paragraphs]


def test_some_form_has_to_be_named(shared: Terminal) -> None:
    said = shared("case", "document", NO)

    assert said.code == 2
    assert "--pdf" in said.err


def test_a_site_takes_the_template_changes_it_and_has_it_filled(shared: Terminal) -> None:
    home = shared.home.parent / "templates"
    home.mkdir(exist_ok=True)
    shared.json("case", "template", str(home / "plan.docx"))
    own = docx.Document(str(home / "plan.docx"))
    own.paragraphs[0].insert_paragraph_before("{{ plan.no }} 样式由示范点自定")
    own.save(str(home / "plan.docx"))
    word = home / "out.docx"
    shared.at("2026-11-02T09:00:00+08:00", ONEPLAN_TEMPLATES=str(home)).json(
        "case", "document", NO, "--docx", str(word)
    )

    assert f"{NO} 样式由示范点自定" in [one.text for one in docx.Document(str(word)).paragraphs]


def test_another_sites_plan_is_missing(shared: Terminal) -> None:
    assert shared("case", "document", NO, "--pdf", "x.pdf", "--as", "qiu").code == 1
