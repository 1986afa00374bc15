"""Clean repair (自动修复): after its clean time an enterprise is regular again by itself. Pure; how long is data of the regime.

The regime in force on the day of the finding tells how long: an older finding keeps the time it began with.
"""

from dataclasses import dataclass
from datetime import date

from cases.credit import Regimes, events
from cases.deadlines import as_delta
from models.credit import CreditEvent, CreditHistory
from models.definitions import CleanRepair, StageDefinition
from models.vocabulary import Role


@dataclass(frozen=True, slots=True)
class CleanTime:
    """The time that runs since ``event``, up to and including ``until``; from ``shown_on`` on there is a case of it."""

    rule: CleanRepair
    event: CreditEvent
    until: date
    shown_on: date

    def is_over(self, day: date) -> bool:
        """Whether the enterprise is regular again by ``day``."""
        return day > self.until


def running(history: CreditHistory, regimes: Regimes, day: date) -> CleanTime | None:
    """The clean time the enterprise is in on ``day``; None while it is not dishonest, or by what nothing repairs by itself.

    Each further finding begins it anew, and a level brought by anything else ends it.
    """
    brought = [event for event in events(history) if event.on <= day and event.level]
    if not brought:
        return None
    regime = regimes.get(brought[-1].regime)
    rule = regime.clean_repair if regime else None
    if rule is None or brought[-1].kind not in rule.after:
        return None
    until = brought[-1].on + as_delta(rule.length)
    return CleanTime(rule, brought[-1], until, until - as_delta(rule.ahead))


def by_itself(stage: StageDefinition, event: str) -> str:
    """The outcome of the stage that is the clock's and is this event, empty if it has none."""
    return next((key for key, way in stage.outcomes.items() if way.by is Role.CLOCK and way.event == event), "")


def for_nothing(stage: StageDefinition) -> str:
    """The outcome of the stage by which the clock ends it without any event: what it waited for will not come."""
    return next((key for key, way in stage.outcomes.items() if way.by is Role.CLOCK and not way.event), "")
