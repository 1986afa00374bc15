"""Gaps (差距): the clauses that lost points in an assessment, as far as it has come."""

from dataclasses import dataclass

from cases.assessing.applicable import with_keys
from cases.assessing.clauses import PlacedClause
from models.assessment import Assessment, ClauseAnswer, Shelf
from models.casefile import CaseFile


@dataclass(frozen=True, slots=True)
class Gap:
    """One clause that lost ``points`` (fewer than none), and what was found."""

    clause: PlacedClause
    answer: ClauseAnswer
    points: int


def gaps(casefile: CaseFile, shelf: Shelf, head: Assessment) -> tuple[Gap, ...]:
    """What lost points in ``head``, in the order of the standard; its sheet must be loaded."""
    standard, sheet = shelf.by_hash[head.standard_hash], casefile.sheet(head.key)
    if sheet is None:
        return ()
    asked = ((one, sheet.answers.get(one.key)) for one in with_keys(standard, head.variant, sheet.clauses))
    rated = ((one, answer, standard.scale[answer.rating].points) for one, answer in asked if answer and answer.rating)
    return tuple(Gap(one, answer, points) for one, answer, points in rated if points and points < 0)
