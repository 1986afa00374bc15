"""The archive of a case's evidence: each file once, an index that tells what each is for, names any system takes."""

import io
from typing import Any
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from documents import evidence
from models.refusals import Missing, Reason
from tests.builders import Walk, file, opened


def attached(walk: Walk, name: str, step: str = "intent", **inputs: Any) -> Walk:
    how = {"file": file("a") | {"name": name}, "kind": "letter_of_intent"} | inputs
    return walk.do("attach-evidence", step, at="2026-07-02", **how)


def packed(walk: Walk, language: str = "zh") -> ZipFile:
    out = io.BytesIO()
    evidence.write(out, walk.casefile, lambda digest: digest.encode(), language)
    return ZipFile(out)


def index(archive: ZipFile) -> list[list[Any]]:
    return (
        CalamineWorkbook.from_filelike(io.BytesIO(archive.read(archive.namelist()[0])))
        .get_sheet_by_index(0)
        .to_python()
    )


def test_a_file_attached_twice_lies_in_it_once_and_stands_in_the_index_twice() -> None:
    archive = packed(attached(attached(opened(), "a.pdf"), "a.pdf", ""))

    assert len(archive.namelist()) == 2
    assert len(index(archive)) == 3


def test_the_index_tells_what_a_paper_is_for_and_until_when_it_is_good() -> None:
    row = index(packed(attached(opened(), "a.pdf", valid_until="2026-12-31"), "en"))[1]

    assert row[5:9] == ["2026-07-02", "lin", "2026-12-31", "current"]


def test_a_replaced_revision_is_marked() -> None:
    walk = attached(opened(), "a.pdf")
    attached(walk, "b.pdf", file=file("b"), replaces=file("a")["sha256"])

    assert [row[8] for row in index(packed(walk))[1:]] == ["已有新版", "现行"]


@pytest.mark.parametrize("name", ["../../etc/passwd.pdf", "a/b\\c:d.pdf", "x\x07y.pdf", "长" * 300 + ".pdf"])
def test_no_name_leaves_the_archive_or_is_too_long(name: str) -> None:
    _index, filed = packed(attached(opened(), name)).namelist()

    assert not set('/\\:\x07"') & set(filed)
    assert len(filed) < 100
    assert filed.endswith(".pdf")


def test_what_looks_like_a_formula_is_text() -> None:
    row = index(packed(attached(opened(), "=1+1.pdf", kind="=cmd()")))[1]

    assert row[1] == "=cmd()"


def test_a_file_that_is_gone_is_told_and_nothing_is_left_out_quietly() -> None:
    def gone(digest: str) -> bytes:
        raise Missing(Reason("file_missing", {"sha256": digest}))

    with pytest.raises(Missing):
        evidence.write(io.BytesIO(), attached(opened(), "a.pdf").casefile, gone, "zh")
