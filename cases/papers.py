"""Papers (材料): which revision of a file counts, and until when."""

from collections.abc import Iterable
from datetime import date

from cases.deadlines import shift
from cases.workdays import WorkCalendar
from models.casefile import CaseFile, Evidence


def at(casefile: CaseFile, key: str) -> tuple[Evidence, ...]:
    """Everything attached to the step, or to the case itself where ``key`` is empty."""
    row = casefile.step(key) if key else None
    return row.evidence if row else () if key else casefile.evidence


def newest(there: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Those whose place no other one of them took."""
    held = tuple(there)
    gone = {(one.kind, one.replaces) for one in held}
    return tuple(one for one in held if (one.kind, one.sha256) not in gone)


def current(casefile: CaseFile) -> tuple[Evidence, ...]:
    """The papers of the case that count: its own, then those of its steps in their order."""
    return newest(casefile.papers)


def replaceable(casefile: CaseFile, key: str) -> tuple[Evidence, ...]:
    """What a paper attached there can take the place of: the step's own; from the case itself whatever counts in it, since the
    steps of a stage that was left are not offered any more."""
    return newest(at(casefile, key)) if key else current(casefile)


def good(there: Iterable[Evidence], today: date) -> set[str]:
    """The kinds of which a paper counts today."""
    return {one.kind for one in newest(there) if one.is_valid(today)}


def usual_end(casefile: CaseFile, kind: str, attached_on: date, calendar: WorkCalendar) -> date | None:
    """The last day on which a paper of this kind is good, as the process has it (``good_for``); None: it does not run out."""
    length = casefile.process.good_for.get(kind)
    return shift(attached_on, length, calendar) if length else None
