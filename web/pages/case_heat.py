"""The clauses of an assessment at one glance: a row for each section, a cell for each clause, coloured by how it was rated."""

from collections import Counter
from dataclasses import dataclass

from cases.assessing.review import Part, Review, Row
from config.assessments import rating
from config.words import said
from models.definitions import StandardDefinition


@dataclass(frozen=True, slots=True)
class Cell:
    """One clause: its number, what it is and how it was rated, and how that looks: met, part, worst, aside or blank."""

    number: str
    told: str
    look: str


@dataclass(frozen=True, slots=True)
class Section:
    """One row."""

    part: Part
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """All rows, and how often each rating was given."""

    review: Review
    sections: tuple[Section, ...]
    counts: tuple[tuple[str, int], ...]

    @property
    def owed(self) -> int:
        """How many clauses still need a rating."""
        return sum(one.part.owed for one in self.sections)


def heat(found: Review) -> Heat:
    """The assessment as it stands."""
    given = Counter(row.answer.rating for part in found.parts for row in part.rows)
    sections = tuple(Section(part, tuple(_cell(found.standard, row) for row in part.rows)) for part in found.parts)
    counts = tuple((said(grade.title), given[code]) for code, grade in found.standard.scale.items() if given[code])
    return Heat(found, sections, counts)


def _cell(standard: StandardDefinition, row: Row) -> Cell:
    parts = (row.clause.key, said(row.clause.clause.title), rating(standard, row.answer.rating))
    return Cell(row.clause.key.rpartition(".")[2], " · ".join(filter(None, parts)), _look(standard, row.answer.rating))


def _look(standard: StandardDefinition, code: str) -> str:
    """By the points a rating takes off: none, some, or the most there are."""
    if code not in standard.scale:
        return "blank"
    points = standard.scale[code].points
    if points is None:
        return "aside"
    worst = min(grade.points for grade in standard.scale.values() if grade.points is not None)
    return "met" if points >= 0 else "worst" if points == worst else "part"
