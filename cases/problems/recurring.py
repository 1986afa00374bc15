"""What many problems have in common: patterns that recur, and how well each department's answers help."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from cases.deadlines import as_delta
from models.definitions import Recurring
from models.problems import Pattern, Problem, ProblemState


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Problems of one pattern within the time that counts, the first one first; ``proposed``: enough of them for the meeting."""

    pattern: Pattern
    problems: tuple[Problem, ...]
    proposed: bool

    @property
    def enterprises(self) -> int:
        """Of how many enterprises."""
        return len({one.uscc for one in self.problems})


@dataclass(frozen=True, slots=True)
class Showing:
    """How one department did: how many problems, how many answered, and of those on which the enterprise spoke how many helped at
    once; ``recurring`` had one of their pattern before them."""

    department: str
    problems: int
    answered: int
    late: int
    spoken: int
    confirmed: int
    recurring: int

    @property
    def confirmation(self) -> float | None:
        """The share confirmed without ever being disputed, of those the enterprise spoke of; None while it spoke of none."""
        return self.confirmed / self.spoken if self.spoken else None

    @property
    def recurrence(self) -> float | None:
        """The share that had one like it before; None without any."""
        return self.recurring / self.problems if self.problems else None


def since(rule: Recurring, today: date) -> date:
    """The first day that counts: as long before ``today`` as the rulebook says, that day inclusive."""
    return today - as_delta(rule.within)


def recurrences(problems: Iterable[Problem], rule: Recurring) -> tuple[Recurrence, ...]:
    """Every pattern that came more than once among ``problems``, the most frequent first; what was withdrawn never counts."""
    found = ((pattern, some) for pattern, some in _by_pattern(problems).items() if len(some) > 1)
    made = (Recurrence(pattern, tuple(some), len(some) >= rule.at) for pattern, some in found)
    return tuple(sorted(made, key=lambda one: (-len(one.problems), one.problems[0].no)))


def showings(problems: Iterable[Problem], today: date) -> tuple[Showing, ...]:
    """One for each department that was to answer any of ``problems``, by its code."""
    counted = [one for one in problems if one.state is not ProblemState.WITHDRAWN]
    again = {one.no for some in _by_pattern(counted).values() for one in some[1:]}
    departments = sorted({one.department for one in counted})
    return tuple(
        _showing(code, [one for one in counted if one.department == code], again, today) for code in departments
    )


def _showing(department: str, problems: list[Problem], again: set[str], today: date) -> Showing:
    spoken = [one for one in problems if one.state is ProblemState.CONFIRMED or one.disputed]
    return Showing(
        department=department,
        problems=len(problems),
        answered=sum(one.state is not ProblemState.OPEN for one in problems),
        late=sum(one.state is ProblemState.OPEN and one.due_on < today for one in problems),
        spoken=len(spoken),
        confirmed=sum(one.state is ProblemState.CONFIRMED and not one.disputed for one in spoken),
        recurring=sum(one.no in again for one in problems),
    )


def _by_pattern(problems: Iterable[Problem]) -> Mapping[Pattern, list[Problem]]:
    gathered: dict[Pattern, list[Problem]] = defaultdict(list)
    for one in sorted(problems, key=lambda one: (one.asked_at, one.no)):
        if one.state is not ProblemState.WITHDRAWN:
            gathered[one.pattern].append(one)
    return gathered
