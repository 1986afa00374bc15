"""Findings (发现问题): what was found lacking, by when it is to be put right, by whom it was, and who saw that it is."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs."""

    MAJOR = "major"  # 严重: alone it keeps the enterprise from passing
    MINOR = "minor"  # 一般
    OBSERVATION = "observation"  # 观察项


class FindingState(StrEnum):
    """The life of a finding: open, put right, seen to be."""

    OPEN = "open"
    FIXED = "fixed"
    VERIFIED = "verified"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``clause`` of ``standard`` and ``assessment`` are empty for one raised by hand without any.

    ``steps`` put it right; a step may put right several, and a finding may take several steps.
    """

    key: str
    text: str
    severity: Severity
    due_on: date
    raised_on: date
    raised_by: str
    clause: str = ""
    standard: str = ""
    assessment: str = ""
    steps: tuple[str, ...] = ()
    state: FindingState = FindingState.OPEN
    fixed_on: date | None = None
    fixed_by: str = ""
    fixed_for: str = ""  # the absent person for whom it was, otherwise the same
    how: str = ""
    verified_on: date | None = None
    verified_by: str = ""
    returned: str = ""  # why it was opened again
