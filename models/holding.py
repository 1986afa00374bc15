"""Who had the ball (责任时钟): periods that follow each other, one holder at a time."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Holding:
    """``holder`` has the ball since ``since``, a day that is not counted, until ``until``, which is; None: still."""

    holder: str
    since: date
    until: date | None = None


Holdings = tuple[Holding, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """How the ball went during one stay in a stage.

    ``steps`` are the holdings of each step that the gate waits for, ``rests`` the times in which nobody had the case.
    """

    began_on: date
    ended_on: date | None = None
    steps: tuple[Holdings, ...] = ()
    rests: Holdings = ()
