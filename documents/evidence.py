"""The evidence of a case to take along (材料卷): one archive of its files, each once, with an index that says what each is for."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO

import xlsxwriter

from cases.naming import paper_title, step_title
from cases.papers import current
from documents.headers import Column
from models.casefile import CaseFile, Evidence

COLUMNS = (
    Column("file", ("文件", "File")),
    Column("kind", ("材料种类", "Kind")),
    Column("period", ("归属期", "Period")),
    Column("step", ("步骤", "Step")),
    Column("clauses", ("佐证条款", "Clauses")),
    Column("attached_on", ("附上日期", "Attached")),
    Column("by", ("由谁附上", "By")),
    Column("valid_until", ("有效期至", "Good until")),
    Column("revision", ("版本", "Revision")),
    Column("sha256", ("校验值", "SHA-256")),
)
_WIDTHS = (44, 20, 14, 28, 28, 12, 12, 12, 12, 68)
_INDEX = ("目录.xlsx", "index.xlsx")
_NEWER, _NEWEST = ("已有新版", "replaced"), ("现行", "current")
_UNSAYABLE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')  # what no system takes in a file's name

_LONGEST = 80  # characters, so that a path in some folder stays short enough for every system


@dataclass(frozen=True, slots=True)
class Filed:
    """One row of the index: a paper where it is attached, and under which name its file lies in the archive."""

    paper: Evidence
    file: str
    kind: str
    step: str
    clauses: tuple[str, ...]
    is_current: bool


def filed(casefile: CaseFile, language: str) -> tuple[Filed, ...]:
    """Every paper of the case in order; its sheets must be loaded, for the clauses each one serves."""
    return tuple(_rows(casefile, language))


def write(to: IO[bytes], casefile: CaseFile, read: Callable[[str], bytes], language: str) -> int:
    """The archive, written to ``to``; ``read`` gives the content of a hash. Returns how many files; raises what ``read`` raises."""
    rows = filed(casefile, language)
    files = {one.file: one.paper.sha256 for one in rows}
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_INDEX[language == "en"], _index(rows, language))
        for name, digest in files.items():
            archive.writestr(name, read(digest))
    return len(files)


def _rows(casefile: CaseFile, language: str) -> Iterator[Filed]:
    names: dict[str, str] = {}
    counting = current(casefile)
    places = (("", casefile.evidence), *((step.key, step.evidence) for step in casefile.steps))
    for key, there in places:
        title = step_title(casefile, key)[f"title_{language}"] if key else ""
        for one in there:
            kind = paper_title(casefile, one.kind)[f"kind_{language}"]
            name = PurePath(one.name)
            file = names.setdefault(one.sha256, _sayable(f"{len(names) + 1:03} {kind} {name.stem}", name.suffix))
            yield Filed(one, file, kind, title, _clauses(casefile, one.sha256), one in counting)


def _clauses(casefile: CaseFile, digest: str) -> tuple[str, ...]:
    """What it serves, as ``mock-1 3.2``: which clause of which assessment."""
    return tuple(
        f"{sheet.assessment} {clause}"
        for sheet in casefile.sheets
        for clause, answer in sheet.answers.items()
        if digest in answer.evidence
    )


def _sayable(stem: str, ending: str) -> str:
    return _UNSAYABLE.sub("_", stem)[:_LONGEST] + _UNSAYABLE.sub("_", ending)


def _index(rows: tuple[Filed, ...], language: str) -> bytes:
    """Everything is text: what looks like a formula is none."""
    out, english = io.BytesIO(), language == "en"
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("index")
        head = book.add_format({"bold": True, "bg_color": "#E8F0FA", "border": 1})
        for place, (column, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True)):
            sheet.write_string(0, place, column.titles[english], head)
            sheet.set_column(place, place, width)
        for number, one in enumerate(rows, start=1):
            for place, cell in enumerate(_cells(one, language)):
                sheet.write_string(number, place, cell)
        sheet.freeze_panes(1, 1)
    return out.getvalue()


def _cells(one: Filed, language: str) -> tuple[str, ...]:
    english, paper = language == "en", one.paper
    return (
        one.file,
        one.kind,
        paper.period,
        one.step,
        ", ".join(one.clauses),
        str(paper.attached_on),
        paper.by,
        str(paper.valid_until or ""),
        (_NEWEST if one.is_current else _NEWER)[english],
        paper.sha256,
    )
