"""The board as a matrix: who has how many cases in which stage, and who is late in which way."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from models.absences import Absence
from models.vocabulary import Overdue
from store.board import Load
from store.narrowing import NOBODY

TINTS = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """A number and how deep it is tinted, from 0 for none to `TINTS` for the greatest of its kind."""

    count: int
    late: int
    tint: int


@dataclass(frozen=True, slots=True)
class Line:
    """One coordinator: their cases by stage, all of them, and those late in each way. ``away`` is until when they are not here."""

    login: str
    name: str
    away: date | None
    total: Cell
    stages: Mapping[str, Cell]
    ways: Mapping[Overdue, Cell]


def matrix(
    loads: Iterable[Load],
    ways: Mapping[tuple[str | None, Overdue], int],
    names: Mapping[str, str],
    absences: Iterable[Absence],
    today: date,
) -> list[Line]:
    """A line for each coordinator with open cases, who has most of them first; those of nobody last."""
    count, late = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for one in loads:
        count[one.coordinator or NOBODY, one.stage] += one.count
        late[one.coordinator or NOBODY, one.stage] += one.late
    whole, behind = _per_person(count), _per_person(late)
    away = {one.person: one.last_on for one in absences if one.first_on <= today}
    most, most_of_all, worst = (
        max(count.values(), default=0),
        max(whole.values(), default=0),
        max(ways.values(), default=0),
    )
    return [
        Line(
            login=login,
            name=names.get(login, ""),
            away=away.get(login),
            total=Cell(number, behind[login], tint(number, most_of_all)),
            stages={
                stage: Cell(found, late[who, stage], tint(found, most))
                for (who, stage), found in count.items()
                if who == login
            },
            ways={
                way: Cell(found, found, tint(found, worst))
                for (who, way), found in ways.items()
                if (who or NOBODY) == login
            },
        )
        for login, number in sorted(whole.items(), key=lambda one: (one[0] == NOBODY, -one[1], one[0]))
    ]


def tint(count: int, most: int) -> int:
    """How deep a number is tinted beside the greatest: 0 for none, otherwise a quarter of the way begun counts."""
    return -(-count * TINTS // most) if count else 0


def _per_person(counted: Counter[tuple[str, str]]) -> Counter[str]:
    found = Counter[str]()
    for (who, _), number in counted.items():
        found[who] += number
    return found
