"""The import of a roster: validated, every row reported, against the csv module and executemany by hand."""

import csv
import io
import resource
import time
from collections.abc import Callable, Iterator
from functools import partial

from bench import alike, desk
from bench.figures import Figure, Goal
from bench.limits import roster as limit
from bench.ratios import Timed, ratio
from bench.settings import FULL, POSTGRES, Ground, Setting, ground, opened, server_answers
from bench.size import Size
from jobs.import_roster import import_roster
from store.database import Database

RATIO = Goal(3.0, 1.5)
MEMORY = Goal(400, 400)
TIMES = 3
BAD = 7  # rows with a wrong check digit
TITLES = (
    "统一社会信用代码",
    "企业名称",
    "海关注册编码",
    "信用等级",
    "行业",
    "进出口额（亿元）",
    "联系人",
    "电话",
    "邮箱",
)
WORDS = ("海大", "东方", "新源", "华信", "长兴", "永乐", "曾氏", "单县", "重庆", "朝阳")


def measure(size: Size) -> Iterator[Figure]:
    """The ratio for a thousand enterprises times SF, and what the process needed at most."""
    content = _roster(size.cases)
    for setting in (FULL, *((POSTGRES,) if server_answers() else ())):
        with ground(setting, size.folder, "roster", _fill) as made:
            yield from _take_in(made, setting, size, content)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figure = partial(Figure, workload="roster", setting="with the benchmark itself", scale=size.scale)
    yield figure(what="most memory", value=megabytes, unit="MB", goal=MEMORY)


def _fill(database: Database) -> None:
    desk.settle(database, 0)


def _take_in(made: Ground, setting: Setting, size: Size, content: bytes) -> Iterator[Figure]:
    ours, theirs = Timed(), Timed()
    for number in range(TIMES):
        urls = made.copy(f"ours{number}"), made.copy(f"limit{number}")
        database = opened(urls[0], setting)
        ours.blocks.append([_seconds(partial(_import, database, content))])
        theirs.blocks.append([_seconds(partial(_by_hand, urls[1], setting, content))])
        other = opened(urls[1], setting)
        assert alike.check(database, other, "enterprise") == size.cases - BAD
        for one in (database, other):
            one.close()
    found = ratio(ours, theirs)
    beside = tuple((name, f"{run.percentile(50):.2f} s") for name, run in (("ours", ours), ("by hand", theirs)))
    figure = partial(Figure, workload="roster", setting=setting.name, scale=size.scale, n=TIMES, unit="×")
    what = f"CSV, {size.cases:,} rows / by hand"
    yield figure(what=what, value=found.median, low=found.low, high=found.high, goal=RATIO, beside=beside)


def _import(database: Database, content: bytes) -> None:
    report = import_roster(database, content, site=desk.SITE, actor=desk.ZHAO, now=desk.MORNING)
    assert report.rejected == BAD, report.rejected


def _by_hand(url: str, setting: Setting, content: bytes) -> None:
    assert limit.take_in(url, setting, content, desk.MORNING) == BAD


def _seconds(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _roster(rows: int) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(TITLES)
    for number in range(rows):
        name = f"日照{WORDS[number % 10]}{WORDS[number // 10 % 10]}{number}号水产有限公司"
        code = desk.uscc(number)
        if number < BAD:
            code = code[:-1] + ("0" if code[-1] != "0" else "1")
        values = (
            code,
            name,
            f"37119{number:05}",
            "advanced",
            "水产加工",
            f"{number % 90}.25",
            "联系人",
            "0633-8888888",
            "",
        )
        writer.writerow(values)
    return text.getvalue().encode("utf-8-sig")
