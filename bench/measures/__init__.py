"""The measures: one workload each, checked before its figures are given. The list of them is the benchmark."""

from collections.abc import Callable, Iterator

from bench.figures import Figure
from bench.measures import act, lists, peers, roster, starting, sweep, workdays
from bench.size import Size

MEASURES: dict[str, Callable[[Size], Iterator[Figure]]] = {
    "act": act.measure,
    "sweep": sweep.measure,
    "lists": lists.measure,
    "roster": roster.measure,
    "starting": starting.measure,
    "workdays": workdays.measure,
}
PEERS: dict[str, Callable[[Size], Iterator[Figure]]] = {"peers": peers.measure}  # they have to be installed first

__all__ = ["MEASURES", "PEERS", "Size"]
