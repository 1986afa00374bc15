"""The plan (步骤计划): steps that are to come and are no rows yet, with what each waits for. Computed, never stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cases import clocks
from cases.blueprint import StagePlan, StepPlan, blueprint
from cases.instances import Stay, applies, elements_of, keys_to_come, next_key, next_stay, present, waits_for
from cases.naming import titles
from cases.workdays import WorkCalendar
from models.casefile import CaseFile, Step
from models.definitions import Text
from models.refusals import Reason
from models.vocabulary import CaseStatus, Need, Role, StepState


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step to come. Its dates are given where their event has happened, and for one that can be started as if it were today.

    ``waiting_for`` is empty if nothing but a person is awaited (an optional step that may be started).
    """

    key: str
    of: str
    stage: str
    round: int
    need: Need
    by: Role
    holder: str
    title: Text
    element: str = ""
    waiting_for: tuple[Reason, ...] = ()
    due_on: date | None = None
    statutory_due_on: date | None = None
    provisional: bool = False
    unconfirmed: bool = False


def planned(casefile: CaseFile, calendar: WorkCalendar, today: date) -> tuple[PlannedStep, ...]:
    """Every step this case will or may still ask for, in the order of the process: the rest of the present stage, then the later
    stages. Steps that do not apply are left out; while that is unknown they stand here and wait for the answer."""
    if casefile.status is CaseStatus.CLOSED:
        return ()
    plan = blueprint(casefile)
    ahead = list(plan.stages.values())[plan.stages[casefile.stage].position :]
    return tuple(one for stage in ahead for one in _of_stage(casefile, stage, calendar, today))


def _of_stage(casefile: CaseFile, stage: StagePlan, calendar: WorkCalendar, today: date) -> Iterator[PlannedStep]:
    stay = present(casefile) if stage.key == casefile.stage else next_stay(casefile, stage.key)
    for step in stage.steps:
        if applies(casefile, step).met is not False:
            yield from _of_step(casefile, step, stay, calendar, today)


def _of_step(
    casefile: CaseFile, step: StepPlan, stay: Stay, calendar: WorkCalendar, today: date
) -> Iterator[PlannedStep]:
    if elements_of(casefile, step) is None:
        yield _planned(casefile, step, stay, "", next_key(casefile, step.key), calendar, today)
    for key, element in keys_to_come(casefile, step, stay).items():
        if casefile.step(key) is None:
            yield _planned(casefile, step, stay, element, key, calendar, today)


def _planned(
    casefile: CaseFile, step: StepPlan, stay: Stay, element: str, key: str, calendar: WorkCalendar, today: date
) -> PlannedStep:
    definition, here = step.definition, stay == present(casefile)
    waits = _waiting_for(casefile, step, here=here)
    row = Step(
        key=key,
        of=step.key,
        stage=stay.stage,
        round=stay.round,
        state=StepState.PLANNED,
        need=definition.need,
        by=definition.by,
        holder=definition.held_by,
        element=element,
        opened_on=None if waits else today,
    )
    target, statutory = clocks.first_dates(casefile, row, calendar) if here else (None, None)
    dates = [one for one in (target, statutory) if one]
    return PlannedStep(
        key=key,
        of=step.key,
        stage=stay.stage,
        round=stay.round,
        need=row.need,
        by=row.by,
        holder=row.holder,
        title=definition.title,
        element=element,
        waiting_for=waits,
        due_on=target.due_on if target else None,
        statutory_due_on=statutory.due_on if statutory else None,
        provisional=any(one.provisional for one in dates),
        unconfirmed=any(one.is_unconfirmed for one in dates),
    )


def _waiting_for(casefile: CaseFile, step: StepPlan, *, here: bool) -> tuple[Reason, ...]:
    waits = waits_for(casefile, step)
    if here:
        return waits
    title = blueprint(casefile).stages[step.stage].definition.title
    return (Reason("stage.not_reached", {"stage": step.stage, **titles(title, step.stage)}), *waits)
