"""What a list of cases is narrowed to, as conditions: a number on the board and the list it opens ask the same."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, TypedDict, Unpack

from sqlalchemy import ColumnElement, Select, and_, or_, select

from models.people import Scope
from models.vocabulary import MessageState, Overdue, StepState
from store.lateness import LIVE, NOT_CLOSED, is_among_late, stage_is_late, step_is_late
from store.scopes import within
from store.search import matches
from store.tables import case, enterprise, message, step, watch
from store.weak_clauses import rated

NOBODY = "-"  # no login looks like this
_EQUAL = ("site", "process", "stage", "status", "holder")
_TOLD = (MessageState.QUEUED, MessageState.SENDING, MessageState.SENT, MessageState.HELD)


class Filters(TypedDict, total=False):
    """What is asked for; left out or None: not narrowed. ``deciding`` are the logins of whoever decides, ``law_by`` and ``due``
    (first and last day, each None for no end) are inclusive; ``weak`` is a standard, one of its clauses and the ratings meant."""

    site: str | None
    process: str | None
    stage: str | None
    coordinator: str | None
    holder: str | None
    uscc: str | None
    status: str | None
    is_closed: bool | None
    is_late: bool | None
    late_by: Overdue | None
    deciding: Collection[str] | None
    escalated_to: str | None
    law_by: date | None
    step: str | None
    due: tuple[date | None, date | None] | None
    weak: tuple[str, str, Collection[str]] | None
    search: str


def conditions(scope: Scope, today: date, **filters: Unpack[Filters]) -> list[ColumnElement[bool]]:
    """The cases of ``scope`` that fit every filter; ``uscc`` and ``search`` need the enterprise joined."""
    return [within(case.c.site, scope), *_of_case(today, filters), *_of_steps(today, filters)]


def _of_case(today: date, wanted: Filters) -> Iterator[ColumnElement[bool]]:
    yield from (case.c[name] == value for name in _EQUAL if (value := wanted.get(name)) is not None)
    if (coordinator := wanted.get("coordinator")) is not None:
        yield case.c.coordinator.is_(None) if coordinator == NOBODY else case.c.coordinator == coordinator
    if (uscc := wanted.get("uscc")) is not None:
        yield enterprise.c.uscc == uscc
    if (is_closed := wanted.get("is_closed")) is not None:
        yield ~NOT_CLOSED if is_closed else NOT_CLOSED
    if (is_late := wanted.get("is_late")) is not None:
        yield is_among_late(today) if is_late else ~is_among_late(today)
    if (weak := wanted.get("weak")) is not None:
        yield case.c.id.in_(rated(*weak))
    if (login := wanted.get("escalated_to")) is not None:
        yield case.c.id.in_(_escalated(login))
    if text := wanted.get("search", "").strip():
        yield or_(matches(enterprise.c.search, text), case.c.no.contains(text.upper(), autoescape=True))


def _of_steps(today: date, wanted: Filters) -> Iterator[ColumnElement[bool]]:
    if (kind := wanted.get("late_by")) is not None:
        yield late_by(kind, today)
    if (deciders := wanted.get("deciding")) is not None:
        yield _waits_for(sorted(deciders))
    if (day := wanted.get("law_by")) is not None:
        yield has_step(step.c.statutory_due_on <= day)
    if wanted.get("step") is not None or wanted.get("due") is not None:
        yield has_step(*_step_due(wanted))


def late_by(kind: Overdue, today: date) -> ColumnElement[bool]:
    """Whether an open case is late in this way."""
    match kind:
        case Overdue.STAGE:
            return and_(NOT_CLOSED, stage_is_late(today))
        case Overdue.TARGET:
            return has_step(step_is_late(today), step.c.due_on < today)
        case Overdue.STATUTORY:
            return has_step(step_is_late(today), step.c.statutory_due_on < today)
        case Overdue.PROMISE:
            return has_step(step.c.promised_on < today)


def has_step(*wanted: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a case is not closed and has a live step like that; the steps are looked up once for all cases."""
    found: Select[tuple[int]] = select(step.c.case_id).where(LIVE, *wanted)
    return and_(NOT_CLOSED, case.c.id.in_(found))


def _waits_for(deciders: list[str]) -> ColumnElement[bool]:
    """A step was submitted to them, or a plan."""
    plan = and_(NOT_CLOSED, case.c.plan_since.is_not(None), case.c.supervisor.in_(deciders))
    return or_(has_step(step.c.state == StepState.SUBMITTED, step.c.doer.in_(deciders)), plan)


def _step_due(wanted: Filters) -> Iterator[ColumnElement[bool]]:
    if (of := wanted.get("step")) is not None:
        yield step.c.of == of
    if (due := wanted.get("due")) is not None:
        first, last = due
        yield from ([step.c.late_after >= first] if first else [])
        yield from ([step.c.late_after <= last] if last else [])
        yield from ([] if first or last else [step.c.late_after.is_(None)])


def _escalated(login: str) -> Select[Any]:
    """The cases about which this person was written to after a date had passed that still stands and is not theirs to keep."""
    return (
        select(message.c.case_id)
        .join(watch, and_(watch.c.key == message.c.subject_key, watch.c.revision == message.c.revision))
        .where(message.c.person == login, message.c.rung.like("T+%"), message.c.state.in_(_TOLD))
        .where(watch.c.waiting["doer"].as_string() != login, message.c.case_id.is_not(None))
    )
