"""Dates moved on purpose (延期): extended within what the rulebook allows, taken back, computed again after a calendar changed."""

from collections.abc import Iterator, Mapping
from typing import Any

from cases import clocks, duties, extensions
from cases.acts import Ask
from cases.blueprint import Clock
from cases.deadlines import runs, shift
from cases.draft import Draft
from cases.extensions import Granted
from cases.inputs import LATEST
from cases.naming import step_title, titles
from cases.occasion import Occasion
from cases.rights import stands_for
from models.acts import Input
from models.casefile import CaseFile, Deadline, Grant
from models.refusals import Reason
from models.vocabulary import Role, Tier

LONGEST = 3660


def extend_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """There is a date that the actor may move."""
    against = [
        list(_role_objections(casefile, key, occasion, tier)) for tier in Tier if clocks.date_of(casefile, key, tier)
    ]
    if not against:
        yield _reason("deadline.none", casefile, key, Tier.TARGET)
    elif all(against):
        yield from against[0]


def extend_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """How much (negative takes back; empty: all the rulebook grants at once); which date; or ``remove`` to take the last extension
    back. That of a stage may shift the targets of its open steps with it (``cascade``)."""
    clock_of = {str(tier): clocks.clock_of(casefile, key, tier) for tier in Tier if clocks.date_of(casefile, key, tier)}
    units = {tier: extensions.unit_for(clock) for tier, clock in clock_of.items() if clock}
    cascade = Input("cascade", "yes_no", required=False)
    return (
        Input("days", "integer", required=False, units=units),
        Input("which", "choice", required=False, choices=tuple(map(str, Tier)), default=Tier.TARGET),
        Input("remove", "yes_no", required=False),
        *((cascade,) if key == clocks.STAGE else ()),
    )


def extend_check(ask: Ask) -> Iterator[Reason]:
    """Within the cap, by whom the rulebook asks for, and never beyond the law."""
    tier, days = _tier(ask), ask.values.get("days")
    deadline = clocks.date_of(ask.casefile, ask.step, tier)
    clock = clocks.clock_of(ask.casefile, ask.step, tier)
    if deadline is None or clock is None:
        yield _reason("deadline.none", ask.casefile, ask.step, tier)
        return
    yield from _role_objections(ask.casefile, ask.step, ask.occasion, tier)
    grants, unit = extensions.granted(deadline, clock), extensions.unit_for(clock)
    if ask.values.get("remove"):
        if not extensions.its_own(grants):
            yield _reason("extension.none", ask.casefile, ask.step, tier)
    elif abs(days or 0) > LONGEST or extensions.asked_for(clock, days) is None:
        yield Reason("extension.how_much", {"unit": str(unit), "longest": LONGEST}, "days")
    elif days and days < 0:
        if -days > (most := extensions.returnable(grants, unit)):
            yield Reason("extension.not_so_much", {"extended": most}, "days")
    else:
        yield from _cap_check(ask, clock, deadline, tier)


def extend(draft: Draft, ask: Ask) -> None:
    """The length is added to the unrolled end; taken back, the date is what it would have been. A cascade does the same to the
    targets of the open steps, as far as time runs on them, whatever else was granted to them."""
    tier, clock = _tier(ask), clocks.clock_of(draft.casefile, ask.step, _tier(ask))
    if clock is None:
        return
    clocks.redate(draft, ask.step, {tier: _parts(draft, ask, clock, ask.step, tier)}, cause="extend-deadline")
    for step in draft.casefile.live_steps if ask.values.get("cascade") else ():
        own = clocks.clock_of(draft.casefile, step.key, Tier.TARGET)
        if step.target and own and runs(own.term):
            parts = {Tier.TARGET: _parts(draft, ask, clock, step.key, Tier.TARGET)}
            clocks.redate(draft, step.key, parts, cause="extend-deadline")


def _parts(draft: Draft, ask: Ask, clock: Clock, key: str, tier: Tier) -> Mapping[str, Any]:
    """What is granted to one date after the act on ``clock``; to another than that by the cascade."""
    deadline, its_clock = clocks.date_of(draft.casefile, key, tier), clocks.clock_of(draft.casefile, key, tier)
    grants = extensions.granted(deadline, its_clock) if deadline and its_clock else ()
    return {"granted": _after(grants, ask, clock, with_stage=key != ask.step)}


def _after(grants: Granted, ask: Ask, clock: Clock, *, with_stage: bool) -> Granted:
    days = ask.values.get("days")
    if ask.values.get("remove"):
        return extensions.without(grants, None, with_stage=with_stage)
    if days and days < 0:
        return extensions.without(grants, -days, with_stage=with_stage)
    length = extensions.asked_for(clock, days)
    return (*grants, Grant(length, with_stage)) if length else grants


def recompute(draft: Draft, ask: Ask) -> None:
    """Every date is computed again with today's calendar; only those that come out differently are noted."""
    for key in (clocks.STAGE, *(step.key for step in draft.casefile.live_steps)):
        clocks.redate(draft, key, {}, cause="recompute-deadlines")


def _tier(ask: Ask) -> Tier:
    """A stage has one limit, so it is meant whatever is said."""
    return Tier.TARGET if ask.step == clocks.STAGE else Tier(ask.values.get("which", Tier.TARGET))


def _role_objections(casefile: CaseFile, key: str, occasion: Occasion, tier: Tier) -> Iterator[Reason]:
    """The approver the rulebook names, a supervisor where it names none, and never on their own case; a date of the law moves only
    if the law says so."""
    extension = clock.extension if (clock := clocks.clock_of(casefile, key, tier)) else None
    if extension is None and clocks.is_law(casefile, key, tier):
        yield _reason("extension.not_foreseen", casefile, key, tier)
    role = extension.approved_by if extension else Role.SUPERVISOR
    if not stands_for(occasion.capacity, role):
        yield Reason("extension.role", {"role": str(role)})
    else:
        yield from duties.own_step(casefile, key, occasion, role)


def _cap_check(ask: Ask, clock: Clock, deadline: Deadline, tier: Tier) -> Iterator[Reason]:
    """``times`` grants of at most ``by`` each, and so never more than both together; nothing later than any date can be."""
    length, calendar = extensions.asked_for(clock, ask.values.get("days")), ask.occasion.calendar
    if length is None:
        return
    cap, grants = clock.extension, extensions.granted(deadline, clock)
    if cap and extensions.used_up(grants, cap):
        yield Reason("extension.used_up", {"times": cap.times}, "days")
    if cap and shift(deadline.ends_on, length, calendar) > shift(deadline.ends_on, cap.by, calendar):
        yield Reason("extension.too_long", {"by": str(cap.by)}, "days")
    after = clocks.uncapped(ask.casefile, ask.step, tier, calendar, granted=(*grants, Grant(length)))
    if after and after.ends_on > LATEST:
        yield Reason("extension.too_far", {"last": str(LATEST)}, "days")
    law = clocks.date_of(ask.casefile, ask.step, Tier.STATUTORY) if tier is Tier.TARGET else None
    if after and law and after.due_on > law.due_on:
        yield Reason("extension.beyond_law", {"due_on": str(after.due_on), "law": str(law.due_on)}, "days")


def _reason(code: str, casefile: CaseFile, key: str, tier: Tier) -> Reason:
    name = step_title(casefile, key) if key else titles(casefile.process.stages[casefile.stage].title, casefile.stage)
    return Reason(code, {"step": key, "tier": str(tier), **name}, key)
