"""A person's work (我的工作): the live steps that are theirs to do, counted by how pressing they are, and read in pages.

Whatever the number of steps, each question is one statement: a group is worked out by the database, so that what is counted is
what is listed.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Date,
    RowMapping,
    Select,
    case,
    distinct,
    func,
    literal,
    or_,
    select,
    tuple_,
    union,
)

from models.definitions import Text
from models.people import Scope
from models.vocabulary import CUSTOMS, NOBODY, CaseStatus, Need, Priority, Role, Standing, StepState
from store import tables
from store.holdings import held_since
from store.lateness import LIVE, NOT_CLOSED, step_is_late
from store.pages import Page, page, read_cursor
from store.scopes import within
from store.tables import enterprise, step, watch

_CASE = tables.case


class Group(StrEnum):
    """How pressing a step is on a day: late before all, then what is to be reviewed or others hold, then by its date."""

    LATE = "late"
    TODAY = "today"
    WEEK = "week"  # by Sunday
    LATER = "later"
    WAITING = "waiting"  # others have the ball, or its clock stands still
    REVIEW = "review"
    PROVISIONAL = "provisional"  # later, by a date that a year's calendar may still move
    UNDATED = "undated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Whose steps are asked for, and on which day: those that the ``logins`` are to do, and all steps of the cases that
    ``coordinates`` coordinates. Narrowed to a group, a stage, or the day they are due ``on``, if one is named."""

    today: date
    logins: Collection[str] = ()
    coordinates: str = ""
    group: Group | None = None
    stage: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many steps there are by group, and by the day they are due; and of how many cases."""

    groups: Counter[Group] = field(default_factory=Counter)
    days: Counter[date] = field(default_factory=Counter)
    cases: int = 0

    @property
    def steps(self) -> int:
        """All of them."""
        return self.groups.total()


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One live step with its case. ``of`` finds its title in the pinned process, ``called`` is that of an item from the library or
    of a process the case has left; ``holder`` has had the ball since ``held_since``; ``doer`` is whose it is to do, None nobody's;
    next it is looked at ``look_at``. ``due`` is the day that counts: the last one in time, or the earlier date of a step whose
    clock stands still; ``group`` follows from it."""

    id: int
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
    doer: str | None
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
    due: date | None
    group: Group


_OF_CASE = ("no", "site", "process_hash", "status", "version", "priority", "coordinator", "liaison", "supervisor")
_DERIVED = (
    "holder",
    "provisional",
    "unconfirmed",
    "held_since",
    "called",
)  # from the case's status and the step's detail
_OTHERS = {"uscc", "enterprise", "look_at", "due", "group", *_DERIVED}
_OF_STEP = tuple(one.name for one in fields(WorkItem) if one.name not in {*_OF_CASE, *_OTHERS})
_LOOK_AT = (
    select(func.min(watch.c.look_at)).where(watch.c.case_id == _CASE.c.id, watch.c.step == step.c.key).scalar_subquery()
)
_EARLIER = case(
    (step.c.statutory_due_on < step.c.due_on, step.c.statutory_due_on),
    else_=func.coalesce(step.c.due_on, step.c.statutory_due_on),
)
_day = func.coalesce(step.c.late_after, _EARLIER)
_NEVER = date.max  # those without a date come last
_URGENCY = (
    case((_CASE.c.priority == Priority.HIGH, 0), else_=1),
    func.coalesce(_day, literal(_NEVER, Date)),
    _CASE.c.no,
    step.c.id,
)
_PROVISIONAL = or_(*(step.c.detail[tier]["provisional"].as_boolean() for tier in ("target", "statutory")))
_WORK = step.join(_CASE).join(enterprise)


def tally(tx: Connection, scope: Scope, wanted: Wanted) -> Tally:
    """The counts of all that is asked for, in two statements."""
    conditions = tuple(_conditions(scope, wanted))
    group = _group(wanted.today).label("group")
    counted = select(group, _day.label("due"), func.count()).select_from(step.join(_CASE)).where(*conditions)
    found = Tally(cases=_cases(tx, conditions))
    for key, due, count in tx.execute(counted.group_by("group", "due")):
        found.groups[Group(key)] += count
        if due is not None:
            found.days[due] += count
    return found


def first_of_each(tx: Connection, scope: Scope, wanted: Wanted, most: int) -> list[WorkItem]:
    """Of every group its ``most`` most urgent steps: urgent cases first, then by date, those without one last."""
    group = _group(wanted.today)
    place = func.row_number().over(partition_by=group, order_by=_URGENCY).label("place")
    ranked = select(step.c.id, place).select_from(step.join(_CASE)).where(*_conditions(scope, wanted)).subquery()
    chosen = select(ranked.c.id).where(ranked.c.place <= most)
    return _read(tx, _statement(wanted.today).where(step.c.id.in_(chosen)).order_by(*_URGENCY))


def listing(
    tx: Connection, scope: Scope, wanted: Wanted, *, cursor: str | None = None, limit: int = 50
) -> Page[WorkItem]:
    """What is asked for in pages, the most urgent first. Raises Invalid for a cursor that is none."""
    statement = _statement(wanted.today).where(*_conditions(scope, wanted)).order_by(*_URGENCY).limit(limit + 1)
    if cursor is not None:
        statement = statement.where(tuple_(*_URGENCY) > read_cursor(cursor, int, date, str, int))
    return page(_read(tx, statement), limit, key=_key)


def late(tx: Connection, scope: Scope, logins: Collection[str], today: date) -> int:
    """How many live steps of these people are past a date."""
    conditions = _conditions(scope, Wanted(today=today, logins=logins))
    counted = select(func.count()).select_from(step.join(_CASE)).where(*conditions, step_is_late(today))
    return int(tx.execute(counted).scalar_one())


def _conditions(scope: Scope, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    yield from (LIVE, NOT_CLOSED, within(_CASE.c.site, scope))
    theirs = step.c.doer.in_(sorted(wanted.logins))
    yield step.c.id.in_(_also_of_cases(theirs, wanted.coordinates)) if wanted.coordinates else theirs
    if wanted.group is not None:
        yield _group(wanted.today) == wanted.group
    if wanted.stage:
        yield step.c.stage == wanted.stage
    if wanted.on is not None:
        yield _day == wanted.on


def _also_of_cases(theirs: ColumnElement[bool], coordinator: str) -> CompoundSelect[Any]:
    """The steps found by either condition: each has its own index, which an "or" of both would not use."""
    of_cases = select(step.c.id).join(_CASE).where(LIVE, NOT_CLOSED, _CASE.c.coordinator == coordinator)
    return union(select(step.c.id).where(LIVE, theirs).correlate(None), of_cases.correlate(None))


def _group(today: date) -> ColumnElement[str]:
    sunday = today + timedelta(days=6 - today.weekday())
    others = step.c.holder.not_in((CUSTOMS, NOBODY))
    still = or_(step.c.paused_on.is_not(None), _CASE.c.status == CaseStatus.SUSPENDED)
    return case(
        (step_is_late(today), literal(Group.LATE)),
        (step.c.state == StepState.SUBMITTED, literal(Group.REVIEW)),
        (or_(others, still), literal(Group.WAITING)),
        (_day.is_(None), literal(Group.UNDATED)),
        (_day <= today, literal(Group.TODAY)),
        (_day <= sunday, literal(Group.WEEK)),
        (_PROVISIONAL, literal(Group.PROVISIONAL)),
        else_=literal(Group.LATER),
    )


def _statement(today: date) -> Select[Any]:
    return select(
        *(_CASE.c[name] for name in _OF_CASE),
        *(step.c[name] for name in _OF_STEP),
        step.c.holder,
        enterprise.c.uscc,
        enterprise.c.name.label("enterprise"),
        *(step.c.detail[name].label(name) for name in ("holdings", "target", "statutory", "item", "called")),
        _LOOK_AT.label("look_at"),
        _day.label("due"),
        _group(today).label("group"),
    ).select_from(_WORK)


def _cases(tx: Connection, conditions: Collection[ColumnElement[bool]]) -> int:
    counted = select(func.count(distinct(step.c.case_id))).select_from(step.join(_CASE)).where(*conditions)
    return int(tx.execute(counted).scalar_one())


def _key(item: WorkItem) -> tuple[int, date, str, int]:
    return (int(item.priority is not Priority.HIGH), item.due or _NEVER, item.no, item.id)


def _read(tx: Connection, statement: Select[Any]) -> list[WorkItem]:
    names = [one.name for one in fields(WorkItem) if one.name not in {*_DERIVED, "group"}]
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
        "called": Text.model_validate(called)
        if (called := row["called"] or (row["item"] or {}).get("title"))
        else None,
        "group": Group(row["group"]),
    }
