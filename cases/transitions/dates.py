"""Dates moved on purpose (延期): extended within what the rulebook allows, taken back, computed again after a calendar changed."""

from collections.abc import Iterator

from cases import clocks
from cases.acts import Ask
from cases.blueprint import Clock
from cases.deadlines import compute, shift, unit_of
from cases.draft import Draft
from cases.naming import step_title, titles
from cases.occasion import Occasion
from cases.rights import stands_for
from models.acts import Input
from models.casefile import CaseFile, Deadline
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
    """How much, in the unit of the term (negative takes back); which date; or ``remove`` to take the last extension back."""
    return (
        Input("days", "integer", required=False),
        Input("which", "choice", required=False, choices=tuple(map(str, Tier))),
        Input("remove", "yes_no", required=False),
    )


def extend_check(ask: Ask) -> Iterator[Reason]:
    """Within the cap, by whom the rulebook asks for, and never beyond the law."""
    tier, days = _tier(ask), ask.values.get("days")
    deadline = clocks.date_of(ask.casefile, ask.step, tier)
    clock = clocks.clock_of(ask.casefile, ask.step, tier)
    if deadline is None or clock is None:
        yield _reason("deadline.none", ask.casefile, ask.step, tier)
    elif ask.values.get("remove"):
        yield from _remove_check(ask, deadline)
    elif not days or abs(days) > LONGEST:
        yield Reason("extension.how_much", {"unit": str(unit_of(clock.term)), "longest": LONGEST}, "days")
    elif days < 0:
        yield from _role_objections(ask.casefile, ask.step, ask.occasion, tier)
        if deadline.extended + days < 0:
            yield Reason("extension.not_so_much", {"extended": deadline.extended}, "days")
    else:
        yield from _role_objections(ask.casefile, ask.step, ask.occasion, tier)
        yield from _cap_check(ask, clock, deadline, tier)


def extend(draft: Draft, ask: Ask) -> None:
    """The length is added to the unrolled end; taken back, the date is what it would have been."""
    tier = _tier(ask)
    deadline = clocks.date_of(draft.casefile, ask.step, tier)
    extended = deadline.extended if deadline else 0
    days = -extended if ask.values.get("remove") else ask.values["days"]
    total, times = extended + days, deadline.extensions if deadline else 0
    count = 0 if total == 0 else max(times + (1 if days > 0 else -1), 1)
    clocks.redate(draft, ask.step, {tier: {"extended": total, "extensions": count}}, cause="extend-deadline")


def recompute(draft: Draft, ask: Ask) -> None:
    """Every date is computed again with today's calendar; only those that come out differently are noted."""
    for key in (clocks.STAGE, *(step.key for step in draft.casefile.live_steps)):
        clocks.redate(draft, key, {}, cause="recompute-deadlines")


def _tier(ask: Ask) -> Tier:
    """A stage has one limit, so it is meant whatever is said."""
    return Tier.TARGET if ask.step == clocks.STAGE else Tier(ask.values.get("which", Tier.TARGET))


def _remove_check(ask: Ask, deadline: Deadline) -> Iterator[Reason]:
    """Of several extensions nobody kept which was the last: then the number to take back must be given."""
    yield from _role_objections(ask.casefile, ask.step, ask.occasion, _tier(ask))
    if deadline.extensions == 0:
        yield _reason("extension.none", ask.casefile, ask.step, _tier(ask))
    elif deadline.extensions > 1:
        yield Reason("extension.how_many_back", {"extended": deadline.extended}, "days")


def _role_objections(casefile: CaseFile, key: str, occasion: Occasion, tier: Tier) -> Iterator[Reason]:
    """The approver the rulebook names, a supervisor where it names none; a date of the law moves only if the law says so."""
    extension = clock.extension if (clock := clocks.clock_of(casefile, key, tier)) else None
    if extension is None and clocks.is_law(casefile, key, tier):
        yield _reason("extension.not_foreseen", casefile, key, tier)
    role = extension.approved_by if extension else Role.SUPERVISOR
    if not stands_for(occasion.capacity, role):
        yield Reason("extension.role", {"role": str(role)})


def _cap_check(ask: Ask, clock: Clock, deadline: Deadline, tier: Tier) -> Iterator[Reason]:
    after = compute(
        clock.term,
        deadline.anchor_on,
        ask.occasion.calendar,
        credited=deadline.credited,
        extended=deadline.extended + ask.values["days"],
    )
    cap = clock.extension
    if cap and deadline.extensions >= cap.times:
        yield Reason("extension.used_up", {"times": cap.times}, "days")
    if cap and after.ends_on > shift(deadline.ends_on, cap.by, ask.occasion.calendar):
        yield Reason("extension.too_long", {"by": str(cap.by)}, "days")
    law = clocks.date_of(ask.casefile, ask.step, Tier.STATUTORY) if tier is Tier.TARGET else None
    if law and after.due_on > law.due_on:
        yield Reason("extension.beyond_law", {"due_on": str(after.due_on), "law": str(law.due_on)}, "days")


def _reason(code: str, casefile: CaseFile, key: str, tier: Tier) -> Reason:
    name = step_title(casefile, key) if key else titles(casefile.process.stages[casefile.stage].title, casefile.stage)
    return Reason(code, {"step": key, "tier": str(tier), **name}, key)
