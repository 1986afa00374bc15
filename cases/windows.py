"""Windows (资格窗口): from which day an enterprise may apply, and why not before. What bars how long is data of the regime.

The day of the event is not counted; a bar of a year ends with the corresponding day, and the day after is the first to apply on. A
bar does not roll over rest days: it holds people off, it asks nothing of them.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from cases.credit import events
from cases.deadlines import shift
from cases.workdays import WorkCalendar
from models.casefile import CaseFile, Postponed
from models.credit import Bar, CreditEvent, CreditHistory, Window
from models.definitions import BarDefinition, RegimeDefinition, StageDefinition
from models.refusals import Reason
from models.vocabulary import CaseStatus, Standing


def window(history: CreditHistory, regime: RegimeDefinition, target: str, calendar: WorkCalendar, day: date) -> Window:
    """When, seen from ``day`` on, the enterprise may apply for ``target`` under ``regime``."""
    standing = sorted(
        (bar for bar in bars(history, regime, target, calendar) if bar.until >= day),
        key=lambda bar: (bar.until, bar.event.on),
        reverse=True,
    )
    opens_on = standing[0].until + timedelta(days=1) if standing else day
    return Window(target, opens_on, tuple(standing))


def asks(stages: Iterable[StageDefinition]) -> bool:
    """Whether an application is made in one of these stages."""
    return any(any(step.in_window for step in stage.steps.values()) or asks(stage.stages.values()) for stage in stages)


def matters(casefile: CaseFile) -> bool:
    """Whether the enterprise is still to apply in this case."""
    stages = casefile.process.stages
    ahead = list(stages.values())[list(stages).index(casefile.stage) :]
    return asks(ahead) and not casefile.certificate and casefile.status is not CaseStatus.CLOSED


def postponed(
    casefile: CaseFile, before: CreditHistory, after: CreditHistory, calendar: WorkCalendar, day: date
) -> Postponed | None:
    """By which event the day to apply has moved on, if it did between two states of what is known; seen from ``day`` on."""
    if not matters(casefile):
        return None
    then, now = (window(one, casefile.regime, casefile.process.target, calendar, day) for one in (before, after))
    if now.opens_on <= then.opens_on:
        return None
    event = now.bars[0].event
    return Postponed(day, event.kind, event.on, now.opens_on)


def bars(history: CreditHistory, regime: RegimeDefinition, target: str, calendar: WorkCalendar) -> Iterator[Bar]:
    """Every bar that anything in the history started for ``target``, over or not."""
    told = events(history)
    for event in told:
        for key, bar in regime.bars.items():
            if event.kind in bar.after and (not bar.targets or target in bar.targets):
                lifts = (one.on for one in told if one.kind in bar.lifted_by and one.on > event.on)
                yield _bar(key, bar, event, regime, calendar, lifted_on=min(lifts, default=date.max))


def ends(event: CreditEvent, regime: RegimeDefinition, target: str, calendar: WorkCalendar) -> date | None:
    """The last day of the longest bar that ``event`` starts, None if it starts none."""
    alone = CreditHistory(events=(event,))
    return max((bar.until for bar in bars(alone, regime, target, calendar)), default=None)


def against(
    history: CreditHistory, regime: RegimeDefinition, target: str, calendar: WorkCalendar, day: date, where: str = ""
) -> Iterator[Reason]:
    """Why nobody may apply on ``day``: every bar that covers it."""
    for bar in bars(history, regime, target, calendar):
        if bar.event.on <= day <= bar.until:
            yield reason(bar, regime, where)


def reason(bar: Bar, regime: RegimeDefinition, where: str = "") -> Reason:
    """A bar as a reason not to apply."""
    event = regime.events[bar.event.kind].title
    said = {
        "bar": bar.key,
        "title_zh": bar.title.zh,
        "title_en": bar.title.en,
        "event": bar.event.kind,
        "event_zh": event.zh,
        "event_en": event.en,
        "on": bar.event.on,
        "opens_on": bar.until + timedelta(days=1),
        "case": bar.event.case,
    }
    return Reason("window.barred_unconfirmed" if bar.standing is Standing.UNCONFIRMED else "window.barred", said, where)


def _bar(
    key: str, bar: BarDefinition, event: CreditEvent, regime: RegimeDefinition, calendar: WorkCalendar, lifted_on: date
) -> Bar:
    """Unconfirmed if the bar is, or what the event means."""
    means = regime.events.get(event.kind)
    unsure = Standing.UNCONFIRMED in (bar.status, means.status if means else Standing.CONFIRMED)
    until = min(shift(event.on, bar.length, calendar), lifted_on - timedelta(days=1))
    return Bar(key, bar.title, event, until, Standing.UNCONFIRMED if unsure else Standing.CONFIRMED, bar.source)
