"""The lists people open in the morning: the board by stages and my work, against the same questions asked by hand."""

from collections.abc import Iterator
from functools import partial

from bench import desk, others
from bench.figures import Figure, Goal, times, told
from bench.limits.lists import Limit
from bench.ratios import alternate, ratio
from bench.script import STAGES
from bench.settings import FULL, POSTGRES, Ground, Setting, ground, opened, server_answers
from bench.size import Size
from models.people import Scope
from store.board import board
from store.database import Database
from store.worklist import Wanted, listing, tally

RATIO = Goal(2.0, 1.25)
WORK = {FULL: Goal(1.0, 0.3), POSTGRES: Goal(2.0, 0.7)}
TIMES = 40


def measure(size: Size) -> Iterator[Figure]:
    """Database time of both, once they have been found to answer the same."""
    for setting in (FULL, *((POSTGRES,) if server_answers() else ())):
        with ground(setting, size.folder, "lists", partial(_fill, size=size)) as made:
            yield from _look(made, setting, size)


def _fill(database: Database, size: Size) -> None:
    desk.settle(database, 1)
    others.lay(database, size.cases, due=size.cases // 10)


def _look(made: Ground, setting: Setting, size: Size) -> Iterator[Figure]:
    url = made.copy("both")
    database, limit = opened(url, setting), Limit(url, setting)
    today, scope = desk.MORNING.date(), Scope.of(desk.SITE)

    def our_board(_: int) -> dict[str, tuple[int, int, list[str]]]:
        with database.reading() as tx:
            columns = board(tx, scope, today)
        return {one.stage: (one.count, one.late, [card.line.no for card in one.cards]) for one in columns}

    def our_work(number: int) -> list[tuple[str, str]]:
        with database.reading() as tx:
            wanted = Wanted(today=today, logins=(_login(number),))
            return [(one.no, one.key) for one in listing(tx, scope, wanted).items]

    def bare_board(_: int) -> dict[str, tuple[int, int, list[str]]]:
        return limit.board(str(today), STAGES)

    assert our_board(0) == bare_board(0)
    assert all(our_work(number) == limit.work(_login(number)) for number in range(5))
    figure = partial(Figure, workload="lists", setting=setting.name, scale=size.scale)
    timed = alternate({"ours": our_board, "raw": bare_board}, range(TIMES), block=4)
    beside = tuple((name, times(run)) for name, run in timed.items())
    yield figure(what="board / raw page", goal=RATIO, beside=beside, **told(ratio(timed["ours"], timed["raw"])))
    timed = alternate({"ours": our_work, "raw": lambda number: limit.work(_login(number))}, range(TIMES), block=4)
    beside = tuple((name, times(run)) for name, run in timed.items())
    with database.reading() as tx:
        steps = tally(tx, scope, Wanted(today=today, logins=(_login(0),))).steps
    value = timed["ours"].percentile(50) * 1e3
    yield figure(what=f"my work, {steps:,} steps", value=value, unit="ms", n=TIMES, goal=WORK[setting], beside=beside)
    limit.close()
    database.close()


def _login(number: int) -> str:
    return desk.COORDINATORS[number % len(desk.COORDINATORS)].login
