"""The way back (撤回换规): what the move brought is taken away, what it took is put back, field by field, as the journal tells it.

Only what nobody has touched since: where somebody has worked on what the move brought, there is no way back but by hand.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from cases.blueprint import blueprint
from cases.draft import Draft
from cases.instances import elements_of
from cases.naming import about_step
from models.assessment import Assessment, AssessmentState
from models.atlas import Atlas
from models.casefile import CaseFile, Deadline, Step
from models.changes import AssessmentDropped, CaseMovedBack
from models.refusals import Reason
from models.vocabulary import StepState

TAKEN_BACK = "dropped.taken_back"
_PUT_BACK = ("stage", "visits", "stage_deadline", "duties_on", "next_duty_on", "last_move")
_HAPPENED = ("certificate", "credit")  # what a move brought about outside the case
_MISSING = object()


@dataclass(frozen=True, slots=True)
class Then:
    """The case before the move (``was``), right after it (``became``), and now."""

    was: CaseFile
    became: CaseFile
    now: CaseFile


def then(atlas: Atlas, now: CaseFile) -> Then:
    """What the journal told. Raises ValueError if it was not read."""
    if atlas.was is None or atlas.became is None:
        raise ValueError(f"{now.no}: its journal was not read")
    return Then(atlas.was, atlas.became, now)


def against(case: Then) -> Iterator[Reason]:
    """Everything that was done since on what the move brought."""
    if any(getattr(case.was, name) != getattr(case.became, name) for name in _HAPPENED):
        yield Reason("move_back.certificate", {"no": case.now.no})
    if case.now.visits != case.became.visits:
        yield Reason("move_back.left", {"no": case.now.no})
    for row in case.now.steps:
        if _is_touched(case, row):
            yield about_step("move_back.worked_on", case.now, row.key)
    for head in case.now.assessments:
        if _is_answered(case, head):
            yield Reason("move_back.answered", {"key": head.key})
    before = {one.key for one in case.became.stranded}
    for gone in sorted(before - {one.key for one in case.now.stranded}):
        yield Reason("move_back.settled", {"answer": gone})


def move_back(draft: Draft, case: Then) -> None:
    """The case as it was, with what was done since on the rest of it."""
    for head in _brought(case):
        reason = draft.occasion.reason or TAKEN_BACK
        draft.add(AssessmentDropped(assessment=head.key, dropped_on=draft.today, reason=reason))
    values = {name: _put_back(case, name) for name in _PUT_BACK}
    draft.add(
        CaseMovedBack(
            process_before=case.now.process.process,
            process=case.was.process.process,
            process_hash=case.was.process_hash,
            regime_before=case.now.regime.regime,
            regime=case.was.regime.regime,
            regime_hash=case.was.regime_hash,
            facts=_without(case.was.facts, case.became.facts, case.now.facts),
            milestones=_without(case.was.milestones, case.became.milestones, case.now.milestones),
            steps=tuple(_rows(case, draft.today)),
            assessments=tuple(_heads(case)),
            stranded=case.was.stranded,
            **values,
        )
    )


# steps ------------------------------------------------------------------------------------------------------------------


def _is_touched(case: Then, row: Step) -> bool:
    """Whether somebody worked on a step that the move opened, dropped or changed, or it came with what the move brought."""
    was, became = case.was.step(row.key), case.became.step(row.key)
    if became is None:
        return bool(row.of) and row.of not in blueprint(case.was).steps
    if was is None:
        return row != became
    return any(_clashes(name, was, became, row) for name in _names(Step))


def _clashes(name: str, was: Step, became: Step, row: Step) -> bool:
    before, moved, now = getattr(was, name), getattr(became, name), getattr(row, name)
    return bool(before != moved and now != moved)


def _rows(case: Then, today: date) -> Iterator[Step]:
    """The rows that the move changed, as they were; those it opened are planned again, or dropped where nobody asks for them."""
    for row in case.now.steps:
        was, became = case.was.step(row.key), case.became.step(row.key)
        if became is None or was == became:
            continue
        yield _restored(was, became, row) if was else _unopened(case, row, today)


def _restored(was: Step, became: Step, row: Step) -> Step:
    """What the move changed is as it was; a date that moves back begins anew for those who are reminded of it."""
    values = {name: getattr(was, name) for name in _names(Step) if getattr(was, name) != getattr(became, name)}
    for tier in ("target", "statutory"):
        if tier in values:
            values[tier] = _anew(values[tier], getattr(row, tier))
    return replace(row, **values)


def _anew(was: Deadline | None, now: Deadline | None) -> Deadline | None:
    if was is None or now is None or was.due_on == now.due_on:
        return was
    return replace(was, revision=max(was.revision, now.revision) + 1)


def _unopened(case: Then, row: Step, today: date) -> Step:
    fresh = Step(
        key=row.key,
        of=row.of,
        stage=row.stage,
        round=row.round,
        state=StepState.PLANNED,
        need=row.need,
        by=row.by,
        holder=row.holder,
        element=row.element,
        title=row.title,
    )
    plan = blueprint(case.was).steps.get(row.of)
    if plan and plan.stage == case.was.stage and row.element in (elements_of(case.was, plan) or ()):
        definition = plan.definition
        return replace(fresh, need=definition.need, by=definition.by, holder=definition.held_by)
    return replace(fresh, state=StepState.DROPPED, closed_on=today, opened_on=row.opened_on, reason=TAKEN_BACK)


# answers, facts and the rest --------------------------------------------------------------------------------------------


def _brought(case: Then) -> list[Assessment]:
    """The assessments that the move opened."""
    return [one for one in case.became.assessments if case.was.assessment(one.key) is None]


def _is_answered(case: Then, head: Assessment) -> bool:
    became = case.became.assessment(head.key)
    if became is None or became == case.was.assessment(head.key):
        return False
    if head.state is AssessmentState.MOVED:
        return False
    return head != became or case.now.sheet(head.key) != case.became.sheet(head.key)


def _heads(case: Then) -> Iterator[Assessment]:
    """The assessments that went on as another go on themselves again."""
    for head in case.now.assessments:
        was = case.was.assessment(head.key)
        if was and was != case.became.assessment(head.key):
            yield was


def _put_back(case: Then, name: str) -> Any:
    was, became, now = (getattr(one, name) for one in (case.was, case.became, case.now))
    if isinstance(was, Deadline) and was != became:
        return _anew(was, now)
    return now if was == became else was


def _without(was: Mapping[str, Any], became: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """What is known now, without what the move brought."""
    brought = {name for name, value in became.items() if was.get(name, _MISSING) != value and now.get(name) == value}
    return {name: value for name, value in now.items() if name not in brought} | {
        name: was[name] for name in brought if name in was
    }


def _names(kind: type) -> list[str]:
    return [one.name for one in fields(kind)]
