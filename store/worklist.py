"""A person's work (我的工作): the live steps that are theirs to do."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, RowMapping, Select, bindparam, func, select

from models.definitions import Text
from models.people import Scope
from models.vocabulary import NOBODY, CaseStatus, Need, Priority, Role, Standing, StepState
from store import tables
from store.holdings import held_since
from store.lateness import LIVE, NOT_CLOSED, step_is_late
from store.scopes import within
from store.tables import enterprise, step, watch

_CASE = tables.case


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One live step with its case. ``of`` finds its title in the pinned process, ``called`` is that of an item from the library.

    ``holder`` has had the ball since ``held_since``; next it is looked at ``look_at``.
    """

    no: str
    site: str
    uscc: str
    enterprise: str
    process_hash: str
    status: CaseStatus
    version: int
    priority: Priority
    coordinator: str | None
    liaison: str | None
    supervisor: str | None
    key: str
    of: str
    title: str
    called: Text | None
    stage: str
    round: int
    state: StepState
    need: Need
    by: Role
    holder: str
    assignee: str | None
    opened_on: date | None
    due_on: date | None
    statutory_due_on: date | None
    provisional: bool
    unconfirmed: bool
    paused_on: date | None
    late_after: date | None
    promised_on: date | None
    held_since: date | None
    look_at: datetime | None


_OF_CASE = ("no", "site", "process_hash", "status", "version", "priority", "coordinator", "liaison", "supervisor")
_DERIVED = (
    "holder",
    "provisional",
    "unconfirmed",
    "held_since",
    "called",
)  # from the case's status and the step's detail
_OTHERS = {"uscc", "enterprise", "look_at", *_DERIVED}
_OF_STEP = tuple(one.name for one in fields(WorkItem) if one.name not in {*_OF_CASE, *_OTHERS})
_LOOK_AT = (
    select(func.min(watch.c.look_at)).where(watch.c.case_id == _CASE.c.id, watch.c.step == step.c.key).scalar_subquery()
)
_WORK = (
    select(
        *(_CASE.c[name] for name in _OF_CASE),
        *(step.c[name] for name in _OF_STEP),
        step.c.holder,
        enterprise.c.uscc,
        enterprise.c.name.label("enterprise"),
        *(step.c.detail[name].label(name) for name in ("holdings", "target", "statutory", "item")),
        _LOOK_AT.label("look_at"),
    )
    .select_from(step.join(_CASE).join(enterprise))
    .where(LIVE, NOT_CLOSED)
    .order_by(
        (_CASE.c.priority == Priority.HIGH).desc(),
        func.coalesce(step.c.due_on, step.c.statutory_due_on).is_(None),
        func.coalesce(step.c.due_on, step.c.statutory_due_on),
        _CASE.c.no,
        step.c.id,
    )
)
_LOGIN: BindParameter[str] = bindparam("login")
_THEIRS = step.c.doer == _LOGIN


def of_person(tx: Connection, scope: Scope, login: str) -> list[WorkItem]:
    """The live steps that are this person's to do: urgent cases first, then by date, those without one last."""
    return _read(tx, _WORK.where(within(_CASE.c.site, scope), _THEIRS).params(login=login))


def of_coordinator(tx: Connection, scope: Scope, login: str) -> list[WorkItem]:
    """Every live step of the cases this person coordinates, whoever is to do it."""
    return _read(tx, _WORK.where(within(_CASE.c.site, scope), _CASE.c.coordinator == login))


def late(tx: Connection, scope: Scope, login: str, today: date) -> int:
    """How many of this person's live steps are past a date."""
    theirs = _WORK.where(within(_CASE.c.site, scope), _THEIRS, step_is_late(today)).order_by(None).subquery()
    return int(tx.execute(select(func.count()).select_from(theirs), {"login": login}).scalar_one())


def _read(tx: Connection, statement: Select[Any]) -> list[WorkItem]:
    names = [one.name for one in fields(WorkItem) if one.name not in _DERIVED]
    rows = tx.execute(statement).mappings()
    return [WorkItem(**{name: row[name] for name in names}, **_derived(row)) for row in rows]


def _derived(row: RowMapping) -> dict[str, Any]:
    """What a detail says only if it is so. Nobody has the ball of a suspended case, whoever gets it back."""
    dates = [one for one in (row["target"], row["statutory"]) if one]
    return {
        "holder": NOBODY if row["status"] == CaseStatus.SUSPENDED else row["holder"],
        "provisional": any(one.get("provisional") for one in dates),
        "unconfirmed": any(one.get("standing") == Standing.UNCONFIRMED for one in dates),
        "held_since": held_since(row["holdings"]),
        "called": Text.model_validate(called) if (called := (row["item"] or {}).get("title")) else None,
    }
