"""Folding (回放): the only place where a case changes. A change is complete in itself, so this needs no calendar and no clock."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar, cast

from cases.ball import put_down, take
from cases.movement import moved
from cases.old_journals import dated
from models.assessment import Assessment, AssessmentState, Section, SectionState, Sheet
from models.casefile import Agenda, CaseFile, Enterprise, Question, Step, Suspension, Visit
from models.changes import (
    UNDONE,
    ActUndone,
    AnswerRecorded,
    AnswerSettled,
    AnswersStranded,
    AssessmentClosed,
    AssessmentDropped,
    AssessmentMoved,
    AssessmentOpened,
    Assigned,
    BallPassed,
    CaseClosed,
    CaseMoved,
    CaseMovedBack,
    CaseOpened,
    CaseReopened,
    CaseResumed,
    CaseSuspended,
    CertificateGranted,
    Change,
    ClausesAnswered,
    ClockPaused,
    ClockResumed,
    CreditChanged,
    DeadlineMoved,
    DutiesLookedAt,
    DutyMissed,
    EvidenceAttached,
    FactRecorded,
    FiguresRecorded,
    FindingLinked,
    FindingMoved,
    FindingRaised,
    ItemAmended,
    LeadFollowed,
    LeadLeft,
    MemberLinked,
    MemberUnlinked,
    MilestoneReached,
    MoveNoted,
    NoteAdded,
    PapersMissed,
    PartyAsked,
    PlanAmended,
    PlanDecided,
    PlanLookedAt,
    PlanSubmitted,
    PriorityLowered,
    PriorityRaised,
    PromiseEnded,
    PutOnAgenda,
    QuestionAccepted,
    QuestionEnded,
    SectionMoved,
    StageEntered,
    StageLeft,
    StepAcknowledged,
    StepClosed,
    StepOpened,
    StepPlanned,
    StepPromised,
    StepRecast,
    StepReopened,
    StepReturned,
    StepShared,
    StepSnoozed,
    StepStarted,
    StepSubmitted,
    StepUrged,
    TakenOffAgenda,
    TrainingRecorded,
    WindowPostponed,
)
from models.definitions import Definition, ProcessDefinition, RegimeDefinition
from models.finding import Finding, FindingState
from models.holding import Holding, Holdings
from models.links import Link
from models.plan import Decision, PlanState, Revision
from models.record import Record
from models.vocabulary import NOBODY, CaseStatus, Priority, Role, StepState, Tier

Value = TypeVar("Value")

Definitions = Callable[[str, str], Definition]
"""Finds a published definition by kind and content hash."""


def pinned_only(kind: str, hash: str) -> Definition:
    """What most acts may ask for: nothing but what their case is pinned to."""
    raise ValueError(f"the {kind} {hash} was not brought")


def replay(records: Iterable[Record], definitions: Definitions) -> CaseFile:
    """The case that its journal tells of; with fewer records, the case as it was."""
    casefile: CaseFile | None = None
    for record in records:
        casefile = fold(casefile, dated(record), definitions)
    if casefile is None:
        raise ValueError("a journal begins with the record that opened the case")
    return casefile


def fold(casefile: CaseFile | None, changes: Iterable[Change], definitions: Definitions) -> CaseFile:
    """One act applied: ``changes`` of the case, or, without a case, those that open it."""
    if casefile is not None:
        return advance(casefile, changes, definitions)
    opened, *rest = changes
    if not isinstance(opened, CaseOpened):
        raise ValueError(f"a case begins with its opening, not with {opened.kind}")
    process = cast(ProcessDefinition, definitions("process", opened.process_hash))
    regime = cast(RegimeDefinition, definitions("regime", opened.regime_hash))
    return advance(begin(opened, process, regime), rest, definitions)


def advance(casefile: CaseFile, changes: Iterable[Change], definitions: Definitions = pinned_only) -> CaseFile:
    """All changes of one act applied, and the version raised by one."""
    for change in changes:
        casefile = evolve(casefile, change, definitions)
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
        origin=opened.origin,
    )


def evolve(casefile: CaseFile, change: Change, definitions: Definitions = pinned_only) -> CaseFile:
    """The case after ``change``; its version stays. ``definitions`` are asked for what it goes by from now on."""
    after = _EVOLUTIONS[type(change)](casefile, change)
    if (after.process_hash, after.regime_hash) != (casefile.process_hash, casefile.regime_hash):
        process = cast(ProcessDefinition, definitions("process", after.process_hash))
        regime = cast(RegimeDefinition, definitions("regime", after.regime_hash))
        after = replace(after, process=process, regime=regime)
    return moved(after, change)


def _with_step(casefile: CaseFile, key: str, **values: Any) -> CaseFile:
    return replace(
        casefile, steps=tuple(replace(step, **values) if step.key == key else step for step in casefile.steps)
    )


def _one(casefile: CaseFile, key: str) -> Step:
    step = casefile.step(key)
    if step is None:
        raise ValueError(f"{casefile.no} has no step {key}")
    return step


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
    left = _with_last_visit(casefile, left_on=change.left_on, outcome=change.outcome)
    return replace(left, duties_on=None, next_duty_on=None)


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
        item=change.item,
        element=change.element,
        assignee=change.assignee,
    )
    return replace(casefile, steps=(*casefile.steps, step))


def _step_opened(casefile: CaseFile, change: StepOpened) -> CaseFile:
    """The ball is with whoever the plan names; with nobody while the case is suspended."""
    step = _one(casefile, change.step)
    return _with_step(
        casefile,
        change.step,
        state=StepState.OPEN,
        holdings=take((), NOBODY if casefile.suspension else step.holder, change.opened_on),
        opened_on=change.opened_on,
        target=change.target,
        statutory=change.statutory,
        chosen_on=change.target.ends_on if change.target and not step.of else None,
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


def _step_promised(casefile: CaseFile, change: StepPromised) -> CaseFile:
    return _with_step(casefile, change.step, promised_on=change.promised_on, promised=change.times)


def _promise_ended(casefile: CaseFile, change: PromiseEnded) -> CaseFile:
    step = casefile.step(change.step)
    broken = (step.broken if step else 0) + change.broken
    return _with_step(casefile, change.step, promised_on=None, broken=broken)


def _step_submitted(casefile: CaseFile, change: StepSubmitted) -> CaseFile:
    by = {"submitted_by": change.submitted_by, "submitted_for": change.submitted_for}
    return _with_step(casefile, change.step, state=StepState.SUBMITTED, **by, reason="", returned_on=None)


def _step_returned(casefile: CaseFile, change: StepReturned) -> CaseFile:
    nobody = {"submitted_by": None, "submitted_for": None}
    back = {"returned_on": change.returned_on, "returned": _one(casefile, change.step).returned + 1}
    return _with_step(casefile, change.step, state=StepState.OPEN, **nobody, reason=change.reason, **back)


def _step_closed(casefile: CaseFile, change: StepClosed) -> CaseFile:
    """An ended step waits for nobody: an open question and a stopped clock end with it."""
    return _with_step(
        casefile,
        change.step,
        state=change.state,
        closed_on=change.closed_on,
        closed_by=change.closed_by,
        reason=change.reason,
        holdings=put_down(_one(casefile, change.step).holdings, change.closed_on),
        question=None,
        paused_on=None,
        returned_on=None,
    )


def _step_reopened(casefile: CaseFile, change: StepReopened) -> CaseFile:
    step = _one(casefile, change.step)
    day = change.reopened_on or step.closed_on
    return _with_step(
        casefile,
        change.step,
        state=StepState.OPEN,
        submitted_by=None,
        submitted_for=None,
        closed_on=None,
        closed_by=None,
        reason=change.reason,
        holdings=take(step.holdings, step.holder, day) if day else step.holdings,
    )


def _assigned(casefile: CaseFile, change: Assigned) -> CaseFile:
    """What somebody asked to be quiet about is said to whoever comes after them."""
    if change.step:
        return _with_step(casefile, change.step, assignee=change.to, acknowledged_on=None, snoozed_until=None)
    awake = tuple(
        one if one.assignee else replace(one, acknowledged_on=None, snoozed_until=None) for one in casefile.steps
    )
    return _placed(replace(casefile, steps=awake), change)


def _placed(casefile: CaseFile, change: Assigned) -> CaseFile:
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
    """In a suspended case the ball is with nobody, whoever gets it afterwards."""
    step = _one(casefile, change.step)
    day = change.passed_on or step.opened_on
    held = step.holdings if casefile.suspension or day is None else take(step.holdings, change.to, day)
    return _with_step(casefile, change.step, holder=change.to, holdings=held)


def _party_asked(casefile: CaseFile, change: PartyAsked) -> CaseFile:
    question = Question(
        change.party,
        change.question,
        change.asked_on,
        change.answer_by,
        problem=change.problem,
        document=change.document,
    )
    asked = next((step.asked for step in casefile.steps if step.key == change.step), 0) + 1
    return _with_step(casefile, change.step, question=question, asked=asked)


def _question_accepted(casefile: CaseFile, change: QuestionAccepted) -> CaseFile:
    step = casefile.step(change.step)
    if step is None or step.question is None:
        return casefile
    return _with_step(casefile, change.step, question=replace(step.question, accepted_on=change.accepted_on))


def _question_over(casefile: CaseFile, change: AnswerRecorded | QuestionEnded) -> CaseFile:
    return _with_step(casefile, change.step, question=None)


def _evidence_attached(casefile: CaseFile, change: EvidenceAttached) -> CaseFile:
    step = casefile.step(change.step)
    if step is None:
        return replace(casefile, evidence=(*casefile.evidence, change.evidence))
    missing = tuple(kind for kind in step.missing if kind != change.evidence.kind)
    return _with_step(casefile, change.step, evidence=(*step.evidence, change.evidence), missing=missing)


def _papers_missed(casefile: CaseFile, change: PapersMissed) -> CaseFile:
    return _with_step(casefile, change.step, missing=change.kinds)


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
    suspension = Suspension(change.since, change.reason, change.resume_on, change.version)
    steps = tuple(_taken(step, NOBODY, change.since) for step in casefile.steps)
    return replace(casefile, status=CaseStatus.SUSPENDED, suspension=suspension, steps=steps)


def _case_resumed(casefile: CaseFile, change: CaseResumed) -> CaseFile:
    since = casefile.suspension.since if casefile.suspension else change.resumed_on
    return replace(
        casefile,
        status=CaseStatus.OPEN,
        suspension=None,
        rests=_rested(casefile, since, change.resumed_on),
        steps=tuple(_taken(step, step.holder, change.resumed_on) for step in casefile.steps),
    )


def _taken(step: Step, holder: str, on: date) -> Step:
    return replace(step, holdings=take(step.holdings, holder, on)) if step.is_live else step


def _rested(casefile: CaseFile, since: date, until: date) -> Holdings:
    return (*casefile.rests, Holding(NOBODY, since, max(since, until)))


def _case_closed(casefile: CaseFile, change: CaseClosed) -> CaseFile:
    return replace(
        casefile,
        status=CaseStatus.CLOSED,
        outcome=change.outcome,
        closed_on=change.closed_on,
        look_again_on=change.look_again_on,
        barred_until=change.barred_until,
        priority=Priority.NORMAL,
        agenda=None,
    )


def _case_reopened(casefile: CaseFile, change: CaseReopened) -> CaseFile:
    """The last stay goes on as if it had not been left; in between nobody had the case. What its end meant is undone."""
    return replace(
        _with_last_visit(casefile, left_on=None, outcome=""),
        status=CaseStatus.OPEN,
        outcome="",
        rests=_rested(casefile, casefile.closed_on or change.reopened_on, change.reopened_on),
        closed_on=None,
        look_again_on=None,
        barred_until=None,
        credit=tuple(one for one in casefile.credit if not one.ending),
    )


def _duties_looked_at(casefile: CaseFile, change: DutiesLookedAt) -> CaseFile:
    return replace(casefile, duties_on=change.on, next_duty_on=change.next_on)


def _duty_missed(casefile: CaseFile, change: DutyMissed) -> CaseFile:
    return _with_step(casefile, change.step, missed_on=change.missed_on)


def _certificate_granted(casefile: CaseFile, change: CertificateGranted) -> CaseFile:
    return replace(casefile, certificate=change.certificate)


def _credit_changed(casefile: CaseFile, change: CreditChanged) -> CaseFile:
    return replace(casefile, credit=(*casefile.credit, change.event))


def _priority_raised(casefile: CaseFile, change: PriorityRaised) -> CaseFile:
    return replace(casefile, priority=Priority.HIGH)


def _priority_lowered(casefile: CaseFile, change: PriorityLowered) -> CaseFile:
    return replace(casefile, priority=Priority.NORMAL)


def _window_postponed(casefile: CaseFile, change: WindowPostponed) -> CaseFile:
    return replace(casefile, postponed=change.postponed)


def _plan_looked_at(casefile: CaseFile, change: PlanLookedAt) -> CaseFile:
    return replace(casefile, postponed=None)


def _put_on_agenda(casefile: CaseFile, change: PutOnAgenda) -> CaseFile:
    return replace(casefile, agenda=Agenda(change.on, change.reason))


def _taken_off_agenda(casefile: CaseFile, change: TakenOffAgenda) -> CaseFile:
    return replace(casefile, agenda=None)


def _plan_amended(casefile: CaseFile, change: PlanAmended) -> CaseFile:
    made = replace(casefile, plan_revision=change.revision)
    if change.on is None:
        return made
    revision = Revision(change.revision, casefile.version + 1, change.on, change.by, change.reason, change.capacity)
    return replace(made, revisions=(*casefile.revisions, revision))


def _item_amended(casefile: CaseFile, change: ItemAmended) -> CaseFile:
    said = {"title": change.title, "by": change.by, "item": change.item, "chosen_on": change.chosen_on}
    return _with_step(casefile, change.step, **said)


def _plan_submitted(casefile: CaseFile, change: PlanSubmitted) -> CaseFile:
    submitted = Decision(change.by, change.on, change.capacity, change.words)
    return _with_revision(
        casefile,
        state=PlanState.SUBMITTED,
        submitted=submitted,
        asked=casefile.revisions[-1].asked + 1,
        decided=None,
    )


def _plan_decided(casefile: CaseFile, change: PlanDecided) -> CaseFile:
    decided = Decision(change.by, change.on, change.capacity, change.words)
    return _with_revision(casefile, state=change.state, decided=decided)


def _with_revision(casefile: CaseFile, **values: Any) -> CaseFile:
    *before, newest = casefile.revisions
    return replace(casefile, revisions=(*before, replace(newest, **values)))


def _assessment_opened(casefile: CaseFile, change: AssessmentOpened) -> CaseFile:
    head = Assessment(
        key=change.assessment,
        kind=change.of_kind,
        standard=change.standard,
        standard_hash=change.standard_hash,
        variant=change.variant,
        round=casefile.round,
        opened_on=change.opened_on,
        opened_by=change.opened_by,
        sections={section: Section() for section in change.sections},
    )
    sheet = Sheet(change.assessment, change.clauses, {one.clause: one for one in change.carried})
    return replace(casefile, assessments=(*casefile.assessments, head), sheets=(*casefile.sheets, sheet))


def _clauses_answered(casefile: CaseFile, change: ClausesAnswered) -> CaseFile:
    given = {one.clause: one for one in change.answers}
    return _with_sheet(casefile, change.assessment, lambda sheet: replace(sheet, answers={**sheet.answers, **given}))


def _figures_recorded(casefile: CaseFile, change: FiguresRecorded) -> CaseFile:
    known = change.figures
    return _with_sheet(casefile, change.assessment, lambda sheet: replace(sheet, figures={**sheet.figures, **known}))


def _section_moved(casefile: CaseFile, change: SectionMoved) -> CaseFile:
    def move(head: Assessment) -> Assessment:
        before = head.sections[change.section]
        section = replace(before, state=change.state, on=change.on, by=change.by, reason=change.reason)
        if change.state is SectionState.SUBMITTED:
            section = replace(section, submitted_by=change.by, submitted_for=change.capacity or change.by)
        return replace(head, sections={**head.sections, change.section: section})

    return _with_head(casefile, change.assessment, move)


def _assessment_closed(casefile: CaseFile, change: AssessmentClosed) -> CaseFile:
    return _with_head(
        casefile,
        change.assessment,
        lambda head: replace(
            head,
            state=AssessmentState.CLOSED,
            closed_on=change.closed_on,
            closed_by=change.closed_by,
            total=change.total,
            passed=change.passed,
            lacking=change.lacking,
        ),
    )


def _assessment_dropped(casefile: CaseFile, change: AssessmentDropped) -> CaseFile:
    return _with_head(
        casefile,
        change.assessment,
        lambda head: replace(head, state=AssessmentState.DROPPED, closed_on=change.dropped_on),
    )


def _with_head(casefile: CaseFile, key: str, change: Callable[[Assessment], Assessment]) -> CaseFile:
    heads = tuple(change(one) if one.key == key else one for one in casefile.assessments)
    return replace(casefile, assessments=heads)


def _with_sheet(casefile: CaseFile, key: str, change: Callable[[Sheet], Sheet]) -> CaseFile:
    """Raises ValueError for a sheet that was not loaded: what is not known cannot be added to."""
    if casefile.sheet(key) is None:
        raise ValueError(f"{casefile.no}: the answers of {key} were not loaded")
    return replace(casefile, sheets=tuple(change(one) if one.assessment == key else one for one in casefile.sheets))


def _member_linked(casefile: CaseFile, change: MemberLinked) -> CaseFile:
    return replace(casefile, led=(*casefile.led, change.link))


def _member_unlinked(casefile: CaseFile, change: MemberUnlinked) -> CaseFile:
    return replace(casefile, led=_ended(casefile.led, change))


def _lead_followed(casefile: CaseFile, change: LeadFollowed) -> CaseFile:
    return replace(casefile, leads=(*casefile.leads, change.link))


def _lead_left(casefile: CaseFile, change: LeadLeft) -> CaseFile:
    return replace(casefile, leads=_ended(casefile.leads, change))


def _ended(links: tuple[Link, ...], change: MemberUnlinked | LeadLeft) -> tuple[Link, ...]:
    return tuple(
        replace(one, until=change.on, because=change.because) if one.case == change.case and one.until is None else one
        for one in links
    )


def _step_shared(casefile: CaseFile, change: StepShared) -> CaseFile:
    shared = _one(casefile, change.step).shared
    return _with_step(casefile, change.step, shared=(*shared, *change.members))


def _training_recorded(casefile: CaseFile, change: TrainingRecorded) -> CaseFile:
    return casefile  # what it ended is told by changes of its own


def _finding_raised(casefile: CaseFile, change: FindingRaised) -> CaseFile:
    return replace(casefile, findings=(*casefile.findings, change.finding))


def _finding_linked(casefile: CaseFile, change: FindingLinked) -> CaseFile:
    return _with_finding(casefile, change.finding, lambda one: replace(one, steps=(*one.steps, change.step)))


def _finding_moved(casefile: CaseFile, change: FindingMoved) -> CaseFile:
    match change.state:
        case FindingState.FIXED:
            what: dict[str, Any] = {
                "fixed_on": change.on,
                "fixed_by": change.by,
                "fixed_for": change.capacity or change.by,
                "how": change.text,
            }
        case FindingState.VERIFIED:
            what = {"verified_on": change.on, "verified_by": change.by}
        case FindingState.OPEN:
            what = {"verified_on": None, "verified_by": "", "returned": change.text}
    return _with_finding(casefile, change.finding, lambda one: replace(one, state=change.state, **what))


def _with_finding(casefile: CaseFile, key: str, change: Callable[[Finding], Finding]) -> CaseFile:
    return replace(casefile, findings=tuple(change(one) if one.key == key else one for one in casefile.findings))


def _case_moved(casefile: CaseFile, change: CaseMoved) -> CaseFile:
    """What is called otherwise is called so everywhere; a row keeps its key, by which the journal and people know it."""
    return replace(
        casefile,
        process_hash=change.process_hash,
        regime_hash=change.regime_hash,
        stage=change.stages.get(casefile.stage, casefile.stage),
        visits=tuple(replace(one, stage=change.stages.get(one.stage, one.stage)) for one in casefile.visits),
        steps=tuple(_renamed(step, change) for step in casefile.steps),
    )


def _renamed(step: Step, change: CaseMoved) -> Step:
    return replace(
        step,
        of=change.steps.get(step.of, step.of),
        stage=change.stages.get(step.stage, step.stage),
        called=change.left.get(step.key, step.called),
    )


def _step_recast(casefile: CaseFile, change: StepRecast) -> CaseFile:
    return _with_step(casefile, change.step, need=change.need, by=change.by)


def _assessment_moved(casefile: CaseFile, change: AssessmentMoved) -> CaseFile:
    return _with_head(
        casefile,
        change.assessment,
        lambda head: replace(head, state=AssessmentState.MOVED, closed_on=change.moved_on),
    )


def _answers_stranded(casefile: CaseFile, change: AnswersStranded) -> CaseFile:
    return replace(casefile, stranded=(*casefile.stranded, *change.stranded))


def _answer_settled(casefile: CaseFile, change: AnswerSettled) -> CaseFile:
    return replace(casefile, stranded=tuple(one for one in casefile.stranded if one.key != change.answer))


def _move_noted(casefile: CaseFile, change: MoveNoted) -> CaseFile:
    return replace(casefile, last_move=change.move)


def _case_moved_back(casefile: CaseFile, change: CaseMovedBack) -> CaseFile:
    steps = {one.key: one for one in change.steps}
    heads = {one.key: one for one in change.assessments}
    return replace(
        casefile,
        process_hash=change.process_hash,
        regime_hash=change.regime_hash,
        stage=change.stage,
        visits=change.visits,
        stage_deadline=change.stage_deadline,
        facts=change.facts,
        milestones=change.milestones,
        duties_on=change.duties_on,
        next_duty_on=change.next_duty_on,
        steps=tuple(steps.get(one.key, one) for one in casefile.steps),
        assessments=tuple(heads.get(one.key, one) for one in casefile.assessments),
        stranded=change.stranded,
        last_move=change.last_move,
    )


def _act_undone(casefile: CaseFile, change: ActUndone) -> CaseFile:
    were = {one.key: one for one in change.steps}
    steps = tuple(were.get(one.key, one) for one in casefile.steps if one.key not in change.gone)
    return replace(casefile, steps=steps, **{name: getattr(change, name) for name in UNDONE})


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
    StepPromised: _step_promised,
    PromiseEnded: _promise_ended,
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
    QuestionAccepted: _question_accepted,
    QuestionEnded: _question_over,
    AnswerRecorded: _question_over,
    EvidenceAttached: _evidence_attached,
    PapersMissed: _papers_missed,
    NoteAdded: _note_added,
    FactRecorded: _fact_recorded,
    MilestoneReached: _milestone_reached,
    CaseSuspended: _case_suspended,
    CaseResumed: _case_resumed,
    CaseClosed: _case_closed,
    CaseReopened: _case_reopened,
    DutiesLookedAt: _duties_looked_at,
    DutyMissed: _duty_missed,
    CertificateGranted: _certificate_granted,
    CreditChanged: _credit_changed,
    PriorityRaised: _priority_raised,
    PriorityLowered: _priority_lowered,
    PutOnAgenda: _put_on_agenda,
    WindowPostponed: _window_postponed,
    PlanLookedAt: _plan_looked_at,
    TakenOffAgenda: _taken_off_agenda,
    PlanAmended: _plan_amended,
    ItemAmended: _item_amended,
    PlanSubmitted: _plan_submitted,
    PlanDecided: _plan_decided,
    MemberLinked: _member_linked,
    MemberUnlinked: _member_unlinked,
    LeadFollowed: _lead_followed,
    LeadLeft: _lead_left,
    StepShared: _step_shared,
    TrainingRecorded: _training_recorded,
    AssessmentOpened: _assessment_opened,
    ClausesAnswered: _clauses_answered,
    FiguresRecorded: _figures_recorded,
    SectionMoved: _section_moved,
    AssessmentClosed: _assessment_closed,
    AssessmentDropped: _assessment_dropped,
    FindingRaised: _finding_raised,
    FindingLinked: _finding_linked,
    FindingMoved: _finding_moved,
    CaseMoved: _case_moved,
    StepRecast: _step_recast,
    AssessmentMoved: _assessment_moved,
    AnswersStranded: _answers_stranded,
    AnswerSettled: _answer_settled,
    MoveNoted: _move_noted,
    CaseMovedBack: _case_moved_back,
    ActUndone: _act_undone,
}
