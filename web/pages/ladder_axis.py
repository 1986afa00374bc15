"""The axis of a ladder: every rung at its distance in working days from the day all is about, as a drawing needs it."""

from collections.abc import Iterable
from dataclasses import dataclass

from cases.ladders import Origin

WIDTH, HEIGHT, LINE = 720, 96, 48
EDGE = 36  # beside the outermost rung, so that its label fits
TAIL = 64  # behind the last rung, where repetitions go on
CLOSE = 40  # two labels nearer than this stand on different sides


@dataclass(frozen=True, slots=True)
class Mark:
    """One rung: where it stands, on which side its label is, whose it is; ``acts`` if it brings something about."""

    at: str
    x: int
    above: bool
    look: str
    acts: bool
    repeats: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """The day itself at ``zero``, and the rungs around it."""

    zero: int
    marks: tuple[Mark, ...]

    width = WIDTH
    height = HEIGHT
    line = LINE
    edge = EDGE


def axis(origins: Iterable[Origin], key: str) -> Axis:
    """The rungs of the ladder ``key``, those that are left out among them."""
    rungs = list(origins)
    days = [0, *(one.rung.at.workdays for one in rungs)]
    first, span = min(days), max(days) - min(days)
    room = WIDTH - 2 * EDGE - TAIL

    def place(day: int) -> int:
        return EDGE + (round((day - first) * room / span) if span else room // 2)

    marks: list[Mark] = []
    for one in rungs:
        x = place(one.rung.at.workdays)
        above = not marks[-1].above if marks and x - marks[-1].x < CLOSE else True
        marks.append(Mark(str(one.rung.at), x, above, look(one, key), bool(one.rung.then), one.rung.every is not None))
    return Axis(place(0), tuple(marks))


def look(one: Origin, key: str) -> str:
    """How a rung stands to the ladder ``key``: left out, inherited, in the place of an inherited one, or its own."""
    if one.dropped_by:
        return "dropped"
    if one.of != key:
        return "inherited"
    return "replaced" if one.instead_of else "own"
