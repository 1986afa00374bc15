"""What became of a case between two days (两日之差): the net difference, whatever happened and was undone in between."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from models.casefile import CaseFile, Deadline, Step

CASE = ("status", "stage", "round", "coordinator", "liaison", "supervisor", "priority", "plan_revision", "outcome")
STEP = ("state", "holder", "assignee", "promised_on")
FINDING = ("state", "due_on")
ASSESSMENT = ("state", "total", "passed")


@dataclass(frozen=True, slots=True)
class Changed:
    """One value that differs. ``of`` is case, step, finding, assessment or paper, ``key`` which; None: there was or is none."""

    of: str
    key: str
    field: str
    before: Any
    after: Any


def changed(before: CaseFile, after: CaseFile) -> tuple[Changed, ...]:
    """Everything a person would notice: the case, then its steps in their order, findings, assessments, papers."""
    return tuple(_all(before, after))


def _all(before: CaseFile, after: CaseFile) -> Iterator[Changed]:
    yield from _fields("case", "", before, after, CASE)
    yield from _differs("case", "", "stage_due_on", _due(before.stage_deadline), _due(after.stage_deadline))
    yield from _each("step", before.steps, after.steps, STEP)
    yield from _each("finding", before.findings, after.findings, FINDING)
    yield from _each("assessment", before.assessments, after.assessments, ASSESSMENT)
    yield from _papers(before, after)


def _each(of: str, old: Iterable[Any], new: Iterable[Any], fields: tuple[str, ...]) -> Iterator[Changed]:
    """What is there now, compared with what was; nothing of a case ever goes."""
    known = {one.key: one for one in old}
    for one in new:
        earlier = known.get(one.key)
        yield from _fields(of, one.key, earlier, one, fields)
        if isinstance(one, Step):
            for name in ("target", "statutory"):
                yield from _differs(of, one.key, name, _due(getattr(earlier, name, None)), _due(getattr(one, name)))


def _papers(before: CaseFile, after: CaseFile) -> Iterator[Changed]:
    known = {(one.sha256, one.kind, one.attached_on) for one in before.papers}
    for one in after.papers:
        if (one.sha256, one.kind, one.attached_on) not in known:
            yield Changed("paper", one.name, "attached_on", None, one.attached_on)


def _fields(of: str, key: str, before: Any, after: Any, fields: tuple[str, ...]) -> Iterator[Changed]:
    for name in fields:
        yield from _differs(of, key, name, getattr(before, name, None), getattr(after, name))


def _differs(of: str, key: str, field: str, before: Any, after: Any) -> Iterator[Changed]:
    old, new = (None if one == "" else one for one in (before, after))  # an empty text says that there is none
    if old != new:
        yield Changed(of, key, field, old, new)


def _due(deadline: Deadline | None) -> Any:
    return deadline.due_on if deadline else None
