"""A case file as rows and back: which part of it is a column, and which is the detail only rules read.

Whatever is no column is detail, so that nothing added to a case file can be forgotten here. The enterprise stands in the
detail as the case knows it: a roster that comes later changes no case behind its journal.
"""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, field, fields, make_dataclass
from datetime import date
from typing import Any, get_type_hints

from pydantic import TypeAdapter

from models.casefile import CaseFile, Step
from models.definitions import ProcessDefinition, RegimeDefinition
from models.plan import PlanState
from models.vocabulary import CaseStatus

CASE_COLUMNS = (
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
STEP_COLUMNS = (
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
    """What of a frozen dataclass is no column, written as JSON."""

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


def _default(one: Field[Any]) -> Any:
    factory = one.default_factory
    return field(default=one.default) if factory is MISSING else field(default_factory=factory)


_CASE_DETAIL = _Detail(CaseFile, CASE_COLUMNS)
_STEP_DETAIL = _Detail(Step, STEP_COLUMNS)
_CASEFILE = TypeAdapter(CaseFile)


def case_values(casefile: CaseFile) -> dict[str, Any]:
    """The columns of the case's row, except its ids."""
    return _fields(casefile, CASE_COLUMNS) | {
        "process": casefile.process.process,
        "regime": casefile.regime.regime,
        "stage_entered_on": casefile.stage_entered_on,
        "stage_due_on": casefile.stage_deadline and casefile.stage_deadline.due_on,
        "agenda_since": casefile.agenda and casefile.agenda.since,
        "plan_since": _plan_since(casefile),
        "detail": _CASE_DETAIL.write(casefile),
    }


def step_values(step: Step) -> dict[str, Any]:
    """The columns of the step's row, except its ids."""
    return _fields(step, STEP_COLUMNS) | {
        "due_on": step.target and step.target.due_on,
        "statutory_due_on": step.statutory and step.statutory.due_on,
        "remedy": step.item.remedy if step.item else "",
        "detail": _STEP_DETAIL.write(step),
    }


def casefile(
    row: Mapping[str, Any],
    steps: Iterable[Mapping[str, Any]],
    process: ProcessDefinition,
    regime: RegimeDefinition,
) -> CaseFile:
    """The case file of a case's columns, those of its steps, and its pinned definitions. ``detail`` is among the columns."""
    whole = {**_flat(row), "steps": tuple(map(_flat, steps)), "process": process, "regime": regime}
    return _CASEFILE.validate_python(whole)


def _plan_since(casefile: CaseFile) -> date | None:
    """A closed case waits for no decision any more."""
    waits = casefile.plan_state is PlanState.SUBMITTED and casefile.status is not CaseStatus.CLOSED
    submitted = casefile.revisions[-1].submitted if waits else None
    return submitted.on if submitted else None


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """The columns and what the detail holds beside each other."""
    return {**row, **row["detail"]}


def _fields(value: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names}
