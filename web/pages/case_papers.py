"""The papers of a case as its page shows them: the last one first, what counts told from what was replaced."""

from dataclasses import dataclass
from pathlib import PurePath

from cases.papers import current
from models.casefile import CaseFile, Evidence
from store.filetypes import ALLOWED, PICTURES


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper where it is attached."""

    paper: Evidence
    is_current: bool
    is_picture: bool
    is_pdf: bool


def papers_of(casefile: CaseFile) -> tuple[Paper, ...]:
    """All of them, what came last first."""
    counting = current(casefile)
    found = [
        Paper(one, one in counting, _kind(one.name) in PICTURES, _kind(one.name) == ALLOWED["pdf"])
        for one in casefile.papers
    ]
    return tuple(sorted(found, key=lambda one: one.paper.attached_on)[::-1])


def _kind(name: str) -> str | None:
    """By the ending, which agreed with the content when the file was taken in."""
    return ALLOWED.get(PurePath(name).suffix.removeprefix(".").lower())
