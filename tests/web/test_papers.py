"""Evidence goes out only through its case, and only as a download."""

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from documents import plan_pdf
from store.files import FileStore
from tests.documents.plans import a_plan
from tests.web.conftest import Desk

CASE = "/cases/RZ-2026-0001"
FILES = f"{CASE}?tab=files"


def attach(desk: Desk) -> str:
    """The address of a file that Lin attached to the case."""
    client = desk("lin")
    csrf = client.get(CASE).text.split('name="csrf" value="')[1].split('"')[0]
    sent = {"csrf": csrf, "step": "intent", "input.kind": "site_record"}
    upload: Any = {"input.file": ("现场 记录.pdf", b"%PDF-1.4 record", "application/pdf")}
    assert client.post(f"{CASE}/acts/attach-evidence", data=sent, files=upload).status_code == 200
    return client.get(FILES).text.split(f'href="{CASE}/files/')[1].split('"')[0]


def test_a_file_comes_back_as_it_was_and_as_a_download(desk: Desk) -> None:
    digest = attach(desk)

    found = desk("zhao").get(f"{CASE}/files/{digest}")

    assert found.content == b"%PDF-1.4 record"
    assert found.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%E7%8E%B0")
    assert found.headers["content-type"] == "application/octet-stream"


def test_a_file_of_which_a_bit_has_flipped_is_not_given_out(desk: Desk, tmp_path: Path) -> None:
    digest = attach(desk)
    FileStore(tmp_path / "files").path(digest).write_bytes(b"%PDF-1.4 recore")
    found = desk("zhao").get(f"{CASE}/files/{digest}")

    assert (found.status_code, b"recore" in found.content, digest in found.text) == (503, False, True)


def test_another_sites_file_is_missing(desk: Desk) -> None:
    assert desk("qiu").get(f"{CASE}/files/{attach(desk)}").status_code == 404


def test_a_file_of_no_case_is_missing(desk: Desk) -> None:
    assert desk("lin").get(f"{CASE}/files/{'0' * 64}").status_code == 404


PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 16


def sent_to(desk: Desk, name: str, content: bytes, **inputs: str) -> str:
    """The page after Lin attached a file to the case's first step."""
    client = desk("lin")
    csrf = client.get(CASE).text.split('name="csrf" value="')[1].split('"')[0]
    given = {f"input.{key}": value for key, value in ({"kind": "site_record"} | inputs).items()}
    upload: Any = {"input.file": (name, content, "application/octet-stream")}
    answer = client.post(f"{CASE}/acts/attach-evidence", data={"csrf": csrf, "step": "intent"} | given, files=upload)
    assert answer.status_code == 200, answer.text
    return client.get(FILES).text


def test_a_picture_is_shown_on_the_page_and_saved_when_it_is_opened(desk: Desk) -> None:
    address = sent_to(desk, "门口.png", PNG).split('src="' + CASE + "/pictures/")[1].split('"')[0]

    found = desk("zhao").get(f"{CASE}/pictures/{address}")

    assert (found.content, found.headers["content-type"]) == (PNG, "image/png")
    assert found.headers["content-disposition"].startswith("attachment")


def test_what_is_no_picture_is_not_given_out_as_one(desk: Desk) -> None:
    assert desk("lin").get(f"{CASE}/pictures/{attach(desk)}").status_code == 404


def test_the_page_says_until_when_a_paper_is_good_and_which_was_replaced(desk: Desk) -> None:
    digest = attach(desk)
    sent_to(desk, "新记录.pdf", b"%PDF-1.4 newer", replaces=digest, valid_until="2099-12-31")

    page = desk("lin").get(FILES).text

    assert "已有新版" in page
    assert "2099" in page.split('id="papers"')[1]


def test_all_files_come_in_one_archive_with_an_index(desk: Desk) -> None:
    attach(desk)

    found = desk("zhao").get(f"{CASE}/evidence.zip")
    packed = ZipFile(BytesIO(found.content))

    assert found.headers["content-disposition"].startswith("attachment")
    assert [name.rpartition(" ")[2] for name in packed.namelist()] == ["目录.xlsx", "记录.pdf"]


def test_another_sites_archive_is_missing(desk: Desk) -> None:
    attach(desk)

    assert desk("qiu").get(f"{CASE}/evidence.zip").status_code == 404


def a_pdf() -> bytes:
    """A document of one page."""
    return plan_pdf.pdf(a_plan(), None)


def test_the_first_page_of_a_pdf_is_shown_as_a_picture(desk: Desk) -> None:
    page = sent_to(desk, "记录.pdf", a_pdf())
    address = page.split(f'src="{CASE}/first-pages/')[1].split('"')[0]
    found = desk("zhao").get(f"{CASE}/first-pages/{address}")

    assert found.headers["content-type"] == "image/png"
    assert found.content.startswith(b"\x89PNG")
    assert found.headers["content-disposition"].startswith("attachment")


def test_a_pdf_that_cannot_be_read_has_no_first_page(desk: Desk) -> None:
    assert desk("lin").get(f"{CASE}/first-pages/{attach(desk)}").status_code == 404


def test_only_a_pdf_has_a_first_page(desk: Desk) -> None:
    page = sent_to(desk, "照片.png", PNG)
    digest = page.split(f'href="{CASE}/files/')[1].split('"')[0]

    assert "first-pages" not in page
    assert desk("lin").get(f"{CASE}/first-pages/{digest}").status_code == 404


def test_another_sites_first_page_is_missing(desk: Desk) -> None:
    assert desk("qiu").get(f"{CASE}/first-pages/{attach(desk)}").status_code == 404
