"""The evidence store."""

import errno
import os
import zipfile
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

from models.refusals import Invalid, Missing, Unavailable
from store import files
from store.database import Database
from store.files import FileStore
from tests.builders_store import NOW

PDF = b"%PDF-1.7\n%%EOF"
PNG = bytes.fromhex("89504E470D0A1A0A0000000D49484452") + b"rest"
JPG = bytes.fromhex("FFD8FFE000104A464946") + b"rest"
OLE2 = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(64)


def zipped(*members: str) -> bytes:
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for member in members:
            archive.writestr(member, "x")
    return whole.getvalue()


DOCX = zipped("[Content_Types].xml", "word/document.xml")
XLSX = zipped("[Content_Types].xml", "xl/workbook.xml")


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files", megabytes=1)


def test_a_file_comes_back_under_its_hash(store: FileStore) -> None:
    stored = store.store(PDF, name="letter.pdf")

    assert stored.sha256 == sha256(PDF).hexdigest()
    assert store.read(stored.sha256) == PDF


def test_the_same_content_is_kept_once(store: FileStore) -> None:
    assert store.store(PDF, name="one.pdf") == store.store(BytesIO(PDF), name="two.pdf")
    assert len([path for path in store.directory.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("a.PNG", PNG, "image/png"),
        ("a.jpeg", JPG, "image/jpeg"),
        ("a.docx", DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.xlsx", XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("a.doc", OLE2 + "WordDocument".encode("utf-16-le"), "application/msword"),
        ("a.xls", OLE2 + "Workbook".encode("utf-16-le"), "application/vnd.ms-excel"),
        ("说明.txt", "企业自评\r\n".encode(), "text/plain"),
        ("a.txt", "企业自评".encode("gb18030"), "text/plain"),
        ("a.csv", "\ufeff代码,名称\n".encode(), "text/csv"),
    ],
)
def test_allowed_kinds_are_known_by_their_content(store: FileStore, name: str, content: bytes, media_type: str) -> None:
    assert store.store(content, name=name).media_type == media_type


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.zip", zipped("a.txt")),
        ("a.docx", zipped("a.txt")),
        ("a.docx", zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
        ("a.docx", XLSX),
        ("a.docx", b"PK\x03\x04broken"),
        ("a.pdf", PNG),
        ("a.exe", b"MZ\x90\x00" + bytes(60)),
        ("a.txt", b"\x00\x01\x02"),
        ("a.txt", b"<html><script>"),
        ("a.html", b"hello"),
        ("a.doc", OLE2),
        ("a", PDF),
        ("a.gif", b"GIF89a"),
    ],
)
def test_every_other_kind_is_refused_with_what_is_allowed(store: FileStore, name: str, content: bytes) -> None:
    with pytest.raises(Invalid) as refusal:
        store.store(content, name=name)

    assert refusal.value.reasons[0].code == "file_kind"
    assert "pdf" in refusal.value.reasons[0].values["allowed"]


@pytest.mark.parametrize(("content", "code"), [(b"", "file_empty"), (b"a" * (1024 * 1024 + 1), "file_too_large")])
def test_empty_and_too_large_files_are_refused(store: FileStore, content: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        store.store(content, name="a.txt")

    assert refusal.value.reasons[0].code == code


def test_a_refused_file_leaves_nothing_behind(store: FileStore) -> None:
    with pytest.raises(Invalid):
        store.store(b"", name="a.txt")

    assert not store.directory.exists()


def test_a_flipped_bit_is_noticed(store: FileStore) -> None:
    stored = store.store(PDF, name="a.pdf")
    store.path(stored.sha256).write_bytes(PDF[:-1] + b"G")

    with pytest.raises(Unavailable):
        store.read(stored.sha256)


def test_a_full_disk_keeps_nothing_of_a_file_and_takes_it_when_there_is_space(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", no_space)
        with pytest.raises(Unavailable, match="file_unkept"):
            store.store(PDF, name="a.pdf")
    assert not [path for path in store.directory.rglob("*") if path.is_file()]

    assert store.read(store.store(PDF, name="a.pdf").sha256) == PDF


def no_space(_descriptor: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_lost_file_is_missing(store: FileStore) -> None:
    with pytest.raises(Missing):
        store.read("0" * 64)


def test_a_stored_file_is_remembered_once(database: Database, store: FileStore) -> None:
    stored = store.store(PDF, name="a.pdf")
    with database.writing() as tx:
        files.remember(tx, stored, "lin", NOW)
        files.remember(tx, stored, "lin", NOW)

        assert files.brought(tx, stored.sha256, "lin") == stored
        assert files.hashes(tx) == [stored.sha256]


def test_what_somebody_else_brought_is_missing(database: Database, store: FileStore) -> None:
    stored = store.store(PDF, name="a.pdf")
    with database.writing() as tx:
        files.remember(tx, stored, "lin", NOW)

        with pytest.raises(Missing):
            files.brought(tx, stored.sha256, "qiu")


def test_files_that_nothing_refers_to_can_be_forgotten_by_their_age(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    old = store.store(b"old", name="a.txt").sha256
    os.utime(store.path(old), (1, 1))
    fresh = store.store(b"fresh", name="b.txt").sha256

    assert store.forget(datetime(2000, 1, 1, tzinfo=UTC)) == 1
    assert (store.path(old).exists(), store.path(fresh).exists()) == (False, True)
