"""The tally (计分): what an enterprise's answers come to, clause by clause, for the predicates of a pass rule to look at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cases.assessing.applicable import with_keys
from cases.assessing.clauses import PlacedClause
from models.assessment import Assessment, AssessmentState, SectionState, Sheet, Shelf
from models.definitions import StandardDefinition


@dataclass(frozen=True, slots=True)
class Tally:
    """The clauses that apply, and the ratings of those that were answered, by clause.

    ``is_final``: no answer will follow, so that a bonus nobody claimed is none.
    """

    standard: StandardDefinition
    clauses: tuple[PlacedClause, ...]
    ratings: Mapping[str, str]
    is_final: bool = False

    @property
    def unanswered(self) -> tuple[PlacedClause, ...]:
        """Those without a rating. A bonus nobody claims is no gap."""
        return tuple(one for one in self.clauses if one.key not in self.ratings and not one.clause.bonus)

    @property
    def is_complete(self) -> bool:
        """Whether every clause was answered."""
        return not self.unanswered

    def rated(self, rating: str) -> tuple[PlacedClause, ...]:
        """The clauses with this rating."""
        return tuple(one for one in self.clauses if self.ratings.get(one.key) == rating)

    def could_be(self, rating: str) -> tuple[PlacedClause, ...]:
        """The unanswered clauses that may still come to this rating."""
        return tuple(one for one in self.unanswered if rating in allowed(self.standard, one))

    @property
    def total(self) -> int:
        """The full score, what was taken off it, and the bonus up to its cap."""
        return self.standard.base + self._deducted + self.bonus

    @property
    def lowest(self) -> int:
        """The total if every unanswered clause came out as badly as it may."""
        worst = (min(_points(self.standard, allowed(self.standard, one)), default=0) for one in self.unanswered)
        return self.total + sum(worst)

    @property
    def highest(self) -> int:
        """The total if every unanswered clause came out well and every bonus were claimed."""
        unclaimed = () if self.is_final else (one for one in self.clauses if one.key not in self.ratings)
        open_bonus = sum(one.clause.bonus or 0 for one in unclaimed)
        return self.standard.base + self._deducted + self._capped(self._claimed + open_bonus)

    @property
    def bonus(self) -> int:
        """What the bonus clauses give, up to the cap."""
        return self._capped(self._claimed)

    @property
    def _deducted(self) -> int:
        scale = self.standard.scale
        rated = (self.ratings[one.key] for one in self.clauses if one.key in self.ratings and not one.clause.bonus)
        return sum(scale[rating].points or 0 for rating in rated)

    @property
    def _claimed(self) -> int:
        return sum(one.clause.bonus or 0 for one in self.clauses if _is_claimed(self, one))

    def _capped(self, points: int) -> int:
        cap = self.standard.bonus.at_most if self.standard.bonus else 0
        return points if cap is None else min(points, cap)


def allowed(standard: StandardDefinition, placed: PlacedClause) -> tuple[str, ...]:
    """The ratings a clause may get: its own, or all of the scale."""
    return placed.clause.ratings or tuple(standard.scale)


def worst(standard: StandardDefinition, placed: PlacedClause) -> str:
    """The lowest rating a clause may get: that of the fewest points, of two alike the later."""
    rated = [rating for rating in allowed(standard, placed) if standard.scale[rating].points is not None]
    return min(reversed(rated), key=lambda rating: standard.scale[rating].points or 0)


def _points(standard: StandardDefinition, ratings: Iterable[str]) -> list[int]:
    return [points for rating in ratings if (points := standard.scale[rating].points) is not None]


def _is_claimed(tally: Tally, placed: PlacedClause) -> bool:
    """Whether the bonus of a clause was earned: rated as something that counts."""
    rating = tally.ratings.get(placed.key)
    return bool(rating) and tally.standard.scale[str(rating)].points is not None


def tally_of(shelf: Shelf, head: Assessment, sheet: Sheet) -> Tally:
    """What the answers of an assessment come to."""
    standard = shelf.by_hash[head.standard_hash]
    ratings = {key: one.rating for key, one in sheet.answers.items() if one.rating}
    is_final = head.state is not AssessmentState.OPEN or _is_all_accepted(head)
    return Tally(standard, with_keys(standard, head.variant, sheet.clauses), ratings, is_final)


def _is_all_accepted(head: Assessment) -> bool:
    return all(one.state is SectionState.ACCEPTED for one in head.sections.values())
