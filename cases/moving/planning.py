"""The move (换规) worked out on a draft: what the case is pinned to, answers, steps, dates and milestones, in this order.

What has ended is not touched: finished work stays finished, wherever the new definitions put it.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from cases import clocks
from cases.assessing.applicable import applicable, sections, variant_of
from cases.blueprint import Blueprint, Clock, StepPlan, blueprint, compile_process
from cases.deadlines import shift
from cases.draft import Draft
from cases.moving.carrying import Fates, between_versions, carry
from cases.progress import close_step, reach, settle
from models.assessment import Assessment, AssessmentState
from models.casefile import CaseFile, Deadline, Step
from models.changes import (
    AnswersStranded,
    AssessmentMoved,
    AssessmentOpened,
    BallPassed,
    CaseMoved,
    DeadlineMoved,
    FiguresRecorded,
    MoveNoted,
    StepRecast,
)
from models.definitions import MappingDefinition, StandardDefinition, Text
from models.definitions.mapping import ProcessMapping
from models.moving import Destination, LastMove
from models.terms import Length
from models.vocabulary import StepState, Tier, Unit

CAUSE = "move-case"
GONE = "dropped.gone"  # the new definitions do not ask for it
ELSEWHERE = "dropped.elsewhere"  # they ask for it in another stage
USUALLY = Length(10, Unit.WORKDAYS)  # how long a move between versions of the same can be taken back


def move(draft: Draft, to: Destination) -> None:
    """Take the case to ``to``.

    1. It goes by the new definitions, and what is called otherwise there is called so.
    2. Open assessments go on by the new standards.
    3. Open steps that are not asked for here are dropped, the others take the new meaning and dates; so does the stage.
    4. Milestones that the new definitions count from, and that have happened, are reached.
    5. What follows by itself follows. No target of ours lies in the past because of a move: it counts from the move instead.
    6. What it came to is noted.
    """
    before = draft.casefile
    draft.add(_moved(before, to))
    for head in before.assessments:
        if head.state is AssessmentState.OPEN:
            _carry_on(draft, head, to)
    for row in draft.casefile.steps:
        if row.of and (row.is_live or row.state is StepState.PLANNED):
            _recast(draft, before, row)
    _redate_stage(draft, before)
    for name, on in _happened(draft.casefile):
        if name not in draft.casefile.milestones:
            reach(draft, name, on)
    clocks.set_missing(draft, cause=CAUSE)
    settle(draft)
    for row in draft.casefile.live_steps:
        if _is_late_at_once(before.step(row.key), row, draft.today):
            clocks.redate(draft, row.key, {Tier.TARGET: {"anchor_on": draft.today}}, cause=CAUSE)
    draft.add(MoveNoted(move=_noted(draft, before, to)))


def renames(casefile: CaseFile, mapping: MappingDefinition | None) -> ProcessMapping | None:
    """What the mapping says of the case's process; None between versions of the same."""
    return mapping.processes.get(casefile.process.process) if mapping else None


def _moved(before: CaseFile, to: Destination) -> CaseMoved:
    said = renames(before, to.mapping)
    return CaseMoved(
        process_before=before.process.process,
        process=to.process.process,
        process_hash=to.process_hash,
        regime_before=before.regime.regime,
        regime=to.regime.regime,
        regime_hash=to.regime_hash,
        steps=said.steps if said else {},
        stages=said.stages if said else {},
        left=dict(_left(before, to, said.steps if said else {})),
    )


def _left(before: CaseFile, to: Destination, names: Mapping[str, str]) -> Iterator[tuple[str, Text]]:
    """Rows of steps that the new process does not have, with their titles."""
    old, new = blueprint(before).steps, compile_process(to.process, to.regime).steps
    for row in before.steps:
        if row.of in old and names.get(row.of, row.of) not in new:
            yield row.key, old[row.of].definition.title


# answers ----------------------------------------------------------------------------------------------------------------


def _carry_on(draft: Draft, head: Assessment, to: Destination) -> None:
    """The assessment goes on by the standard that took the place of its own; by the same one it just goes on."""
    found = successor(head, to)
    if found is None:
        return
    digest, new, fates = found
    clauses, sheet = applicable(new, draft.casefile), draft.casefile.sheet(head.key)
    if sheet is None:
        raise ValueError(f"{draft.casefile.no}: the answers of {head.key} were not loaded")
    carriage = carry(sheet, to.shelf.by_hash[head.standard_hash], new, clauses, fates)
    key = f"{head.kind}-{1 + sum(one.kind is head.kind for one in draft.casefile.assessments)}"
    draft.add(AssessmentMoved(assessment=head.key, to=key, moved_on=draft.today))
    draft.add(
        AssessmentOpened(
            assessment=key,
            of_kind=head.kind,
            standard=new.standard,
            standard_hash=digest,
            variant=variant_of(new, draft.casefile),
            clauses=tuple(one.key for one in clauses),
            sections=sections(clauses),
            carried=carriage.answers,
            opened_on=draft.today,
            opened_by=draft.occasion.actor.login,
        )
    )
    if known := {name: value for name, value in sheet.figures.items() if name in new.figures}:
        draft.add(FiguresRecorded(assessment=key, figures=known))
    if carriage.stranded:
        draft.add(AnswersStranded(stranded=carriage.stranded))


def successor(head: Assessment, to: Destination) -> tuple[str, StandardDefinition, Fates] | None:
    """By which standard an assessment goes on, and what becomes of its clauses; None if it stays with its own."""
    mapped = to.mapping.standards.get(head.standard) if to.mapping else None
    digest = to.shelf.in_force.get(mapped.to if mapped else head.standard, "")
    if not digest or digest == head.standard_hash:
        return None
    new = to.shelf.by_hash[digest]
    return digest, new, mapped.clauses if mapped else between_versions(to.shelf.by_hash[head.standard_hash], new)


# steps and dates --------------------------------------------------------------------------------------------------------


def _recast(draft: Draft, before: CaseFile, row: Step) -> None:
    plan = blueprint(draft.casefile).steps.get(row.of)
    if plan is None or (plan.stage != row.stage and row.is_live):
        close_step(draft, row.key, StepState.DROPPED, reason=GONE if plan is None else ELSEWHERE)
        return
    old = _old_plan(before, row.key)
    if old is None:
        return
    need = row.need if old.definition.need is plan.definition.need else plan.definition.need
    by = row.by if old.definition.by is plan.definition.by else plan.definition.by
    if (need, by) != (row.need, row.by):
        draft.add(StepRecast(step=row.key, need=need, by=by))
    if old.definition.held_by != plan.definition.held_by and row.holder == old.definition.held_by:
        day = draft.today if row.is_live else None
        draft.add(BallPassed(step=row.key, before=row.holder, to=plan.definition.held_by, passed_on=day))
    if row.is_live:
        _redate(draft, row.key, old, plan)


def _old_plan(before: CaseFile, key: str) -> StepPlan | None:
    row = before.step(key)
    return blueprint(before).steps.get(row.of) if row else None


def _redate(draft: Draft, key: str, old: StepPlan, new: StepPlan) -> None:
    """Dates whose rule differs are computed by the new one: extensions and what pauses took are kept."""
    parts: dict[Tier, dict[str, date]] = {}
    for tier in clocks.TIERS:
        was, clock, standing = old.clock(tier), new.clock(tier), clocks.date_of(draft.casefile, key, tier)
        if standing is None or (was and clock and is_same(was, clock)):
            continue
        fresh = clocks.first_date(draft.casefile, draft.step(key), tier, draft.calendar)
        if fresh is None:
            _take_away(draft, key, tier, standing)
        else:
            parts[tier] = {"anchor_on": fresh.anchor_on}
    if parts:
        clocks.redate(draft, key, parts, cause=CAUSE)


def _is_late_at_once(old: Step | None, row: Step, today: date) -> bool:
    """Whether its target has passed, and had not, or was not asked for, before the move."""
    before = old.target if old and old.is_live else None
    return bool(row.of and row.target and row.target.due_on < today and not (before and before.due_on < today))


def _redate_stage(draft: Draft, before: CaseFile) -> None:
    standing, stage = draft.casefile.stage_deadline, clocks.STAGE
    was = clocks.clock_of(before, stage, Tier.TARGET)
    clock = clocks.clock_of(draft.casefile, stage, Tier.TARGET)
    if standing is None or (was and clock and is_same(was, clock)):
        return
    fresh = clocks.stage_date(draft.casefile, draft.calendar)
    if fresh is None:
        _take_away(draft, stage, Tier.TARGET, standing)
    else:
        clocks.redate(draft, stage, {Tier.TARGET: {"anchor_on": fresh.anchor_on}}, cause=CAUSE)


def is_same(one: Clock, other: Clock) -> bool:
    """Whether two rules come to the same dates, wherever they are written."""
    return (one.term, one.extension, one.standing, one.pausable) == (
        other.term,
        other.extension,
        other.standing,
        other.pausable,
    )


def _take_away(draft: Draft, key: str, tier: Tier, before: Deadline) -> None:
    draft.add(DeadlineMoved(step=key, tier=tier, before=before, after=None, cause=CAUSE))


# milestones and what it came to -----------------------------------------------------------------------------------------


def _happened(casefile: CaseFile) -> Iterator[tuple[str, date]]:
    """What the new definitions call a milestone, and has happened under the old ones."""
    plan = blueprint(casefile)
    for visit in casefile.visits:
        if stage := plan.stages.get(visit.stage):
            yield from ((effect.milestone, visit.entered_on) for effect in stage.definition.on_enter)
            if visit.left_on and visit.outcome in stage.definition.outcomes:
                yield from ((effect.milestone, visit.left_on) for effect in stage.definition.on_leave)
    for row in casefile.steps:
        if row.state is StepState.DONE and row.closed_on and row.of in plan.steps:
            yield from _of_step(casefile, plan, row, row.closed_on)


def _of_step(casefile: CaseFile, plan: Blueprint, row: Step, on: date) -> Iterator[tuple[str, date]]:
    definition = plan.steps[row.of].definition
    if definition.milestone:
        yield definition.milestone, on
    for name, answer in definition.answers.items():
        if answer.milestone and casefile.facts.get(name):
            yield answer.milestone, date.fromisoformat(str(casefile.facts[name]))


def _noted(draft: Draft, before: CaseFile, to: Destination) -> LastMove:
    pairs = [(before.step(row.key), row) for row in draft.casefile.steps]
    return LastMove(
        version=before.version + 1,
        on=draft.today,
        back_until=shift(draft.today, to.mapping.back_within if to.mapping else USUALLY, draft.calendar),
        title=to.process.title,
        process=before.process.process,
        regime=before.regime.regime,
        added=sum(row.is_live and (old is None or not old.is_live) for old, row in pairs),
        dropped=sum(old is not None and old.is_live and not row.is_live for old, row in pairs),
        redated=sum(_is_redated(old, row) for old, row in pairs if old and row.is_live),
    )


def _is_redated(old: Step, row: Step) -> bool:
    return any(_due(getattr(old, tier)) != _due(getattr(row, tier)) for tier in ("target", "statutory"))


def _due(deadline: Deadline | None) -> date | None:
    return deadline.due_on if deadline else None
