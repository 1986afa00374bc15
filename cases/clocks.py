"""Clocks (时钟): the dates of a case's steps and of its stage: set when their event is known, moved, paused and credited.

A step has two: the target and the statutory date. The target is never later than the statutory one.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from cases import extensions, promises
from cases.blueprint import Clock, blueprint
from cases.deadlines import compute, runs
from cases.draft import Draft
from cases.instances import PASSED
from cases.workdays import WorkCalendar
from models.casefile import CaseFile, Deadline, Pause, Step
from models.changes import ClockPaused, ClockResumed, DeadlineMoved
from models.terms import Anchor, Event, Length, Term
from models.vocabulary import Standing, Tier, Unit

STAGE = ""  # in place of a step's key: the limit of the stage itself
TIERS = (Tier.STATUTORY, Tier.TARGET)  # in this order: the target depends on the other
ANEW: Mapping[str, Any] = {
    "pauses": (),
    "unplaced": 0,
    "granted": (),
}  # a period of its own: nothing of the last is left
Parts = Mapping[Tier, Mapping[str, Any]]


def anchor_day(anchor: Anchor, casefile: CaseFile, step: Step | None = None, *, law: bool = False) -> date | None:
    """The day of the event, None while it has not happened. ``step`` is the step whose clock it is, None for the stage's.

    In a later round a target counts what was done before as done when the round began; the law counts from the day itself.
    """
    match anchor.event:
        case Event.CASE_OPENED:
            return casefile.opened_on
        case Event.STAGE_ENTERED:
            return casefile.stage_entered_on if casefile.visits else None
        case Event.STEP_OPENED:
            return step.opened_on if step else None
        case Event.ASKED:
            return step.question.asked_on if step and step.question else None
        case Event.OCCURRENCE:
            return date.fromisoformat(step.element) if step and step.element else None
        case Event.MILESTONE:
            return casefile.milestones.get(anchor.key)
        case Event.DONE:
            day = _passed_on(casefile, anchor.key, step.element if step else "")
            return max(day, casefile.stage_entered_on) if day and casefile.round > 1 and not law else day


def clock_of(casefile: CaseFile, key: str, tier: Tier) -> Clock | None:
    """How a date is computed. The stage has one, under the name of its target; a step added by hand counts its days."""
    plan = blueprint(casefile)
    if key == STAGE:
        stage = plan.stages[casefile.stage]
        return (stage.target or stage.statutory) if tier is Tier.TARGET else None
    step = casefile.step(key)
    if step and step.of:
        return plan.steps[step.of].clock(tier) if step.of in plan.steps else None
    return _by_hand(step, step.target) if step and step.target and tier is Tier.TARGET else None


def is_law(casefile: CaseFile, key: str, tier: Tier) -> bool:
    """Whether the law sets this date; a stage without a target has its statutory limit in that place."""
    return tier is Tier.STATUTORY or (key == STAGE and blueprint(casefile).stages[casefile.stage].target is None)


def date_of(casefile: CaseFile, key: str, tier: Tier) -> Deadline | None:
    """The date as it stands."""
    if key == STAGE:
        return casefile.stage_deadline if tier is Tier.TARGET else None
    step = casefile.step(key)
    if step is None:
        return None
    return step.target if tier is Tier.TARGET else step.statutory


def first_dates(casefile: CaseFile, step: Step, calendar: WorkCalendar) -> tuple[Deadline | None, Deadline | None]:
    """Target and statutory date of a step at its opening, as far as their events are known."""
    statutory = first_date(casefile, step, Tier.STATUTORY, calendar)
    target = first_date(casefile, step, Tier.TARGET, calendar)
    return capped(target, statutory), statutory


def first_date(casefile: CaseFile, step: Step, tier: Tier, calendar: WorkCalendar) -> Deadline | None:
    """One date of a step, None while its event has not happened."""
    clock = blueprint(casefile).steps[step.of].clock(tier) if step.of else None
    if clock is None:
        return None
    yearly = clock.term.each_year_on is not None
    law = tier is Tier.STATUTORY
    anchor_on = (
        _yearly_anchor(casefile, step, tier) if yearly else anchor_day(clock.term.anchor, casefile, step, law=law)
    )
    return compute(clock.term, anchor_on, calendar, standing=clock.standing) if anchor_on else None


def stage_date(casefile: CaseFile, calendar: WorkCalendar) -> Deadline | None:
    """The limit of the present stage, None if it has none or its event has not happened."""
    clock = clock_of(casefile, STAGE, Tier.TARGET)
    anchor_on = _event_day(casefile, STAGE, Tier.TARGET, clock.term.anchor) if clock else None
    return compute(clock.term, anchor_on, calendar, standing=clock.standing) if clock and anchor_on else None


def capped(target: Deadline | None, statutory: Deadline | None) -> Deadline | None:
    """The target, on the statutory day if it would be later, and then no surer than that day is."""
    if target is None or statutory is None or target.due_on <= statutory.due_on:
        return target
    return replace(
        target,
        due_on=statutory.due_on,
        rolled=statutory.rolled,
        provisional=statutory.provisional,
        standing=statutory.standing,
    )


def recomputed(casefile: CaseFile, key: str, tier: Tier, calendar: WorkCalendar, **parts: Any) -> Deadline | None:
    """The date computed again from what it keeps, with ``parts`` (anchor_on, pauses, unplaced, granted) put in anew; never later
    than the law's. The revision rises if the day that counts moves."""
    before, after = date_of(casefile, key, tier), uncapped(casefile, key, tier, calendar, **parts)
    if tier is Tier.TARGET and key != STAGE:
        after = capped(after, date_of(casefile, key, Tier.STATUTORY))
    return replace(after, revision=before.revision + (after.due_on != before.due_on)) if before and after else before


def uncapped(casefile: CaseFile, key: str, tier: Tier, calendar: WorkCalendar, **parts: Any) -> Deadline | None:
    """The same as if the law set no date."""
    before, clock = date_of(casefile, key, tier), clock_of(casefile, key, tier)
    if before is None or clock is None:
        return before
    kept = {
        "anchor_on": before.anchor_on,
        "pauses": before.pauses,
        "unplaced": before.unplaced if before.pauses else before.credited,
        "granted": extensions.granted(before, clock),
    }
    return compute(clock.term, calendar=calendar, standing=clock.standing, **{**kept, **parts})


def redate(draft: Draft, key: str, parts: Parts, *, cause: str) -> None:
    """Compute both dates again, the statutory one first, and note which moved."""
    for tier in TIERS:
        before = date_of(draft.casefile, key, tier)
        after = recomputed(draft.casefile, key, tier, draft.calendar, **parts.get(tier, {}))
        if after != before:
            draft.add(DeadlineMoved(step=key, tier=tier, before=before, after=after, cause=cause))


def raise_revision(draft: Draft, key: str, tier: Tier, *, cause: str) -> None:
    """A date that stays where it is begins anew for those who are reminded of it."""
    before = date_of(draft.casefile, key, tier)
    if before:
        after = replace(before, revision=before.revision + 1)
        draft.add(DeadlineMoved(step=key, tier=tier, before=before, after=after, cause=cause))


def set_missing(draft: Draft, *, cause: str = "event") -> None:
    """Give dates to live steps and to the stage whose events have happened meanwhile; a target then minds the law's new date."""
    for step in draft.casefile.live_steps:
        for tier in TIERS:
            if date_of(draft.casefile, step.key, tier) is None:
                after = first_date(draft.casefile, step, tier, draft.calendar)
                _set(draft, step.key, tier, after, cause)
    if draft.casefile.stage_deadline is None:
        _set(draft, STAGE, Tier.TARGET, stage_date(draft.casefile, draft.calendar), cause)


def reanchor(draft: Draft, anchor: Anchor, *, cause: str) -> None:
    """An event happened again, on another day: dates that count from it count from the new day. Extensions are kept, pauses as far
    as they lie after that day."""
    for key in [STAGE, *(step.key for step in draft.casefile.live_steps)]:
        tiers = [tier for tier in TIERS if _counts_from(draft.casefile, key, tier, anchor)]
        days = {tier: _event_day(draft.casefile, key, tier, anchor) for tier in tiers}
        if parts := {tier: {"anchor_on": day} for tier, day in days.items() if day}:
            redate(draft, key, parts, cause=cause)


def _event_day(casefile: CaseFile, key: str, tier: Tier, anchor: Anchor) -> date | None:
    return anchor_day(anchor, casefile, casefile.step(key), law=is_law(casefile, key, tier))


def stopped_since(casefile: CaseFile, key: str, tier: Tier) -> date | None:
    """Since when the clock of this date stands still, by a question or a suspension, None while it runs."""
    step, since = casefile.step(key), []
    if casefile.suspension and stops_when_suspended(casefile, key, tier):
        since.append(casefile.suspension.since)
    if step and step.question and stops_when_asked(casefile, key, tier):
        since.append(step.question.asked_on)
    return min(since, default=None)


def stops_when_suspended(casefile: CaseFile, key: str, tier: Tier) -> bool:
    """Whether a suspension stops this clock: only one on which time runs, and which may pause by the rulebook."""
    clock = clock_of(casefile, key, tier)
    return clock is not None and clock.pausable and runs(clock.term)


def stops_when_asked(casefile: CaseFile, key: str, tier: Tier) -> bool:
    """Whether a question stops this clock: as a suspension does, but not if it counts from the question."""
    clock = clock_of(casefile, key, tier)
    counts_from_it = clock is not None and clock.term.anchor.event is Event.ASKED
    return stops_when_suspended(casefile, key, tier) and not counts_from_it


def stop(draft: Draft, key: str, *, cause: str) -> None:
    """Note that the step's clocks stand still from today, if any of them does."""
    if draft.step(key).paused_on is None and _any_stands_still(draft.casefile, key):
        draft.add(ClockPaused(step=key, paused_on=draft.today, cause=cause))


def answered(draft: Draft, key: str, asked_on: date, *, cause: str) -> None:
    """The question no longer stops the step's clocks: each that it stopped is credited what passed."""
    _go_on(draft, key, asked_on, {tier for tier in TIERS if stops_when_asked(draft.casefile, key, tier)}, cause)


def resumed(draft: Draft, key: str, since: date, *, cause: str) -> None:
    """The suspension no longer stops the clocks of a step or of the stage: each that it stopped is credited what passed."""
    _go_on(draft, key, since, {tier for tier in TIERS if stops_when_suspended(draft.casefile, key, tier)}, cause)


def _go_on(draft: Draft, key: str, since: date, tiers: Collection[Tier], cause: str) -> None:
    """Each cause of a stop leaves its own pause; days that lie in several count once. Nobody is held to a day promised that fell
    into the time in which the step stood still."""
    stopped_on = draft.step(key).paused_on if key != STAGE else None
    if stopped_on and not _any_stands_still(draft.casefile, key):
        draft.add(ClockResumed(step=key, resumed_on=draft.today))
        promises.release(draft, key, stopped_on)
    dates = {tier: date_of(draft.casefile, key, tier) for tier in tiers if since < draft.today}
    pause = Pause(since, draft.today)
    redate(draft, key, {tier: {"pauses": (*one.pauses, pause)} for tier, one in dates.items() if one}, cause=cause)


def _any_stands_still(casefile: CaseFile, key: str) -> bool:
    return any(stopped_since(casefile, key, tier) for tier in TIERS)


def _set(draft: Draft, key: str, tier: Tier, after: Deadline | None, cause: str) -> None:
    if after is None:
        return
    if key != STAGE and tier is Tier.TARGET:
        after = capped(after, draft.step(key).statutory)
    draft.add(DeadlineMoved(step=key, tier=tier, after=after, cause=cause))
    redate(draft, key, {}, cause=cause)


def _counts_from(casefile: CaseFile, key: str, tier: Tier, anchor: Anchor) -> bool:
    clock = clock_of(casefile, key, tier)
    return bool(clock and date_of(casefile, key, tier) and clock.term.anchor == anchor)


def _passed_on(casefile: CaseFile, key: str, element: str) -> date | None:
    """When the step was last done; waived stands in for done, so that what follows has a date all the same.

    Of a step asked in each round only the present stay counts; of several elements the one with the same name.
    """
    plan = blueprint(casefile).steps.get(key)
    rows = [row for row in casefile.steps if row.of == key and row.state in PASSED]
    if plan and plan.stage == casefile.stage and plan.definition.each_round:
        rows = [row for row in rows if row.stage == casefile.stage and row.round == casefile.round]
    rows = [row for row in rows if row.element == element] or rows
    return rows[-1].closed_on if rows else None


def _yearly_anchor(casefile: CaseFile, step: Step, tier: Tier) -> date | None:
    """A yearly duty is one of its own each year: the next counts from the day that was meant, however early or late it was done."""
    earlier = (row for row in casefile.steps if row.of == step.of and row.key != step.key)
    meant = (deadline.due_on for row in earlier if (deadline := date_of(casefile, row.key, tier)))
    return max(meant, default=step.opened_on)


def _by_hand(step: Step, target: Deadline) -> Clock:
    """A step added by hand has a date somebody chose: as many days as there were. (Older journals kept only what became of it.)"""
    if step.chosen_on and step.opened_on:
        number = (step.chosen_on - step.opened_on).days
    else:
        number = (target.ends_on - target.anchor_on).days - target.credited - target.extended
    return Clock(Term(Anchor(Event.STEP_OPENED), Length(number, Unit.DAYS)), None, Standing.CONFIRMED)
