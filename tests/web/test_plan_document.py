"""The plan document through the desk: a download in the visitor's language, offered where the plan is."""

import io
from urllib.parse import unquote

import docx
import pytest
from pypdf import PdfReader

from tests.web.conftest import Desk

CASE = "/cases/RZ-2026-0001"


@pytest.mark.parametrize(
    ("form", "media", "begins"),
    [
        ("pdf", "application/pdf", b"%PDF"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
    ],
)
def test_it_is_a_download_with_the_enterprises_name(desk: Desk, form: str, media: str, begins: bytes) -> None:
    found = desk("lin").get(f"{CASE}/plan.{form}")

    assert found.content.startswith(begins)
    assert found.headers["content-type"] == media
    disposition = unquote(found.headers["content-disposition"])
    assert disposition.startswith("attachment; ")
    assert disposition.endswith(f"一企一策培育方案书 RZ-2026-0001.{form}")


def test_it_says_what_the_case_page_says(desk: Desk) -> None:
    found = desk("lin").get(f"{CASE}/plan.pdf")
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(found.content)).pages)

    assert "登记培育意向" in text
    assert "五、确认" in text


def test_the_page_of_the_plan_leads_to_it(desk: Desk) -> None:
    page = desk("lin").get(f"{CASE}/plan").text

    assert f'href="{CASE}/plan.pdf"' in page
    assert f'href="{CASE}/plan.docx"' in page


def test_another_sites_plan_is_missing(desk: Desk) -> None:
    assert desk("qiu").get(f"{CASE}/plan.pdf").status_code == 404


def test_there_is_no_other_form(desk: Desk) -> None:
    assert desk("lin").get(f"{CASE}/plan.odt").status_code in {404, 422}


def test_who_reads_english_gets_it_in_english(desk: Desk) -> None:
    client = desk("lin")
    csrf = client.get(CASE).text.split('name="csrf" value="')[1].split('"')[0]
    client.post("/language", data={"csrf": csrf, "language": "en"})
    found = docx.Document(io.BytesIO(client.get(f"{CASE}/plan.docx").content))

    assert "3. What is to be done" in [one.text for one in found.paragraphs]
