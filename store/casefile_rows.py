"""A case file as rows and back: which part of it is a column, and which is the detail only rules read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import RowMapping

from models.casefile import CaseFile, Deadline, Enterprise, Evidence, Facts, Question, Step, Suspension, Visit


@dataclass(frozen=True, slots=True)
class _CaseDetail:
    """``enterprise`` stands here as the case knows it: a roster that comes later changes no case behind its journal."""

    enterprise: Enterprise
    visits: tuple[Visit, ...] = ()
    stage_deadline: Deadline | None = None
    facts: Facts = field(default_factory=dict)
    milestones: Mapping[str, date] = field(default_factory=dict)
    suspension: Suspension | None = None
    look_again_on: date | None = None
    barred_until: date | None = None
    taken_over_on: date | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class _StepDetail:
    element: str = ""
    started_on: date | None = None
    closed_by: str | None = None
    reason: str = ""
    target: Deadline | None = None
    statutory: Deadline | None = None
    question: Question | None = None
    evidence: tuple[Evidence, ...] = ()


_CASE_DETAIL = TypeAdapter(_CaseDetail)
_STEP_DETAIL = TypeAdapter(_StepDetail)
_CASE_DETAIL_FIELDS = tuple(_CaseDetail.__dataclass_fields__)
_STEP_DETAIL_FIELDS = tuple(_StepDetail.__dataclass_fields__)
_CASE_COLUMNS = (
    "no",
    "site",
    "process_hash",
    "regime_hash",
    "status",
    "stage",
    "round",
    "version",
    "coordinator",
    "liaison",
    "supervisor",
    "opened_on",
    "closed_on",
    "outcome",
    "plan_revision",
)
_STEP_COLUMNS = (
    "key",
    "of",
    "stage",
    "round",
    "state",
    "need",
    "by",
    "holder",
    "title",
    "assignee",
    "opened_on",
    "closed_on",
    "paused_on",
)


def case_values(casefile: CaseFile) -> dict[str, Any]:
    """The columns of the case's row, except its ids."""
    detail = _CaseDetail(**_fields(casefile, _CASE_DETAIL_FIELDS))
    return _fields(casefile, _CASE_COLUMNS) | {
        "process": casefile.process.process,
        "regime": casefile.regime.regime,
        "stage_entered_on": casefile.stage_entered_on,
        "stage_due_on": casefile.stage_deadline and casefile.stage_deadline.due_on,
        "detail": _CASE_DETAIL.dump_python(detail, mode="json", exclude_defaults=True),
    }


def step_values(step: Step) -> dict[str, Any]:
    """The columns of the step's row, except its ids."""
    detail = _StepDetail(**_fields(step, _STEP_DETAIL_FIELDS))
    return _fields(step, _STEP_COLUMNS) | {
        "due_on": step.target and step.target.due_on,
        "statutory_due_on": step.statutory and step.statutory.due_on,
        "detail": _STEP_DETAIL.dump_python(detail, mode="json", exclude_defaults=True),
    }


def casefile(row: RowMapping, steps: tuple[Step, ...], **definitions: Any) -> CaseFile:
    """The case file of a case's row, its steps and its pinned definitions."""
    detail = _fields(_CASE_DETAIL.validate_python(row["detail"]), _CASE_DETAIL_FIELDS)
    return CaseFile(**{name: row[name] for name in _CASE_COLUMNS}, **detail, **definitions, steps=steps)


def step(row: RowMapping) -> Step:
    """The step of a step's row."""
    detail = _fields(_STEP_DETAIL.validate_python(row["detail"]), _STEP_DETAIL_FIELDS)
    return Step(**{name: row[name] for name in _STEP_COLUMNS}, **detail)


def _fields(value: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names}
