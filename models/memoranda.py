"""Memoranda (合作备忘录) between customs and the departments, and what each committed itself to."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CommitmentState(StrEnum):
    """What became of a commitment."""

    OPEN = "open"
    KEPT = "kept"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Memorandum:
    """One memorandum of a site, signed on a day by ``parties``; in force up to and including ``until``, None: no end."""

    site: str
    title: str
    signed_on: date
    parties: tuple[str, ...]
    until: date | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Commitment:
    """What ``department`` is to do by ``due_on``; ``owner`` sees to it at customs. ``note`` tells how it was kept, why dropped."""

    memorandum: int
    site: str
    text: str
    department: str
    owner: str
    due_on: date
    state: CommitmentState = CommitmentState.OPEN
    settled_on: date | None = None
    settled_by: str = ""
    note: str = ""
    id: int = 0
