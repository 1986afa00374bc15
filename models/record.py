"""A record: one act in the journal (案卷日志), with who, when, on whose behalf and why."""

from dataclasses import dataclass
from datetime import datetime

from models.casefile import CaseFile
from models.changes import Change


@dataclass(frozen=True, slots=True)
class Record:
    """One applied act and all its changes. ``calendar`` is the content hash of the working calendar it was computed with."""

    act: str
    at: datetime
    actor: str
    changes: tuple[Change, ...]
    reason: str = ""
    on_behalf_of: str | None = None
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class LastAct:
    """The newest act on a case, and the case before it where that was looked up."""

    record: Record
    before: CaseFile | None = None
