"""Progress (推进): what follows by itself from a change: steps open and drop, milestones are reached, stages entered and left."""

from dataclasses import replace
from datetime import date
from typing import Any

from cases import certificates, clocks, promises, recurring
from cases.blueprint import StepPlan, blueprint
from cases.draft import Draft
from cases.fold import evolve
from cases.instances import applies, elements_of, next_key, next_stay, present, rows_in, to_come, waits_for
from models.casefile import Step
from models.changes import (
    FactRecorded,
    MilestoneReached,
    StageEntered,
    StageLeft,
    StepClosed,
    StepOpened,
    StepPlanned,
)
from models.terms import Anchor, Event
from models.vocabulary import CaseStatus, Need, StepState

NOT_APPLICABLE = "dropped.not_applicable"
STAGE_LEFT = "dropped.stage_left"
CASE_CLOSED = "dropped.case_closed"
HANDED_BACK = "dropped.handed_back"


def settle(draft: Draft) -> None:
    """Bring the case to rest after any change.

    1. Drop live steps that no longer apply.
    2. Open every required and neutral step whose predecessors have ended and whose conditions hold; again, until none is left.
    3. Give dates to those whose events have happened, say which duties were missed, and give the certificate if all is known.
    Nothing is reopened and nothing that is finished is touched. A case that does not run rests as it is.
    """
    if draft.casefile.status is not CaseStatus.OPEN:
        return
    settled: set[str] = set()  # each step drops and opens once at most, whatever its conditions say of each other
    recurring.begin(draft)
    while _drop_what_no_longer_applies(draft, settled) or _open_what_may_open(draft, settled):
        pass
    clocks.set_missing(draft)
    recurring.follow(draft)
    certificates.grant(draft)


def plan_step(draft: Draft, step: StepPlan, element: str = "") -> Step:
    """Make a row of a step of the present stay, or of the next stay in its stage; the row there may be already."""
    casefile = draft.casefile
    stay = present(casefile) if step.stage == casefile.stage else next_stay(casefile, step.stage)
    rows = rows_in(casefile, stay, step.key)
    planned = [row for row in rows if row.state is StepState.PLANNED and row.element == element]
    if planned:
        return planned[0]
    key = next_key(casefile, step.key)
    draft.add(
        StepPlanned(
            step=key,
            of=step.key,
            stage=stay.stage,
            round=stay.round,
            need=_need(step, rows),
            by=step.definition.by,
            holder=step.definition.held_by,
            element=element,
        )
    )
    return draft.step(key)


def open_step(draft: Draft, key: str) -> None:
    """Open a planned row, with the dates that are known by now."""
    step = replace(draft.step(key), opened_on=draft.today)
    target, statutory = clocks.first_dates(draft.casefile, step, draft.calendar)
    draft.add(StepOpened(step=key, opened_on=draft.today, target=target, statutory=statutory))


def close_step(draft: Draft, key: str, state: StepState, *, on: date | None = None, reason: str = "") -> None:
    """End a step on ``on`` (default today): an open question is credited, dates counting from it are set, its milestone reached."""
    step, day = draft.step(key), on or draft.today
    if step.question:
        clocks.answered(draft, key, step.question.asked_on, cause="step-ended")
    if step.paused_on:
        promises.release(draft, key, step.paused_on)
    promises.end(draft, key, on=day)
    actor = draft.occasion.actor.login
    draft.add(StepClosed(step=key, state=state, closed_on=day, closed_by=actor, reason=reason))
    if state is StepState.DROPPED or not step.of:
        return
    clocks.reanchor(draft, Anchor(Event.DONE, step.of), cause=f"{step.of} done")
    milestone = blueprint(draft.casefile).steps[step.of].definition.milestone
    if milestone and state is StepState.DONE:
        reach(draft, milestone, day)


def reach(draft: Draft, milestone: str, on: date) -> None:
    """Note a milestone, or its corrected day, and let dates count from it."""
    if draft.casefile.milestones.get(milestone) == on:
        return
    draft.add(MilestoneReached(name=milestone, on=on))
    if draft.casefile.visits:
        clocks.reanchor(draft, Anchor(Event.MILESTONE, milestone), cause=milestone)


def record(draft: Draft, name: str, value: Any) -> None:
    """Note a fact, if it is news."""
    before = draft.casefile.facts.get(name)
    if before != value or name not in draft.casefile.facts:
        draft.add(FactRecorded(name=name, before=before, value=value))


def enter_stage(draft: Draft, stage: str, *, on: date | None = None) -> None:
    """Come into ``stage``: a new stay with its limit, its milestones, and the steps that can begin."""
    stay = next_stay(draft.casefile, stage)
    entered = StageEntered(stage=stage, round=stay.round, entered_on=on or draft.today)
    limit = clocks.stage_date(evolve(draft.casefile, entered), draft.calendar)
    draft.add(entered.model_copy(update={"deadline": limit}))
    for effect in blueprint(draft.casefile).stages[stage].definition.on_enter:
        reach(draft, effect.milestone, on or draft.today)
    settle(draft)


def leave_stage(draft: Draft, outcome: str, *, by_outcome: bool) -> None:
    """Go out of the present stage; what was still to do there is dropped. Its milestones come with its own outcomes alone."""
    drop_the_rest(draft, STAGE_LEFT, planned_too=True)
    stay = present(draft.casefile)
    if by_outcome:
        for effect in blueprint(draft.casefile).stages[stay.stage].definition.on_leave:
            reach(draft, effect.milestone, draft.today)
    draft.add(StageLeft(stage=stay.stage, round=stay.round, left_on=draft.today, outcome=outcome))


def drop_the_rest(draft: Draft, reason: str, *, planned_too: bool) -> None:
    """Drop every live step, and, when the stay is over for good, what was planned for it."""
    stay = present(draft.casefile)
    for step in draft.casefile.steps:
        planned = step.state is StepState.PLANNED and (step.stage, step.round) == (stay.stage, stay.round)
        if step.is_live or (planned and planned_too):
            close_step(draft, step.key, StepState.DROPPED, reason=reason)


def _need(step: StepPlan, rows: tuple[Step, ...]) -> Need:
    """Of a step that comes again for ever only the first holds up the gate, or the stage could never be left."""
    repeat = step.definition.repeat
    return Need.NEUTRAL if repeat and repeat.when_done and rows else step.definition.need


def _drop_what_no_longer_applies(draft: Draft, settled: set[str]) -> bool:
    for row in draft.casefile.live_steps:
        step = blueprint(draft.casefile).steps.get(row.of)
        if step is None or f"-{row.key}" in settled:
            continue
        elements = elements_of(draft.casefile, step)
        if applies(draft.casefile, step).met is False or (elements is not None and row.element not in elements):
            settled.add(f"-{row.key}")
            close_step(draft, row.key, StepState.DROPPED, reason=NOT_APPLICABLE)
            return True
    return False


def _open_what_may_open(draft: Draft, settled: set[str]) -> bool:
    stay = present(draft.casefile)
    for step in blueprint(draft.casefile).stages[stay.stage].steps:
        if step.definition.need is Need.OPTIONAL or step.key in settled or not _may_open(draft, step):
            continue
        settled.add(step.key)
        for element in to_come(draft.casefile, step, stay):
            open_step(draft, plan_step(draft, step, element).key)
        return True
    return False


def _may_open(draft: Draft, step: StepPlan) -> bool:
    casefile = draft.casefile
    return bool(
        to_come(casefile, step, present(casefile))
        and applies(casefile, step).met is True
        and not waits_for(casefile, step)
    )
