"""Figures (计量结果): one measured thing each, with the goal it is held against and what stands behind it."""

from dataclasses import asdict, dataclass
from typing import Any

from bench.ratios import Spread, Timed


@dataclass(frozen=True, slots=True)
class Goal:
    """What must be reached and what is aimed at; ``at_least``: the more the better."""

    must: float
    aim: float
    at_least: bool = False

    def verdict(self, value: float) -> str:
        """aim, must or missed."""
        if self.at_least:
            return "aim" if value >= self.aim else "must" if value >= self.must else "missed"
        return "aim" if value <= self.aim else "must" if value <= self.must else "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured thing. ``value`` in ``unit``, with quartiles and the number of samples if there are several.

    ``scale`` is SF, thousands of cases lying there; ``beside`` are further facts, named with their units.
    """

    workload: str
    what: str
    setting: str
    scale: float
    value: float
    unit: str
    low: float | None = None
    high: float | None = None
    n: int = 1
    goal: Goal | None = None
    beside: tuple[tuple[str, str], ...] = ()

    @property
    def place(self) -> tuple[str, str, str, float]:
        """What a newer figure of the same thing replaces it by."""
        return (self.workload, self.what, self.setting, self.scale)

    @property
    def verdict(self) -> str:
        """How it stands to its goal, empty without one."""
        return self.goal.verdict(self.value) if self.goal else ""

    def written(self) -> dict[str, Any]:
        """As one JSON line."""
        return asdict(self)

    @classmethod
    def read(cls, line: dict[str, Any]) -> "Figure":
        """From its JSON line."""
        goal = line["goal"] and Goal(**line["goal"])
        return cls(**{**line, "goal": goal, "beside": tuple((name, value) for name, value in line["beside"])})


def told(found: Spread) -> dict[str, Any]:
    """A ratio as parts of a figure."""
    return {"value": found.median, "low": found.low, "high": found.high, "n": found.n, "unit": "×"}


def times(timed: Timed) -> str:
    """Median, p99 and processor time of one runner, for those who want to see what a ratio was made of."""
    cpu = sum(timed.cpu) / len(timed.all)
    return f"p50 {milli(timed.percentile(50))}, p99 {milli(timed.percentile(99))}, CPU {milli(cpu)}"


def milli(seconds: float) -> str:
    """Milliseconds, to three digits."""
    return f"{seconds * 1e3:.3g} ms"
