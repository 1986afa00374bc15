"""Turns: whose move it is on a step, as lists need to know it without loading the case."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Turn:
    """Who has to act, and the last day on which they are not late; None where nobody or no day is known."""

    doer: str | None = None
    late_after: date | None = None


NOBODYS = Turn()
