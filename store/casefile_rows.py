"""A case file as rows and back: which part of it is a column, and which is the detail only rules read.

Whatever is no column is detail, so that nothing added to a case file can be forgotten here. The enterprise stands in the
detail as the case knows it: a roster that comes later changes no case behind its journal.
"""

from dataclasses import MISSING, Field, field, fields, make_dataclass
from typing import Any, get_type_hints

from pydantic import TypeAdapter
from sqlalchemy import RowMapping

from models.casefile import CaseFile, Step

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
    "priority",
    "moved_on",
    "next_duty_on",
    "origin",
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
    "promised_on",
)
_ELSEWHERE = {
    "process",
    "regime",
    "steps",
    "sheets",
}  # the pinned definitions, found by their hashes; rows of their own


class _Detail:
    """What of a frozen dataclass is no column, written as JSON and read again."""

    def __init__(self, whole: type, columns: tuple[str, ...]) -> None:
        types = get_type_hints(whole)
        rest = [one for one in fields(whole) if one.name not in {*columns, *_ELSEWHERE}]
        parts = [(one.name, types[one.name], _default(one)) for one in rest]
        self._names = tuple(one.name for one in rest)
        self._kind = make_dataclass(f"{whole.__name__}Detail", parts, frozen=True, slots=True)
        self._adapter: TypeAdapter[Any] = TypeAdapter(self._kind)

    def write(self, value: Any) -> Any:
        """The detail of a case file or step, without what has its usual value."""
        return self._adapter.dump_python(self._kind(**_fields(value, self._names)), mode="json", exclude_defaults=True)

    def read(self, row: RowMapping) -> dict[str, Any]:
        """The fields that the row's detail holds."""
        return _fields(self._adapter.validate_python(row["detail"]), self._names)


def _default(one: Field[Any]) -> Any:
    factory = one.default_factory
    return field(default=one.default) if factory is MISSING else field(default_factory=factory)


_CASE_DETAIL = _Detail(CaseFile, _CASE_COLUMNS)
_STEP_DETAIL = _Detail(Step, _STEP_COLUMNS)


def case_values(casefile: CaseFile) -> dict[str, Any]:
    """The columns of the case's row, except its ids."""
    return _fields(casefile, _CASE_COLUMNS) | {
        "process": casefile.process.process,
        "regime": casefile.regime.regime,
        "stage_entered_on": casefile.stage_entered_on,
        "stage_due_on": casefile.stage_deadline and casefile.stage_deadline.due_on,
        "agenda_since": casefile.agenda and casefile.agenda.since,
        "detail": _CASE_DETAIL.write(casefile),
    }


def step_values(step: Step) -> dict[str, Any]:
    """The columns of the step's row, except its ids."""
    return _fields(step, _STEP_COLUMNS) | {
        "due_on": step.target and step.target.due_on,
        "statutory_due_on": step.statutory and step.statutory.due_on,
        "detail": _STEP_DETAIL.write(step),
    }


def casefile(row: RowMapping, steps: tuple[Step, ...], **definitions: Any) -> CaseFile:
    """The case file of a case's row, its steps and its pinned definitions."""
    detail = _CASE_DETAIL.read(row)
    return CaseFile(**{name: row[name] for name in _CASE_COLUMNS}, **detail, **definitions, steps=steps)


def step(row: RowMapping) -> Step:
    """The step of a step's row."""
    detail = _STEP_DETAIL.read(row)
    return Step(**{name: row[name] for name in _STEP_COLUMNS}, **detail)


def _fields(value: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names}
