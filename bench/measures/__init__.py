"""The measures: one workload each, checked before its figures are given. The list of them is the benchmark."""

from collections.abc import Callable, Iterator, Mapping

from bench.figures import Figure
from bench.measures import act, lists, roster, starting, sweep, workdays
from bench.size import Size

MEASURES: Mapping[str, Callable[[Size], Iterator[Figure]]] = {
    "act": act.measure,
    "sweep": sweep.measure,
    "lists": lists.measure,
    "roster": roster.measure,
    "starting": starting.measure,
    "workdays": workdays.measure,
}

__all__ = ["MEASURES", "Size"]
