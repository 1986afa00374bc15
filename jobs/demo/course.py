"""The course of each demo case: how far it has come, how fast its people are, and what went wrong on the way."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from jobs.demo.cast import Invented

STAGES = ("screening", "guidance", "mock-audit", "onsite", "follow-up")
DAYS_TO = {
    "screening": (3, 24),
    "guidance": (40, 100),
    "mock-audit": (105, 135),
    "onsite": (8, 60),
    "follow-up": (20, 90),
}
TAKEN_OVER = ("onsite", "follow-up")
COORDINATORS = ("lin", "chen", "zhang")


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """One case's story. ``stage`` is where it stands today; ``opened_ago`` in working days; ``pace`` 1 is just in time.

    ``stuck`` is how many open steps nobody touches; ``rounds`` how many mock audits it takes. Cases on site and in follow-up were
    taken over from paper: they had come that far before the program came.
    """

    enterprise: Invented
    site: str
    coordinator: str
    liaison: str | None
    stage: str
    opened_ago: int
    pace: float
    stuck: int = 0
    rounds: int = 1
    process: str = "aeo-advanced"
    ending: str = ""  # suspend, ask, pool; due+n: something was agreed for the n-th working day from today


def courses(invented: tuple[Invented, ...], luck: Random) -> Iterator[Course]:
    """A course for each enterprise; the last five at the second site."""
    for number, enterprise in enumerate(invented):
        second = number >= len(invented) - 5
        stage = STAGES[(0, 1, 2, 1, 3, 1, 0, 4, 2, 1, 0, 1, 4, 3, 2)[number % 15]]
        low, high = DAYS_TO[stage]
        yield Course(
            enterprise=enterprise,
            site="QD" if second else "RZ",
            coordinator="qiu" if second else COORDINATORS[number % 3],
            liaison=None if second or number % 4 else "li",
            stage=stage,
            opened_ago=luck.randint(low, high),
            pace=luck.choice((0.6, 0.7, 0.8, 0.9, 0.95)),
            stuck=(0, 1, 0, 2, 1)[(number + number // 15) % 5],
            rounds=2 if stage == "mock-audit" and number % 6 == 2 else 1,
            process="aeo-certified" if enterprise.credit_level == "regular" and number % 4 == 1 else "aeo-advanced",
            ending=(
                {6: "suspend", 16: "suspend", 11: "ask", 21: "ask", 28: "ask", 25: "pool"}
                | {9: "due+0", 3: "due+1", 18: "due+2", 10: "due+0", 5: "due+1"}
            ).get(number, ""),
        )
