"""The profile (七维画像): how a survey came out, dimension by dimension, from 0 to 100."""

from dataclasses import dataclass

from cases.assessing.review import Part, Review
from models.definitions import StandardDefinition, Text


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension: ``points`` of ``most`` that the questions answered so far could give, ``rated`` of all that were ``asked``.

    What does not apply counts neither way.
    """

    key: str
    title: Text
    weight: int
    points: int
    most: int
    rated: int
    asked: int

    @property
    def score(self) -> int | None:
        """From 0 to 100, None while nothing that counts is answered."""
        return round(100 * self.points / self.most) if self.most else None


@dataclass(frozen=True, slots=True)
class Profile:
    """The dimensions in order."""

    dimensions: tuple[Dimension, ...]

    @property
    def score(self) -> int | None:
        """The weighted mean of the dimensions that have a score."""
        scored = [(one.weight, one.score) for one in self.dimensions if one.score is not None]
        weights = sum(weight for weight, _ in scored)
        return round(sum(weight * score for weight, score in scored) / weights) if weights else None


def profile(found: Review) -> Profile:
    """The profile of a survey as it stands."""
    return Profile(tuple(_dimension(found, part) for part in found.parts))


def _dimension(found: Review, part: Part) -> Dimension:
    points = [grade for row in part.rows if (grade := _points(found.standard, row.answer.rating)) is not None]
    categories = found.standard.variants[found.head.variant].categories
    weight = categories[part.key].weight if part.key in categories else 1
    most = max((grade.points or 0 for grade in found.standard.scale.values()), default=0)
    return Dimension(
        key=part.key,
        title=part.title,
        weight=weight,
        points=sum(points),
        most=most * len(points),
        rated=part.rated,
        asked=len(part.rows),
    )


def _points(standard: StandardDefinition, rating: str) -> int | None:
    return standard.scale[rating].points if rating in standard.scale else None
