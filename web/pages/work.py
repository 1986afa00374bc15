"""我的工作: what one person has to do, grouped by how pressing it is."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection

from cases import rights
from cases.lateness import overdue_workdays
from cases.shares import held_workdays
from cases.workdays import DayKind, WorkCalendar
from config import contract, words
from config.i18n import N_, _, speaking
from config.wiring import App
from config.words import said
from jobs.live import Live
from models.definitions import ProcessDefinition, StageDefinition, StepDefinition
from models.moments import local_date
from models.people import NOWHERE, Person
from models.vocabulary import CUSTOMS, NOBODY, CaseStatus, StepState
from store import definitions, inbox, worklist
from store.worklist import WorkItem
from web.access import Asking, Parts, Visitor
from web.again import NOTHING, Again
from web.pages.act_forms import ActForm, Field
from web.pages.inbox import by_step, in_words
from web.paper import render

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Row:
    """One step on the list, with what the page says of it. ``late`` in working days, 0 when it is not; so ``held``, by
    whoever has the ball. ``finish`` completes it here and now, where it asks for nothing."""

    item: WorkItem
    title: str
    stage: str
    due_on: date | None
    late: int
    held: int
    group: str
    finish: ActForm | None

    @property
    def anchor(self) -> str:
        """Where the step stands on the page of its case."""
        return f"/cases/{self.item.no}#{self.item.key}"


GROUPS = {
    "late": N_("逾期"),
    "today": N_("今天"),
    "week": N_("本周"),
    "later": N_("之后"),
    "waiting": N_("等待别人"),
    "review": N_("待审核"),
    "undated": N_("没有期限"),
}
TILES = ("late", "today", "week", "waiting", "review")
COMPLETE = "complete-step"
HEARD = 4  # what was told last about as many steps stands beside the list
STRIP = 10  # working days


@router.get("/")
def page(request: Request, app: Parts, who: Asking, show: str = "") -> Response:
    """The list; ``show`` keeps one group. Who has no cases begins at the first page of their menu."""
    if rights.readable(who.person) == NOWHERE and rights.sites(who.person, "manage-people") != NOWHERE:
        return RedirectResponse("/people", 303)
    return _page(request, app, who, show)


def with_form(request: Request, app: App, who: Visitor, again: Again) -> HTMLResponse:
    """The list again, with a form that was refused."""
    return _page(request, app, who, again=again)


def _page(request: Request, app: App, who: Visitor, show: str = "", again: Again = NOTHING) -> HTMLResponse:
    today = local_date(app.now(), app.zone)
    with app.database.reading() as tx, speaking(who.person.language):
        found = worklist.of_person(tx, rights.readable(who.person), who.person.login)
        live = Live(tx)
        rows = [_row(tx, one, live.calendar(one.site), today, who.person) for one in found]
        heard = by_step(in_words(tx, inbox.of_person(tx, who.person.login, limit=12).items, who.person))[:HEARD]
        ahead = _ahead(live.calendar(who.person.site), today, rows) if who.person.site else []
    groups = {key: [row for row in rows if row.group == key] for key in GROUPS}
    chosen = {key: found for key, found in groups.items() if found and show in ("", key)}
    return render(
        request,
        "work.html",
        who,
        again=again,
        lost=bool(again.form) and again.form not in {row.finish.name for row in rows if row.finish},
        groups=chosen,
        tiles=[(key, GROUPS[key], len(groups[key])) for key in TILES],
        titles=GROUPS,
        show=show,
        count=len(rows),
        cases=len({row.item.no for row in rows}),
        heard=heard,
        ahead=ahead,
        reads=rights.readable(who.person) != NOWHERE,
    )


def _row(tx: Connection, item: WorkItem, calendar: WorkCalendar, today: date, person: Person) -> Row:
    due_on = item.late_after or min((day for day in (item.due_on, item.statutory_due_on) if day), default=None)
    late = overdue_workdays(item.late_after, today, calendar)
    process = cast(ProcessDefinition, definitions.get(tx, "process", item.process_hash))
    return Row(
        item=item,
        title=item.title or contract.step_title(tx, item.process_hash, item.of),
        stage=said(process.stages[item.stage].title),
        due_on=due_on,
        late=late,
        held=held_workdays(item.held_since, calendar, today),
        group=_group(item, due_on, late, today),
        finish=_finish(process, item, today, person),
    )


def _finish(process: ProcessDefinition, item: WorkItem, today: date, person: Person) -> ActForm | None:
    """The form that completes a step which asks for nothing but the day; whatever else stands in the way is told on sending."""
    definition = next((one for stage in process.stages.values() for one in _called(stage, item.of)), None)
    asks = definition is not None and (
        definition.evidence or definition.review_by or any(one.required for one in definition.answers.values())
    )
    mine = item.assignee == person.login or rights.stands_for(person, item.by)
    if asks or item.state is not StepState.OPEN or item.status is not CaseStatus.OPEN or not mine:
        return None
    day = Field("on", "date", words.input_name("on"), least=item.opened_on, most=today, hint=words.hint("on", COMPLETE))
    return ActForm(item.no, item.version, COMPLETE, item.key, _("完成"), (day,), previews=False, back="work")


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


def _ahead(calendar: WorkCalendar, today: date, rows: list[Row]) -> list[Day]:
    """From today to the tenth working day after it."""
    last = calendar.add(today, STRIP)
    due = Counter(row.due_on for row in rows)
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
