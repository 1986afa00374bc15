"""The script that everything is measured on: 30 steps in five stages, 36 completions, since the first mock audit fails.

In each stage ``a`` comes first, then ``b`` and ``c`` at once, then ``d``, ``e`` and ``f``. The fourth stage is gone through twice.
Ours, the limit and the peers all walk it; the peers in environments of their own, so nothing but Python is needed here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

STAGES = ("s1", "s2", "s3", "s4", "s5")
AFTER: dict[str, tuple[str, ...]] = {
    "a": (),
    "b": ("a",),
    "c": ("a",),
    "d": ("b", "c"),
    "e": ("d",),
    "f": ("e",),
}
STAYS = (("s1", 1), ("s2", 1), ("s3", 1), ("s4", 1), ("s4", 2), ("s5", 1))
FAILED = ("s4", 1)
STEP_WORKDAYS, STAGE_WORKDAYS = 5, 40


@dataclass(frozen=True, slots=True)
class Move:
    """One act on the case: a step completed, or, if there is no step, the stage left by an outcome."""

    step: str = ""
    outcome: str = ""


def script() -> Iterator[Move]:
    """What is done on every case, in order: 36 completions, and six times a stage is left."""
    for stage, stay in STAYS:
        yield from (Move(step=key(stage, letter, stay)) for letter in AFTER)
        yield Move(outcome="again" if (stage, stay) == FAILED else "on")


def key(stage: str, letter: str, stay: int) -> str:
    """The key of a step's row: ``s4a``, when the stage is gone through again ``s4a.2``."""
    return f"{stage}{letter}" if stay == 1 else f"{stage}{letter}.{stay}"
