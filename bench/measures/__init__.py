"""The measures: one workload each, checked before its figures are given. The list of them is the benchmark."""

from collections.abc import Callable, Iterator, Mapping

from bench.figures import Figure
from bench.measures import act, sweep, workdays
from bench.size import Size

MEASURES: Mapping[str, Callable[[Size], Iterator[Figure]]] = {
    "act": act.measure,
    "sweep": sweep.measure,
    "workdays": workdays.measure,
}

__all__ = ["MEASURES", "Size"]
