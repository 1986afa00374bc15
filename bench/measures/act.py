"""The act: complete-step with everything it does, in one durable transaction, against the limit.

Both walk the same cases among as many others as the size asks for. Their tables must be alike, row for row, at the end.
"""

from collections.abc import Iterator, Mapping
from functools import partial

from actions.surroundings import surroundings
from bench import alike, desk, others
from bench.errands import Errand, errands
from bench.figures import Figure, Goal, times, told
from bench.limits.act import Limit
from bench.ours import act
from bench.ratios import Timed, alternate, cpu_ratio, ratio
from bench.settings import FULL, NORMAL, POSTGRES, Ground, Setting, ground, opened, server_answers
from bench.size import Size
from store import journal
from store.database import Database

WALKED = 12
GOALS = {FULL: Goal(2.0, 1.5), NORMAL: Goal(3.0, 2.0), POSTGRES: Goal(2.0, 1.5)}
TAIL = Goal(10, 5)
BYTES = Goal(2.0, 1.5)


def measure(size: Size) -> Iterator[Figure]:
    """The ratio to the limit in every setting, our tail, and the bytes a finished case leaves behind."""
    for setting in (FULL, NORMAL, *((POSTGRES,) if server_answers() else ())):
        numbers: list[str] = []
        with ground(setting, size.folder, "act", partial(_fill, size=size, numbers=numbers)) as made:
            yield from _walk(made, setting, size, numbers)


def _fill(database: Database, size: Size, numbers: list[str]) -> None:
    numbers += desk.settle(database, WALKED)
    others.lay(database, size.cases - WALKED)


def _walk(made: Ground, setting: Setting, size: Size, numbers: list[str]) -> Iterator[Figure]:
    urls = {name: made.copy(name) for name in ("ours", "limit")}
    before = {name: made.bytes(name) for name in urls}
    database = opened(urls["ours"], setting)
    with database.reading() as tx:
        around = surroundings(tx, desk.SITE, desk.LIN, desk.MORNING, zone=desk.ZONE)
    limit = Limit(urls["limit"], setting, around.occasion.calendar, around.in_force.calendar)
    todo = list(errands(numbers, around.occasion.calendar, desk.MORNING.date()))
    timed = alternate({"ours": partial(act.do, database), "limit": limit.do}, todo, block=WALKED)
    limit.close()
    _check(database, opened(urls["limit"], setting), numbers)
    grown = {name: made.bytes(name) - before[name] for name in urls}
    yield from _figures(setting, size, _by_kind(todo, timed), grown)


def _check(ours: Database, limit: Database, numbers: list[str]) -> None:
    """The same rows everywhere, every walked case closed, and every chain whole."""
    alike.check(ours, limit, "case", "step", "journal", "watch", "idempotency")
    with ours.reading() as tx:
        for no in numbers:
            verdict = journal.verify(tx, no)
            assert verdict.ok, verdict
            assert journal.records(tx, no)[-1].act == "advance-stage"
    for database in (ours, limit):
        database.close()


def _by_kind(todo: list[Errand], timed: Mapping[str, Timed]) -> dict[str, dict[str, Timed]]:
    """Completions and moves between stages apart: a block holds one kind, since all cases make the same move in it."""
    kinds = [todo[number * WALKED].move.step != "" for number in range(len(todo) // WALKED)]
    return {
        kind: {name: run.only([one is is_step for one in kinds]) for name, run in timed.items()}
        for kind, is_step in (("complete", True), ("advance", False))
    }


def _figures(
    setting: Setting, size: Size, timed: dict[str, dict[str, Timed]], grown: dict[str, int]
) -> Iterator[Figure]:
    figure = partial(Figure, workload="act", setting=setting.name, scale=size.scale)
    completed, advanced = timed["complete"], timed["advance"]
    beside = tuple((name, times(run)) for name, run in completed.items())
    found = ratio(completed["ours"], completed["limit"])
    yield figure(what="complete-step / limit", goal=GOALS[setting], beside=beside, **told(found))
    cpu = cpu_ratio(completed["ours"], completed["limit"])
    yield figure(what="complete-step / limit, our process's CPU alone", **told(cpu))
    yield figure(what="advance-stage / limit", **told(ratio(advanced["ours"], advanced["limit"])))
    run = completed["ours"]
    tail = run.percentile(99) / run.percentile(50)
    yield figure(what="complete-step, p99 / p50", value=tail, unit="×", n=len(run.all), goal=TAIL)
    kept = tuple((name, f"{count / WALKED / 1024:.1f} KiB") for name, count in grown.items())
    value = grown["ours"] / grown["limit"]
    yield figure(what="bytes per finished case / limit", value=value, unit="×", n=WALKED, goal=BYTES, beside=kept)
