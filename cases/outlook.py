"""The outlook (进度展望): when each step of a case was, is and would be worked on.

What lies behind is the case's own history, what is open runs to its date; for what is to come the plan is walked as if each step
were done on its last day, with the same terms that will set the dates later. Computed, never stored; a step without a term, or
whose event nobody can foresee, has no end.
"""

from dataclasses import dataclass, field
from datetime import date

from cases.blueprint import Blueprint, Clock, StepPlan, blueprint
from cases.deadlines import compute
from cases.instances import applies
from cases.plan import PlannedStep, planned
from cases.workdays import WorkCalendar
from models.casefile import CaseFile, Deadline, Step
from models.terms import Anchor, Event
from models.vocabulary import Need, StepState


@dataclass(frozen=True, slots=True)
class Stretch:
    """A step's time from ``first`` to ``last``, both included; ``first`` alone is known where ``last`` is None.

    ``foreseen``: it has not begun. ``due`` is the date it rests on, of one to come as foreseen; ``statutory`` likewise the law's.
    """

    key: str
    of: str
    stage: str
    round: int
    first: date
    last: date | None
    foreseen: bool = False
    due: Deadline | None = None
    statutory: Deadline | None = None


def outlook(casefile: CaseFile, calendar: WorkCalendar, today: date) -> tuple[Stretch, ...]:
    """Every step that was begun, in the order it was; then the required ones to come, in the order of the process."""
    begun = [row for row in casefile.steps if row.opened_on and row.state is not StepState.DROPPED]
    to_come = [one for one in planned(casefile, calendar, today) if one.need is Need.REQUIRED]
    course = _Course(casefile, blueprint(casefile), calendar, today, {one.of for one in to_come})
    return (*(_of_row(row, today) for row in begun), *(course.of_planned(one) for one in to_come))


def _of_row(row: Step, today: date) -> Stretch:
    """One that is late is worked on until today at least."""
    first = row.opened_on or today
    due = min((one.due_on for one in (row.target, row.statutory) if one), default=None)
    return Stretch(
        key=row.key,
        of=row.of,
        stage=row.stage,
        round=row.round,
        first=first,
        last=row.closed_on or (max(due, today) if due else None),
        due=row.target,
        statutory=row.statutory,
    )


@dataclass(slots=True)
class _Course:
    """How the case would go on. ``_ends`` remembers what was worked out, by step."""

    casefile: CaseFile
    plan: Blueprint
    calendar: WorkCalendar
    today: date
    to_come: set[str]
    _found: dict[str, Stretch] = field(default_factory=dict)

    def of_planned(self, one: PlannedStep) -> Stretch:
        """The time of a step to come."""
        known = self._stretch(one.of)
        return Stretch(
            key=one.key,
            of=one.of,
            stage=one.stage,
            round=one.round,
            first=known.first,
            last=known.last,
            foreseen=True,
            due=known.due,
            statutory=known.statutory,
        )

    def _stretch(self, key: str) -> Stretch:
        """The time of a step to come, as all its instances have it; of one for each element alike."""
        if key not in self._found:
            step = self.plan.steps[key]
            before = [end for other in step.after if (end := self._end(other))]
            first = max([self._entered(step.stage), *before])
            target, statutory = (self._deadline(clock, step, first) for clock in (step.target, step.statutory))
            dates = [one.due_on for one in (target, statutory) if one]
            last = min(dates, default=None)
            self._found[key] = Stretch(
                key, key, step.stage, 0, first, max(last, first) if last else None, True, target, statutory
            )
        return self._found[key]

    def _end(self, key: str) -> date | None:
        """When a step or a nested stage would be over, None if nothing is waited for."""
        if key in self.plan.groups:
            return max((end for one in self.plan.groups[key] if (end := self._end(one))), default=None)
        if key in self.to_come:
            found = self._stretch(key)
            return found.last or found.first
        rows = [_of_row(row, self.today) for row in self._rows(self.plan.steps[key])]
        return max((one.last or self.today for one in rows), default=None)

    def _rows(self, step: StepPlan) -> tuple[Step, ...]:
        stays = {visit.round for visit in self.casefile.visits if visit.stage == step.stage}
        rows = [row for row in self.casefile.steps if row.of == step.key and row.round in stays]
        return tuple(row for row in rows if row.opened_on and row.state is not StepState.DROPPED)

    def _entered(self, stage: str) -> date:
        """When the case came into a stage, or would: the working day on which the one before is over, today at the earliest."""
        stages = list(self.plan.stages)
        position, now = stages.index(stage), stages.index(self.casefile.stage)
        if position <= now:
            return self.casefile.stage_entered_on if position == now else self.casefile.opened_on
        return self.calendar.roll_forward(max(self.today, self._left(stages[position - 1])))

    def _left(self, stage: str) -> date:
        """When everything that a stage waits for would be over."""
        waited = [one.key for one in self.plan.stages[stage].steps if self._is_waited_for(one)]
        return max([self._entered(stage), *(end for key in waited if (end := self._end(key)))])

    def _is_waited_for(self, step: StepPlan) -> bool:
        return step.definition.need is Need.REQUIRED and applies(self.casefile, step).met is not False

    def _deadline(self, clock: Clock | None, step: StepPlan, first: date) -> Deadline | None:
        day = self._event(clock.term.anchor, step, first) if clock else None
        if clock is None or day is None:
            return None
        return compute(clock.term, day, self.calendar, standing=clock.standing)

    def _event(self, anchor: Anchor, step: StepPlan, first: date) -> date | None:
        match anchor.event:
            case Event.CASE_OPENED:
                return self.casefile.opened_on
            case Event.STAGE_ENTERED:
                return self._entered(step.stage)
            case Event.STEP_OPENED | Event.ASKED:
                return first
            case Event.DONE:
                return self._end(anchor.key)
            case Event.MILESTONE:
                return self.casefile.milestones.get(anchor.key) or self._milestone(anchor.key)
        return None

    def _milestone(self, name: str) -> date | None:
        """When something to come would reach a milestone. One that an answer gives may lie on any day: that is not foreseen."""
        for stage in self.plan.stages.values():
            if name in {one.milestone for one in stage.definition.on_enter}:
                return self._entered(stage.key)
            if name in {one.milestone for one in stage.definition.on_leave}:
                return self._left(stage.key)
        reaching = (key for key in self.to_come if self.plan.steps[key].definition.milestone == name)
        return next((self._end(key) for key in reaching), None)
