"""What stands where on 我的工作: each step in the group it belongs to, and the days ahead with what is due on them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
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
from models.vocabulary import CaseStatus, StepState
from store import definitions
from store.worklist import Group, WorkItem
from web.pages.act_forms import ActForm, Field
from web.pages.unfolded import place_of

GROUPS = {
    Group.LATE: N_("逾期"),
    Group.TODAY: N_("今天"),
    Group.WEEK: N_("本周"),
    Group.LATER: N_("之后"),
    Group.WAITING: N_("等待别人"),
    Group.REVIEW: N_("待审核"),
    Group.PROVISIONAL: N_("暂定日期"),
    Group.UNDATED: N_("没有期限"),
}
COMPLETE = "complete-step"
STRIP = 10  # working days


@dataclass(frozen=True, slots=True)
class Row:
    """One step on the list, with what the page says of it. ``late`` in working days, 0 when it is not; so ``held``, by
    whoever has the ball. ``absent`` is whose it is, if somebody's in whose place one stands, ``other`` if somebody else's;
    ``finish`` completes it here and now, where it asks for nothing."""

    item: WorkItem
    title: str
    stage: str
    late: int
    held: int
    absent: str
    other: str
    finish: ActForm | None

    @property
    def place(self) -> str:
        """How the page's address names it."""
        return place_of(self.item)

    @property
    def anchor(self) -> str:
        """Where the step stands on the page of its case."""
        return f"/cases/{self.item.no}#{self.item.key}"


def row(
    tx: Connection,
    item: WorkItem,
    calendar: WorkCalendar,
    today: date,
    person: Person,
    people: Mapping[str, Person],
    absent: Collection[str],
) -> Row:
    """The step as ``person`` finds it on their list; ``absent`` are those in whose place they stand."""
    process = cast(ProcessDefinition, definitions.get(tx, "process", item.process_hash))
    stage = process.stages.get(item.stage)
    doer = people.get(item.doer or "", person)
    whose = doer if doer.login in absent else person
    in_place_of = "" if whose.login == person.login else whose.name
    return Row(
        item=item,
        title=contract.item_title(tx, item),
        stage=said(stage.title) if stage else item.stage,
        late=overdue_workdays(item.late_after, today, calendar),
        held=held_workdays(item.held_since, calendar, today),
        absent=in_place_of,
        other="" if doer.login in (person.login, whose.login) else doer.name,
        finish=_finish(process, item, today, whose, in_place_of),
    )


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


def strip(calendar: WorkCalendar, today: date, due: Mapping[date, int]) -> list[Day]:
    """From today to the tenth working day after it, with how many steps are ``due`` on each day."""
    last = calendar.add(today, STRIP)
    days = (today + timedelta(days=number) for number in range((last - today).days + 1))
    return [
        Day(
            on=day,
            due=due.get(day, 0),
            rests=not calendar.is_workday(day),
            made_up=calendar.kind(day) is DayKind.ADJUSTED_WORKDAY,
        )
        for day in days
    ]


def left_this_week(days: Iterable[Day], today: date) -> int:
    """How many days of the strip, today included, people work before the week is over."""
    sunday = today + timedelta(days=6 - today.weekday())
    return sum(not one.rests for one in days if one.on <= sunday)
