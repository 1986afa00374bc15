"""Evidence goes out only through its case, and only as a download."""

from pathlib import Path
from typing import Any

from store.files import FileStore
from tests.web.conftest import Desk

CASE = "/cases/RZ-2026-0001"


def attach(desk: Desk) -> str:
    """The address of a file that Lin attached to the case."""
    client = desk("lin")
    csrf = client.get(CASE).text.split('name="csrf" value="')[1].split('"')[0]
    sent = {"csrf": csrf, "step": "intent", "input.kind": "site_record"}
    upload: Any = {"input.file": ("现场 记录.pdf", b"%PDF-1.4 record", "application/pdf")}
    assert client.post(f"{CASE}/acts/attach-evidence", data=sent, files=upload).status_code == 200
    return client.get(CASE).text.split(f'href="{CASE}/files/')[1].split('"')[0]


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
