"""The items of a plan (方案事项): every step that is a row, then those the process will or may still ask for, with origins."""

from datetime import date

from cases.blueprint import blueprint
from cases.naming import step_title
from cases.plan import PlannedStep, planned
from cases.workdays import WorkCalendar
from models.casefile import CaseFile, Step
from models.definitions import Text
from models.finding import Finding
from models.plan import Origin, PlanItem, Why
from models.vocabulary import Role, StepState

OF_PROCESS = Origin(Why.PROCESS)
BY_HAND = Origin(Why.JUDGEMENT)


def items(casefile: CaseFile, calendar: WorkCalendar, today: date) -> tuple[PlanItem, ...]:
    """The plan as it stands, rows in the order in which they became such, dropped ones too."""
    return (*rows(casefile), *(_to_come(one) for one in planned(casefile, calendar, today)))


def rows(casefile: CaseFile) -> tuple[PlanItem, ...]:
    """The part of the plan that is rows: what two revisions are compared by."""
    return tuple(_of_row(casefile, row) for row in casefile.steps)


def origins(casefile: CaseFile, row: Step) -> tuple[Origin, ...]:
    """All a step is in the plan for: its own origin, then the findings it puts right."""
    found = tuple(of_finding(one) for one in casefile.findings if row.key in one.steps)
    if row.of:
        return (OF_PROCESS, *found)
    own = (row.item.origin,) if row.item else ()
    return tuple(dict.fromkeys((*own, *found))) or (BY_HAND,)


def of_finding(finding: Finding) -> Origin:
    """That a step is there to put a finding right."""
    return Origin(Why.FINDING, finding.clause, finding.standard, finding.assessment, finding.key)


def keeper(casefile: CaseFile, role: Role, assignee: str | None = None) -> str | None:
    """Whoever sees to an item at the customs: who it is assigned to, otherwise who has the place of its role; None for no place."""
    places = {
        Role.COORDINATOR: casefile.coordinator,
        Role.LIAISON: casefile.liaison or casefile.coordinator,
        Role.SUPERVISOR: casefile.supervisor,
    }
    return assignee or places.get(role)


def _of_row(casefile: CaseFile, row: Step) -> PlanItem:
    plan, said = blueprint(casefile).steps.get(row.of), row.item
    dates = [one for one in (row.target, row.statutory) if one]
    return PlanItem(
        key=row.key,
        of=row.of,
        stage=row.stage,
        round=row.round,
        title=title(casefile, row),
        origins=origins(casefile, row),
        state=row.state,
        by=row.by,
        holder=row.holder,
        assignee=row.assignee,
        enterprise=said.enterprise if said else None,
        evidence=said.evidence if said else plan.definition.evidence if plan else (),
        remedy=said.remedy if said else "",
        element=row.element,
        due_on=row.target.due_on if row.target else None,
        statutory_due_on=row.statutory.due_on if row.statutory else None,
        provisional=any(one.provisional for one in dates),
        unconfirmed=any(one.is_unconfirmed for one in dates),
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        reason=row.reason,
    )


def title(casefile: CaseFile, row: Step) -> Text:
    """What a row is called, in both languages."""
    if row.item and row.item.title:
        return row.item.title
    called = step_title(casefile, row.key)
    return Text(zh=called["title_zh"] or row.key, en=called["title_en"] or row.key)


def _to_come(step: PlannedStep) -> PlanItem:
    return PlanItem(
        key=step.key,
        of=step.of,
        stage=step.stage,
        round=step.round,
        title=step.title,
        origins=(OF_PROCESS,),
        state=StepState.PLANNED,
        by=step.by,
        holder=step.holder,
        element=step.element,
        due_on=step.due_on,
        statutory_due_on=step.statutory_due_on,
        provisional=step.provisional,
        unconfirmed=step.unconfirmed,
    )
