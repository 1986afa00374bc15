"""Comparing (对比) an assessment with an earlier one: clause by clause what got better, worse, or was not asked before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from cases.assessing.clauses import PlacedClause
from models.assessment import ClauseAnswer
from models.definitions import StandardDefinition


class Turn(StrEnum):
    """What became of a clause since the earlier assessment."""

    BETTER = "better"
    WORSE = "worse"
    FRESH = "fresh"  # there was no answer before


@dataclass(frozen=True, slots=True)
class Compared:
    """One clause that differs: its ratings then (empty if there was none) and now."""

    clause: PlacedClause
    before: str
    now: str
    turn: Turn


def compared(
    standard: StandardDefinition,
    clauses: tuple[PlacedClause, ...],
    now: Mapping[str, ClauseAnswer],
    earlier: Mapping[str, ClauseAnswer],
    earlier_standard: StandardDefinition,
) -> tuple[Compared, ...]:
    """The clauses whose rating differs. Of another standard the answer is that of the clause said to be like it."""
    return tuple(_compared(standard, clauses, now, earlier, earlier_standard))


def _compared(
    standard: StandardDefinition,
    clauses: tuple[PlacedClause, ...],
    now: Mapping[str, ClauseAnswer],
    earlier: Mapping[str, ClauseAnswer],
    earlier_standard: StandardDefinition,
) -> Iterator[Compared]:
    for placed in clauses:
        answer = now.get(placed.key)
        before = earlier.get(_key_before(placed, standard, earlier_standard))
        if not answer or not answer.rating:
            continue
        if before is None or before.rating not in standard.scale:
            yield Compared(placed, "", answer.rating, Turn.FRESH)
        elif before.rating != answer.rating:
            worth = _worth(standard, answer.rating), _worth(standard, before.rating)
            if worth[0] != worth[1]:
                turn = Turn.BETTER if worth[0] > worth[1] else Turn.WORSE
                yield Compared(placed, before.rating, answer.rating, turn)


def _key_before(placed: PlacedClause, standard: StandardDefinition, earlier: StandardDefinition) -> str:
    if standard.standard == earlier.standard:
        return placed.key
    return placed.clause.like.get(earlier.standard, "")


def _worth(standard: StandardDefinition, rating: str) -> int:
    """What a rating takes off; what does not apply takes nothing."""
    return standard.scale[rating].points or 0
