"""The sweep: with nothing due, and with much due, against set-based SQL that leaves the same messages and moments behind."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from statistics import median

from sqlalchemy import Connection

from bench import alike, desk, others
from bench.figures import Figure, Goal, milli
from bench.limits.sweep import Limit
from bench.ratios import Spread, Timed, ratio, spread
from bench.settings import FULL, POSTGRES, Ground, Setting, ground, opened, server_answers
from bench.size import Size
from cases.workdays import WorkCalendar
from jobs.sweep import sweep
from models.definitions import LadderDefinition
from store.database import Database

NOTHING = {FULL: Goal(2.0, 0.5), POSTGRES: Goal(5.0, 2.0)}
DUE = Goal(4.0, 2.0)
LOCK = Goal(100, 25)
TIMES, EMPTY_TIMES = 3, 30


def measure(size: Size) -> Iterator[Figure]:
    """Milliseconds of an empty sweep, the ratio per due step, and the longest time nobody else could write."""
    for setting in (FULL, *((POSTGRES,) if server_answers() else ())):
        for due in _amounts(size):
            with ground(setting, size.folder, f"sweep{due}", partial(_fill, size=size, due=due)) as made:
                yield from (_due(made, setting, size, due) if due else _nothing(made, setting, size))


def _amounts(size: Size) -> Iterator[int]:
    """Nothing, a tenth of a thousandth of all, and so on up to a tenth of all open steps."""
    steps = size.cases * others.STEPS
    return (due for due in (0, 100, 1000, 10_000) if due <= steps // 10)


def _fill(database: Database, size: Size, due: int) -> None:
    desk.settle(database, 1)
    others.lay(database, size.cases, due=due)


def _nothing(made: Ground, setting: Setting, size: Size) -> Iterator[Figure]:
    database, taken = opened(made.copy("ours"), setting), []
    for number in range(EMPTY_TIMES + 1):
        begun = time.perf_counter()
        report = sweep(database, desk.MORNING + timedelta(seconds=number), desk.ZONE)
        taken.append((time.perf_counter() - begun) * 1e3)
        assert (report.looked_at, report.failed) == (0, 0), report
    database.close()
    limit = _limit(made.copy("limit"), setting)
    begun = time.perf_counter()
    for _ in range(EMPTY_TIMES):
        limit.look()
    bare = (time.perf_counter() - begun) / EMPTY_TIMES
    limit.close()
    found = spread(taken[1:])  # the first one opens the connection
    beside = (("one bare look", milli(bare)),)
    figure = partial(Figure, workload="sweep", setting=setting.name, scale=size.scale, goal=NOTHING[setting])
    low, high = found.low, found.high
    yield figure(what="nothing due", value=found.median, low=low, high=high, n=found.n, unit="ms", beside=beside)


def _due(made: Ground, setting: Setting, size: Size, due: int) -> Iterator[Figure]:
    ours, theirs, locks = Timed(), Timed(), []
    for number in range(TIMES):
        urls = made.copy(f"ours{number}"), made.copy(f"limit{number}")
        database = Watched(urls[0])
        ours.blocks.append([_seconds(partial(_swept, database, due))])
        locks.append(database.longest)
        limit = _limit(urls[1], setting)
        theirs.blocks.append([_seconds(limit.sweep)])
        limit.close()
        _check(database, opened(urls[1], setting), due)
    found = ratio(ours, theirs)
    yield from _figures(setting, size, due, found, ours, theirs, locks)


def _figures(
    setting: Setting, size: Size, due: int, found: Spread, ours: Timed, theirs: Timed, locks: list[float]
) -> Iterator[Figure]:
    figure = partial(Figure, workload="sweep", setting=setting.name, scale=size.scale, n=TIMES)
    each = [("ours, per due step", ours), ("set-based SQL", theirs)]
    beside = tuple((name, f"{median(run.all) / due * 1e6:.0f} µs") for name, run in each)
    what = f"{due:,} due / set-based SQL"
    yield figure(what=what, value=found.median, low=found.low, high=found.high, unit="×", goal=DUE, beside=beside)
    if setting.is_sqlite:
        yield figure(what=f"{due:,} due, longest write lock", value=max(locks) * 1e3, unit="ms", goal=LOCK)


def _swept(database: Database, due: int) -> None:
    report = sweep(database, desk.MORNING, desk.ZONE)
    assert (report.looked_at, report.failed) == (due, 0), report


def _check(ours: Database, limit: Database, due: int) -> None:
    """Alike, and a second sweep writes nothing."""
    before = alike.check(ours, limit, "message", "watch")
    again = sweep(ours, desk.MORNING + timedelta(minutes=1), desk.ZONE)
    assert (again.looked_at, again.queued) == (0, 0), again
    assert alike.check(ours, limit, "message", "watch") == before
    for database in (ours, limit):
        database.close()


def _limit(url: str, setting: Setting) -> Limit:
    calendar, ladder = _shipped()
    return Limit(url, setting, calendar, ladder, desk.MORNING)


def _shipped() -> tuple[WorkCalendar, LadderDefinition]:
    whole = desk.shipped()
    return WorkCalendar(whole.calendars["cn"]), whole.ladders["default"]


def _seconds(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


class Watched(Database):
    """Remembers how long its longest writing transaction was."""

    longest = 0.0

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The same, looked at with a watch from when it has begun."""
        with super().writing() as tx:
            begun = time.perf_counter()
            yield tx
        self.longest = max(self.longest, time.perf_counter() - begun)
