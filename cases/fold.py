"""Folding (回放): the only place where a case changes. A change is complete in itself, so this needs no calendar and no clock."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar, cast

from models.casefile import CaseFile, Enterprise, Question, Step, Suspension, Visit
from models.changes import (
    AnswerRecorded,
    Assigned,
    BallPassed,
    CaseClosed,
    CaseOpened,
    CaseReopened,
    CaseResumed,
    CaseSuspended,
    Change,
    ClockPaused,
    ClockResumed,
    DeadlineMoved,
    EvidenceAttached,
    FactRecorded,
    MilestoneReached,
    NoteAdded,
    PartyAsked,
    PlanAmended,
    StageEntered,
    StageLeft,
    StepAcknowledged,
    StepClosed,
    StepOpened,
    StepPlanned,
    StepReopened,
    StepReturned,
    StepSnoozed,
    StepStarted,
    StepSubmitted,
    StepUrged,
)
from models.definitions import Definition, ProcessDefinition, RegimeDefinition
from models.record import Record
from models.vocabulary import CaseStatus, Role, StepState, Tier

Value = TypeVar("Value")

Definitions = Callable[[str, str], Definition]
"""Finds a published definition by kind and content hash."""


def replay(records: Iterable[Record], definitions: Definitions) -> CaseFile:
    """The case that its journal tells of; with fewer records, the case as it was."""
    casefile: CaseFile | None = None
    for record in records:
        casefile = fold(casefile, record.changes, definitions)
    if casefile is None:
        raise ValueError("a journal begins with the record that opened the case")
    return casefile


def fold(casefile: CaseFile | None, changes: Iterable[Change], definitions: Definitions) -> CaseFile:
    """One act applied: ``changes`` of the case, or, without a case, those that open it."""
    if casefile is not None:
        return advance(casefile, changes)
    opened, *rest = changes
    if not isinstance(opened, CaseOpened):
        raise ValueError(f"a case begins with its opening, not with {opened.kind}")
    process = cast(ProcessDefinition, definitions("process", opened.process_hash))
    regime = cast(RegimeDefinition, definitions("regime", opened.regime_hash))
    return advance(begin(opened, process, regime), rest)


def advance(casefile: CaseFile, changes: Iterable[Change]) -> CaseFile:
    """All changes of one act applied, and the version raised by one."""
    for change in changes:
        casefile = evolve(casefile, change)
    return replace(casefile, version=casefile.version + 1)


def begin(opened: CaseOpened, process: ProcessDefinition, regime: RegimeDefinition) -> CaseFile:
    """The case before it entered its first stage, at version 0."""
    return CaseFile(
        no=opened.no,
        site=opened.site,
        enterprise=Enterprise(opened.uscc, opened.name, opened.credit_level, opened.enterprise_facts),
        process_hash=opened.process_hash,
        regime_hash=opened.regime_hash,
        process=process,
        regime=regime,
        status=CaseStatus.OPEN,
        version=0,
        opened_on=opened.opened_on,
        stage="",
        round=0,
        coordinator=opened.coordinator,
        liaison=opened.liaison,
        supervisor=opened.supervisor,
        taken_over_on=opened.taken_over_on,
    )


def evolve(casefile: CaseFile, change: Change) -> CaseFile:
    """The case after ``change``; its version stays."""
    return _EVOLUTIONS[type(change)](casefile, change)


def _with_step(casefile: CaseFile, key: str, **values: Any) -> CaseFile:
    return replace(
        casefile, steps=tuple(replace(step, **values) if step.key == key else step for step in casefile.steps)
    )


def _stage_entered(casefile: CaseFile, change: StageEntered) -> CaseFile:
    visit = Visit(change.stage, change.round, change.entered_on)
    return replace(
        casefile,
        stage=change.stage,
        round=change.round,
        visits=(*casefile.visits, visit),
        stage_deadline=change.deadline,
    )


def _stage_left(casefile: CaseFile, change: StageLeft) -> CaseFile:
    return _with_last_visit(casefile, left_on=change.left_on, outcome=change.outcome)


def _with_last_visit(casefile: CaseFile, **values: Any) -> CaseFile:
    *before, last = casefile.visits
    return replace(casefile, visits=(*before, replace(last, **values)))


def _step_planned(casefile: CaseFile, change: StepPlanned) -> CaseFile:
    step = Step(
        key=change.step,
        of=change.of,
        stage=change.stage,
        round=change.round,
        state=StepState.PLANNED,
        need=change.need,
        by=change.by,
        holder=change.holder,
        title=change.title,
        element=change.element,
        assignee=change.assignee,
    )
    return replace(casefile, steps=(*casefile.steps, step))


def _step_opened(casefile: CaseFile, change: StepOpened) -> CaseFile:
    return _with_step(
        casefile,
        change.step,
        state=StepState.OPEN,
        opened_on=change.opened_on,
        target=change.target,
        statutory=change.statutory,
    )


def _step_started(casefile: CaseFile, change: StepStarted) -> CaseFile:
    return _with_step(casefile, change.step, started_on=change.started_on)


def _step_acknowledged(casefile: CaseFile, change: StepAcknowledged) -> CaseFile:
    return _with_step(casefile, change.step, acknowledged_on=change.acknowledged_on)


def _step_snoozed(casefile: CaseFile, change: StepSnoozed) -> CaseFile:
    return _with_step(casefile, change.step, snoozed_until=change.until)


def _step_urged(casefile: CaseFile, change: StepUrged) -> CaseFile:
    quiet = {"acknowledged_on": None, "snoozed_until": None}
    return _with_step(casefile, change.step, urged_on=change.urged_on, urged=change.times, **quiet)


def _step_submitted(casefile: CaseFile, change: StepSubmitted) -> CaseFile:
    by = {"submitted_by": change.submitted_by, "submitted_for": change.submitted_for}
    return _with_step(casefile, change.step, state=StepState.SUBMITTED, **by, reason="")


def _step_returned(casefile: CaseFile, change: StepReturned) -> CaseFile:
    nobody = {"submitted_by": None, "submitted_for": None}
    return _with_step(casefile, change.step, state=StepState.OPEN, **nobody, reason=change.reason)


def _step_closed(casefile: CaseFile, change: StepClosed) -> CaseFile:
    """An ended step waits for nobody: an open question and a stopped clock end with it."""
    return _with_step(
        casefile,
        change.step,
        state=change.state,
        closed_on=change.closed_on,
        closed_by=change.closed_by,
        reason=change.reason,
        question=None,
        paused_on=None,
    )


def _step_reopened(casefile: CaseFile, change: StepReopened) -> CaseFile:
    return _with_step(
        casefile,
        change.step,
        state=StepState.OPEN,
        submitted_by=None,
        submitted_for=None,
        closed_on=None,
        closed_by=None,
        reason=change.reason,
    )


def _assigned(casefile: CaseFile, change: Assigned) -> CaseFile:
    if change.step:
        return _with_step(casefile, change.step, assignee=change.to, acknowledged_on=None, snoozed_until=None)
    match change.role:
        case Role.COORDINATOR:
            return replace(casefile, coordinator=change.to)
        case Role.LIAISON:
            return replace(casefile, liaison=change.to)
        case Role.SUPERVISOR:
            return replace(casefile, supervisor=change.to)
        case _:
            raise ValueError(f"a case has no place for a {change.role}")


def _deadline_moved(casefile: CaseFile, change: DeadlineMoved) -> CaseFile:
    if not change.step:
        return replace(casefile, stage_deadline=change.after)
    if change.tier is Tier.STATUTORY:
        return _with_step(casefile, change.step, statutory=change.after)
    return _with_step(casefile, change.step, target=change.after)


def _clock_paused(casefile: CaseFile, change: ClockPaused) -> CaseFile:
    return _with_step(casefile, change.step, paused_on=change.paused_on)


def _clock_resumed(casefile: CaseFile, change: ClockResumed) -> CaseFile:
    return _with_step(casefile, change.step, paused_on=None)


def _ball_passed(casefile: CaseFile, change: BallPassed) -> CaseFile:
    return _with_step(casefile, change.step, holder=change.to)


def _party_asked(casefile: CaseFile, change: PartyAsked) -> CaseFile:
    return _with_step(casefile, change.step, question=Question(change.party, change.question, change.asked_on))


def _answer_recorded(casefile: CaseFile, change: AnswerRecorded) -> CaseFile:
    return _with_step(casefile, change.step, question=None)


def _evidence_attached(casefile: CaseFile, change: EvidenceAttached) -> CaseFile:
    step = casefile.step(change.step)
    if step is None:
        return replace(casefile, evidence=(*casefile.evidence, change.evidence))
    return _with_step(casefile, change.step, evidence=(*step.evidence, change.evidence))


def _note_added(casefile: CaseFile, change: NoteAdded) -> CaseFile:
    """A note stands in the journal alone."""
    return casefile


def _fact_recorded(casefile: CaseFile, change: FactRecorded) -> CaseFile:
    return replace(casefile, facts=_with(casefile.facts, change.name, change.value))


def _milestone_reached(casefile: CaseFile, change: MilestoneReached) -> CaseFile:
    return replace(casefile, milestones=_with(casefile.milestones, change.name, change.on))


def _with(mapping: Mapping[str, Value], name: str, value: Value) -> Mapping[str, Value]:
    return {**mapping, name: value}


def _case_suspended(casefile: CaseFile, change: CaseSuspended) -> CaseFile:
    suspension = Suspension(change.since, change.reason, change.resume_on)
    return replace(casefile, status=CaseStatus.SUSPENDED, suspension=suspension)


def _case_resumed(casefile: CaseFile, change: CaseResumed) -> CaseFile:
    return replace(casefile, status=CaseStatus.OPEN, suspension=None)


def _case_closed(casefile: CaseFile, change: CaseClosed) -> CaseFile:
    return replace(
        casefile,
        status=CaseStatus.CLOSED,
        outcome=change.outcome,
        closed_on=change.closed_on,
        look_again_on=change.look_again_on,
        barred_until=change.barred_until,
    )


def _case_reopened(casefile: CaseFile, change: CaseReopened) -> CaseFile:
    """The last stay goes on as if it had not been left."""
    return replace(
        _with_last_visit(casefile, left_on=None, outcome=""),
        status=CaseStatus.OPEN,
        outcome="",
        closed_on=None,
        look_again_on=None,
        barred_until=None,
    )


def _plan_amended(casefile: CaseFile, change: PlanAmended) -> CaseFile:
    return replace(casefile, plan_revision=change.revision)


def _case_opened(casefile: CaseFile, change: CaseOpened) -> CaseFile:
    raise ValueError(f"{casefile.no} was opened already")


_EVOLUTIONS: Mapping[type, Callable[[CaseFile, Any], CaseFile]] = {
    CaseOpened: _case_opened,
    StageEntered: _stage_entered,
    StageLeft: _stage_left,
    StepPlanned: _step_planned,
    StepOpened: _step_opened,
    StepStarted: _step_started,
    StepAcknowledged: _step_acknowledged,
    StepSnoozed: _step_snoozed,
    StepUrged: _step_urged,
    StepSubmitted: _step_submitted,
    StepReturned: _step_returned,
    StepClosed: _step_closed,
    StepReopened: _step_reopened,
    Assigned: _assigned,
    DeadlineMoved: _deadline_moved,
    ClockPaused: _clock_paused,
    ClockResumed: _clock_resumed,
    BallPassed: _ball_passed,
    PartyAsked: _party_asked,
    AnswerRecorded: _answer_recorded,
    EvidenceAttached: _evidence_attached,
    NoteAdded: _note_added,
    FactRecorded: _fact_recorded,
    MilestoneReached: _milestone_reached,
    CaseSuspended: _case_suspended,
    CaseResumed: _case_resumed,
    CaseClosed: _case_closed,
    CaseReopened: _case_reopened,
    PlanAmended: _plan_amended,
}
