"""What is done on the walked cases, in the order in which all runners do it: round-robin, a working day between two moves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from bench.desk import ZONE
from bench.script import Move, script
from cases.workdays import WorkCalendar
from models.moments import local_moment


@dataclass(frozen=True, slots=True)
class Errand:
    """One move on one case, under an idempotency key of its own."""

    no: str
    move: Move
    now: datetime
    key: str


def errands(numbers: Sequence[str], calendar: WorkCalendar, first: date) -> Iterator[Errand]:
    """Step k of every case before step k+1 of any, so that nothing of a case is still at hand when it comes again."""
    for position, move in enumerate(script()):
        now = local_moment(calendar.add(first, position), time(9), ZONE)
        yield from (Errand(no, move, now, f"{no}/{position}") for no in numbers)
