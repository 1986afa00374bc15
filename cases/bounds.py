"""Bounds (可填范围): between which values an input can be right. A form offers no other, an act refuses every other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cases import clocks, extensions
from cases.acts import Ask
from cases.deadlines import shift
from cases.inputs import out_of_range
from cases.occasion import Occasion
from models.casefile import CaseFile
from models.refusals import Reason
from models.vocabulary import Tier, Unit


@dataclass(frozen=True, slots=True)
class Bounds:
    """``least`` and ``most`` are still right; None: no limit. ``unit`` is what a number counts."""

    least: date | int | None = None
    most: date | int | None = None
    unit: Unit | None = None


def out_of_bounds(act: str, name: str, ask: Ask) -> Iterable[Reason]:
    """The reason why the day put in cannot be, if it lies out of the bounds of that input."""
    day = ask.values.get(name)
    limits = bounds(act, name, ask.casefile, ask.step, ask.occasion)
    first, last = (one if isinstance(one, date) else None for one in (limits.least, limits.most))
    return out_of_range(name, day, first=first, last=last) if day else ()


def bounds(act: str, name: str, casefile: CaseFile, step: str, occasion: Occasion) -> Bounds:
    """The bounds of one input of ``act`` on ``step``."""
    today = occasion.today
    match act, name:
        case (("complete-step" | "accept-step"), "on"):
            return Bounds(_since(casefile, step), today)
        case "snooze", "until":
            return Bounds(occasion.calendar.add(today, 1), shift(today, casefile.process.snooze, occasion.calendar))
        case "promise", "promised_on":
            return Bounds(today, _last_promise(casefile, step, occasion))
        case ("suspend-case", "resume_on") | ("add-step", "due_on") | ("ask-party", "answer_by"):
            return Bounds(today)
        case "advance-stage", "look_again_on":
            return Bounds(occasion.calendar.add(today, 1))
        case "extend-deadline", "days":
            return _of_extension(casefile, step)
    return Bounds()


def _last_promise(casefile: CaseFile, key: str, occasion: Occasion) -> date:
    """As far ahead as the process allows, and not beyond the law's date while that lies ahead."""
    row, today = casefile.step(key), occasion.today
    last = shift(today, casefile.process.promise, occasion.calendar)
    law = row.statutory.due_on if row and row.statutory else last
    return min(last, max(law, today))


def _since(casefile: CaseFile, key: str) -> date | None:
    """When the step opened; a case taken over may tell of its stay so far."""
    row = casefile.step(key)
    opened_on = row.opened_on if row else None
    return casefile.stage_entered_on if opened_on and opened_on == casefile.taken_over_on else opened_on


def _of_extension(casefile: CaseFile, key: str) -> Bounds:
    """As far back as was granted by number, as far on as the rulebook lets it at once; with two dates to choose from only what is
    sure."""
    tiers = [tier for tier in Tier if clocks.date_of(casefile, key, tier)]
    if len(tiers) != 1:
        return Bounds()
    deadline, clock = clocks.date_of(casefile, key, tiers[0]), clocks.clock_of(casefile, key, tiers[0])
    if deadline is None or clock is None:
        return Bounds()
    grants, unit, cap = extensions.granted(deadline, clock), extensions.unit_for(clock), clock.extension
    most = cap.by.number if cap and cap.by.unit is unit else None
    return Bounds(-extensions.returnable(grants, unit), 0 if extensions.used_up(grants, cap) else most, unit)
