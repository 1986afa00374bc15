"""The one list of times: what the clocks ask, when and why. Embedded clock and Prefect both read it.

Clocks tick every day; whether it is a day for people is for the working calendar to say. Days are written by name, since
schedulers disagree about the numbers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from config.wiring import App


@dataclass(frozen=True, slots=True)
class Schedule:
    """One job and its times of day in the site's zone, every day."""

    name: str
    purpose: str
    times: tuple[time, ...]

    @property
    def cron(self) -> str:
        """The same times as a cron line. Raises ValueError if one line cannot say them."""
        minutes = {one.minute for one in self.times}
        hours = {one.hour for one in self.times}
        if len(minutes) * len(hours) != len(self.times):
            raise ValueError(f"{self.name}: one cron line cannot say {self.times}")
        return f"{_listed(minutes)} {_listed(hours)} * * *"

    def run(self, app: "App") -> Any:
        """Do the job now."""
        do: Callable[[App], Any] = getattr(import_module("flows.work"), self.name)
        return do(app)


def every(minutes: int, first: int, last: int, *, past: int = 0) -> tuple[time, ...]:
    """Each ``minutes`` from ``past`` minutes past ``first`` up to the end of the hour ``last``."""
    return tuple(time(hour, minute) for hour in range(first, last + 1) for minute in range(past, 60, minutes))


def _listed(numbers: set[int]) -> str:
    return "*" if len(numbers) == 24 else ",".join(str(number) for number in sorted(numbers))


SCHEDULES = (
    Schedule("tidy", "清理：过期的会话、口令、旧记录 · forget what has run out", (time(3, 0),)),
    Schedule("duties", "周期性义务：提前开始，逾期记下 · duties begin ahead of their day", (time(5, 0),)),
    Schedule("reviews", "复核：提前立案 · re-reviews open ahead of their day", (time(5, 15),)),
    Schedule("repairs", "届满自动修复：提前立案，届满结案 · clean years run out", (time(5, 30),)),
    Schedule("recompute", "期限重算：日历变了，截止日随之而动 · dates move when the calendar does", (time(6, 0),)),
    Schedule("sweep", "巡查：找出到期的，排入发件箱 · find what is due, queue messages", every(30, 0, 23)),
    Schedule("watch_over", "值守：巡查连误两次即告警 · notice sweeps that are missing", every(10, 0, 23, past=5)),
    Schedule("anchor", "锚定：日志走到哪里，记在库外 · note outside how far the journals have come", every(15, 0, 23)),
    Schedule("deliver", "投递：把排队的消息合成信件发出 · send what is queued", every(10, 8, 18)),
)
