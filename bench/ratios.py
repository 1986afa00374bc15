"""Ratios (比值): runners take turns in blocks; each block gives a ratio of medians, and those their own median and spread.

What disturbs the machine for longer than a block disturbs all of them alike.
"""

import gc
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from statistics import median, quantiles
from typing import TypeVar

Errand = TypeVar("Errand")
BLOCK = 42  # a whole script, so that every block holds the same mixture


@dataclass(slots=True)
class Timed:
    """What one runner needed, block by block: seconds for each errand, and seconds of this process's own for all of them."""

    blocks: list[list[float]] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @property
    def all(self) -> list[float]:
        """Every errand's seconds."""
        return [one for block in self.blocks for one in block]

    def only(self, wanted: Sequence[bool]) -> "Timed":
        """The blocks that are wanted."""
        return Timed(list(compress(self.blocks, wanted)), list(compress(self.cpu, wanted)))

    def percentile(self, percent: int) -> float:
        """Seconds within which so many of a hundred errands were done."""
        return quantiles(self.all, n=100, method="inclusive")[percent - 1]


@dataclass(frozen=True, slots=True)
class Spread:
    """The median, the quartiles, and how many samples stand behind them."""

    median: float
    low: float
    high: float
    n: int

    def __str__(self) -> str:
        return f"{self.median:.2f} ({self.low:.2f} to {self.high:.2f}, n={self.n})"


def alternate(
    runners: Mapping[str, Callable[[Errand], object]], errands: Sequence[Errand], *, block: int = BLOCK
) -> dict[str, Timed]:
    """Let every runner do every errand, block by block in turn, whoever began before coming last."""
    timed = {name: Timed() for name in runners}
    names = list(runners)
    gc.collect()
    gc.freeze()  # what lies there from filling the grounds is nobody's cost
    for few in _blocks(errands, block):
        for name in names:
            _run(runners[name], few, timed[name])
        names.append(names.pop(0))
    gc.unfreeze()
    return timed


def ratio(ours: Timed, theirs: Timed) -> Spread:
    """Ours to theirs."""
    found = spread([median(one) / median(other) for one, other in zip(ours.blocks, theirs.blocks, strict=True)])
    return Spread(found.median, found.low, found.high, len(ours.all))


def cpu_ratio(ours: Timed, theirs: Timed) -> Spread:
    """Ours to theirs in processor time, block by block: it hardly moves when others want the machine, too."""
    found = spread([one / other for one, other in zip(ours.cpu, theirs.cpu, strict=True)])
    return Spread(found.median, found.low, found.high, len(ours.all))


def spread(values: Sequence[float]) -> Spread:
    """The median of ``values`` and their quartiles."""
    low, _, high = quantiles(values, n=4, method="inclusive") if len(values) > 1 else (values[0],) * 3
    return Spread(median(values), low, high, len(values))


def _run(runner: Callable[[Errand], object], few: Sequence[Errand], timed: Timed) -> None:
    taken, cpu = [], time.process_time()
    for errand in few:
        begun = time.perf_counter()
        runner(errand)
        taken.append(time.perf_counter() - begun)
    timed.cpu.append(time.process_time() - cpu)
    timed.blocks.append(taken)


def _blocks(errands: Sequence[Errand], size: int) -> Iterator[Sequence[Errand]]:
    return (errands[start : start + size] for start in range(0, len(errands), size))
