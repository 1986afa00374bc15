"""The radar (雷达图) of a survey: where its corners, rings and names stand, in a drawing 360 wide and 250 high."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from cases.assessing.profile import Dimension, Profile

WIDTH, HEIGHT, RADIUS, NAMES = 360, 250, 88, 12
CENTRE = (WIDTH / 2, HEIGHT / 2)
RINGS = (25, 50, 75, 100)


@dataclass(frozen=True, slots=True)
class Spoke:
    """One dimension: its name beside the end of its axis, and how the name is set there (``start``, ``middle``, ``end``)."""

    dimension: Dimension
    x: float
    y: float
    name_x: float
    name_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Radar:
    """Rings and shapes as the points of polygons; ``before`` is empty without an earlier survey."""

    rings: tuple[str, ...]
    spokes: tuple[Spoke, ...]
    shape: str
    before: str = ""


def radar(profile: Profile, earlier: Profile | None = None) -> Radar:
    """A dimension nobody has answered yet stands in the middle."""
    count = len(profile.dimensions)
    return Radar(
        rings=tuple(_polygon([ring] * count) for ring in RINGS),
        spokes=tuple(_spoke(one, at, count) for at, one in enumerate(profile.dimensions)),
        shape=_polygon([one.score or 0 for one in profile.dimensions]),
        before=_polygon([one.score or 0 for one in earlier.dimensions]) if earlier else "",
    )


def _spoke(dimension: Dimension, at: int, count: int) -> Spoke:
    x, y = _place(100, at, count)
    name_x, name_y = _place(100 + 100 * NAMES / RADIUS, at, count)
    side = round(name_x - CENTRE[0])
    return Spoke(dimension, x, y, name_x, name_y, "middle" if side == 0 else "start" if side > 0 else "end")


def _polygon(scores: Sequence[int]) -> str:
    places = (_place(score, at, len(scores)) for at, score in enumerate(scores))
    return " ".join(f"{x},{y}" for x, y in places)


def _place(score: float, at: int, count: int) -> tuple[float, float]:
    """The first points upwards, the others follow clockwise."""
    angle = 2 * pi * at / count
    away = RADIUS * score / 100
    return round(CENTRE[0] + away * sin(angle), 1), round(CENTRE[1] - away * cos(angle), 1)
