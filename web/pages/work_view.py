"""What stands where on 我的工作: each step in the group it belongs to, and the days ahead with what is due on them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from sqlalchemy import Connection

from cases import rights
from cases.lateness import overdue_workdays
from cases.shares import held_workdays
from cases.workdays import DayKind, WorkCalendar
from config import contract, words
from config.i18n import N_, _
from config.words import said
from models.definitions import ProcessDefinition, StageDefinition, StepDefinition
from models.people import Person
from models.vocabulary import CUSTOMS, NOBODY, CaseStatus, StepState
from store import definitions
from store.worklist import WorkItem
from web.pages.act_forms import ActForm, Field

GROUPS = {
    "late": N_("逾期"),
    "today": N_("今天"),
    "week": N_("本周"),
    "later": N_("之后"),
    "waiting": N_("等待别人"),
    "review": N_("待审核"),
    "undated": N_("没有期限"),
}
COMPLETE = "complete-step"
STRIP = 10  # working days


@dataclass(frozen=True, slots=True)
class Row:
    """One step on the list, with what the page says of it. ``late`` in working days, 0 when it is not; so ``held``, by
    whoever has the ball. ``absent`` is whose it is, if not one's own; ``finish`` completes it here and now, where it
    asks for nothing."""

    item: WorkItem
    title: str
    stage: str
    due_on: date | None
    late: int
    held: int
    group: str
    absent: str
    finish: ActForm | None

    @property
    def anchor(self) -> str:
        """Where the step stands on the page of its case."""
        return f"/cases/{self.item.no}#{self.item.key}"


def row(tx: Connection, item: WorkItem, calendar: WorkCalendar, today: date, whose: Person, person: Person) -> Row:
    """The step as ``person`` finds it on their list; it is the work of ``whose``, themselves or somebody absent."""
    due_on = item.late_after or min((day for day in (item.due_on, item.statutory_due_on) if day), default=None)
    late = overdue_workdays(item.late_after, today, calendar)
    process = cast(ProcessDefinition, definitions.get(tx, "process", item.process_hash))
    absent = "" if whose.login == person.login else whose.name
    return Row(
        item=item,
        title=said(item.called) or item.title or contract.step_title(tx, item.process_hash, item.of),
        stage=said(process.stages[item.stage].title),
        due_on=due_on,
        late=late,
        held=held_workdays(item.held_since, calendar, today),
        group=_group(item, due_on, late, today),
        absent=absent,
        finish=_finish(process, item, today, whose, absent),
    )


def _group(item: WorkItem, due_on: date | None, late: int, today: date) -> str:
    """Late comes first, whoever has the ball; then what others hold; then by date."""
    if late:
        return "late"
    if item.state is StepState.SUBMITTED:
        return "review"
    if item.holder not in {CUSTOMS, NOBODY} or item.paused_on:
        return "waiting"
    if due_on is None:
        return "undated"
    if due_on <= today:
        return "today"
    return "week" if due_on <= today + timedelta(days=6 - today.weekday()) else "later"


def _finish(process: ProcessDefinition, item: WorkItem, today: date, whose: Person, absent: str) -> ActForm | None:
    """The form that completes a step which asks for nothing but the day; whatever else stands in the way is told on sending."""
    definition = next((one for stage in process.stages.values() for one in _called(stage, item.of)), None)
    asks = definition is not None and (
        definition.evidence or definition.review_by or any(one.required for one in definition.answers.values())
    )
    theirs = item.assignee == whose.login or rights.stands_for(whose, item.by)
    if asks or item.state is not StepState.OPEN or item.status is not CaseStatus.OPEN or not theirs:
        return None
    day = Field("on", "date", words.input_name("on"), least=item.opened_on, most=today, hint=words.hint("on", COMPLETE))
    return ActForm(
        item.no,
        item.version,
        COMPLETE,
        item.key,
        _("完成"),
        (day,),
        previews=False,
        back="work",
        absent=absent,
    )


def _called(stage: StageDefinition, key: str) -> Iterator[StepDefinition]:
    """The step of this key, if the stage or a nested one has it."""
    if key in stage.steps:
        yield stage.steps[key]
    for inner in stage.stages.values():
        yield from _called(inner, key)


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the strip: how many steps are due on it, and whether nobody works or everybody does although it is a weekend."""

    on: date
    due: int
    rests: bool
    made_up: bool


def strip(calendar: WorkCalendar, today: date, rows: Iterable[Row]) -> list[Day]:
    """From today to the tenth working day after it."""
    last = calendar.add(today, STRIP)
    due = Counter(one.due_on for one in rows)
    days = (today + timedelta(days=number) for number in range((last - today).days + 1))
    return [
        Day(
            on=day,
            due=due[day],
            rests=not calendar.is_workday(day),
            made_up=calendar.kind(day) is DayKind.ADJUSTED_WORKDAY,
        )
        for day in days
    ]
