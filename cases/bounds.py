"""Bounds (可填范围): between which values an input can be right, so that a form offers no other. The acts themselves refuse."""

from dataclasses import dataclass
from datetime import date

from cases import clocks
from cases.deadlines import shift, unit_of
from cases.occasion import Occasion
from models.casefile import CaseFile
from models.vocabulary import Tier, Unit


@dataclass(frozen=True, slots=True)
class Bounds:
    """``least`` and ``most`` are still right; None: no limit. ``unit`` is what a number counts."""

    least: date | int | None = None
    most: date | int | None = None
    unit: Unit | None = None


def bounds(act: str, name: str, casefile: CaseFile, step: str, occasion: Occasion) -> Bounds:
    """The bounds of one input of ``act`` on ``step``."""
    today = occasion.today
    match act, name:
        case (("complete-step" | "accept-step"), "on"):
            return Bounds(_since(casefile, step), today)
        case "snooze", "until":
            return Bounds(occasion.calendar.add(today, 1), shift(today, casefile.process.snooze, occasion.calendar))
        case ("suspend-case", "resume_on") | ("add-step", "due_on") | ("promise", "promised_on"):
            return Bounds(today)
        case "extend-deadline", "days":
            return _of_extension(casefile, step)
    return Bounds()


def _since(casefile: CaseFile, key: str) -> date | None:
    """A case taken over may tell of its stay so far."""
    row = casefile.step(key)
    opened_on = row.opened_on if row else None
    return casefile.stage_entered_on if opened_on and opened_on == casefile.taken_over_on else opened_on


def _of_extension(casefile: CaseFile, key: str) -> Bounds:
    """As far back as was extended, as far on as the rulebook lets it at once; with two dates to choose from only what is sure."""
    tiers = [tier for tier in Tier if clocks.date_of(casefile, key, tier)]
    if len(tiers) != 1:
        return Bounds()
    deadline, clock = clocks.date_of(casefile, key, tiers[0]), clocks.clock_of(casefile, key, tiers[0])
    if deadline is None or clock is None:
        return Bounds()
    unit, cap = unit_of(clock.term), clock.extension
    most = (cap.by.number if deadline.extensions < cap.times else 0) if cap and cap.by.unit is unit else None
    return Bounds(-deadline.extended, most, unit)
