"""Recurring duties (周期性义务): each occurrence of a rule is a step of its own, begun ahead whatever became of the last.

A duty that is still open when its last day has passed was missed, even if it is kept later. Occurrences are counted from the stay
in the stage, or from taking the case over: nobody is asked for what lay before.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr

from cases.blueprint import StepPlan, blueprint
from cases.deadlines import as_delta
from cases.draft import Draft
from models.casefile import CaseFile, Step
from models.changes import DutiesLookedAt, DutyMissed, FindingRaised
from models.definitions import Repeat
from models.finding import Finding, Severity

_SOME_DAYS = timedelta(days=4)
_FORESEEN = relativedelta(years=10)
_SAFE_DAY = 28  # a rule that counts months from a 31st would leave out every shorter month


def elements(casefile: CaseFile, step: StepPlan) -> tuple[str, ...] | None:
    """The occurrences that have begun by the day duties were last looked at; None for a stage that is not the present one."""
    repeat = step.definition.repeat
    if step.stage != casefile.stage or repeat is None:
        return None
    begun = _begun(casefile, repeat, casefile.duties_on) if casefile.duties_on else ()
    return tuple(str(day) for day in begun)


def begin(draft: Draft) -> None:
    """Look at the duties of the stage today, if any occurrence has begun since."""
    casefile, today = draft.casefile, draft.today
    for step in _recurring(casefile):
        repeat = step.definition.repeat
        known = elements(casefile, step) or ()
        if repeat and len(_begun(casefile, repeat, today)) > len(known):
            draft.add(DutiesLookedAt(on=today, next_on=casefile.next_duty_on))
            return


def follow(draft: Draft) -> None:
    """Say which open duties were missed, and on which day to look again."""
    for step in draft.casefile.live_steps:
        last = last_day(draft.casefile, step)
        if last and last < draft.today and step.missed_on is None:
            _miss(draft, step, last)
    next_on = min(_looks(draft.casefile, draft.today), default=None)
    if next_on != draft.casefile.next_duty_on:
        draft.add(DutiesLookedAt(on=draft.casefile.duties_on or draft.today, next_on=next_on))


def _miss(draft: Draft, step: Step, last: date) -> None:
    """A missed duty is a finding, which its own step puts right; one of the law weighs more than a target of our own."""
    definition = blueprint(draft.casefile).steps[step.of].definition
    draft.add(DutyMissed(step=step.key, due_on=last, missed_on=draft.today))
    finding = Finding(
        key=f"F{len(draft.casefile.findings) + 1}",
        text=f"{definition.title.zh} {last}",
        severity=Severity.MINOR if definition.statutory else Severity.OBSERVATION,
        due_on=draft.today,
        raised_on=draft.today,
        raised_by=draft.occasion.actor.login,
        steps=(step.key,),
    )
    draft.add(FindingRaised(finding=finding))


def is_duty(casefile: CaseFile, step: Step) -> bool:
    """Whether the step is an occurrence of a recurring duty."""
    plan = blueprint(casefile).steps.get(step.of)
    return bool(plan and plan.definition.repeat and plan.definition.repeat.every)


def last_day(casefile: CaseFile, step: Step) -> date | None:
    """The last day on which a duty is kept in time: the law's date, otherwise its target; None for what is no duty."""
    if not is_duty(casefile, step):
        return None
    deadline = step.statutory or step.target
    return deadline.due_on if deadline else date.fromisoformat(step.element)


@lru_cache(maxsize=4096)
def occurrences(repeat: Repeat, first: date, last: date) -> tuple[date, ...]:
    """The days of the rule after ``first`` up to and including ``last``, no more than ``at_most``."""
    start = datetime(first.year, first.month, min(first.day, _SAFE_DAY))  # noqa: DTZ001 - days alone, as rules count
    until = datetime(last.year, last.month, last.day)  # noqa: DTZ001
    found = rrulestr(repeat.every or "", dtstart=start).between(start, until, inc=True)
    days = (date(one.year, one.month, one.day) for one in found)
    return tuple(day for day in days if day > first)[: repeat.at_most]


def _begun(casefile: CaseFile, repeat: Repeat, on: date) -> tuple[date, ...]:
    """Those whose time ahead has come; a month back from a day is not always a month on from the day before."""
    if not casefile.visits:
        return ()
    near = occurrences(repeat, _since(casefile), on + _ahead(repeat) + _SOME_DAYS)
    return tuple(day for day in near if day - _ahead(repeat) <= on)


def _since(casefile: CaseFile) -> date:
    return max(casefile.stage_entered_on, casefile.taken_over_on or casefile.stage_entered_on)


def _recurring(casefile: CaseFile) -> Iterator[StepPlan]:
    stage = blueprint(casefile).stages[casefile.stage]
    return (step for step in stage.steps if step.definition.repeat and step.definition.repeat.every)


def _looks(casefile: CaseFile, today: date) -> Iterator[date]:
    """The days to come on which a duty begins, or on which an open one will have been missed."""
    for step in _recurring(casefile):
        repeat = step.definition.repeat
        assert repeat is not None
        horizon = occurrences(repeat, _since(casefile), today + _FORESEEN)
        yield from (day - _ahead(repeat) for day in horizon if day - _ahead(repeat) > today)
    for row in casefile.live_steps:
        last = last_day(casefile, row)
        if last and row.missed_on is None:
            yield max(last, today) + timedelta(days=1)


def _ahead(repeat: Repeat) -> relativedelta:
    return as_delta(repeat.ahead) if repeat.ahead else relativedelta()
