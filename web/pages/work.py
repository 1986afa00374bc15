"""我的工作: what one person has to do, grouped by how pressing it is."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection

from cases import rights, standing_in
from cases.lateness import overdue_workdays
from cases.shares import held_workdays
from cases.workdays import WorkCalendar
from config import contract
from config.i18n import N_, speaking
from config.words import said
from jobs.live import Live
from jobs.worklist import work_of
from models.definitions import ProcessDefinition
from models.moments import local_date
from models.vocabulary import CUSTOMS, NOBODY, StepState
from store import definitions, inbox
from store.worklist import WorkItem
from web.access import Asking, Parts
from web.pages.inbox import in_words
from web.paper import render

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Row:
    """One step on the list, with what the page says of it. ``late`` in working days, 0 when it is not; so ``held``, by
    whoever has the ball; ``absent`` whose it is, if not one's own."""

    item: WorkItem
    title: str
    stage: str
    due_on: date | None
    late: int
    held: int
    group: str
    absent: str


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


@router.get("/")
def page(request: Request, app: Parts, who: Asking, show: str = "") -> HTMLResponse:
    """The list; ``show`` keeps one group."""
    today = local_date(app.now(), app.zone)
    with app.database.reading() as tx, speaking(who.person.language):
        found, absences = work_of(tx, rights.readable(who.person), who.person, today)
        live = Live(tx, today)
        rows = [_row(tx, one, live.calendar(one.site), today, absent) for one, absent in found]
        away = standing_in.away(who.person.login, live.office, today)
        names = {login: one.name for login, one in live.people.items()}
        heard = in_words(tx, inbox.of_person(tx, who.person.login, limit=6).items, who.person, today)
    groups = {key: [row for row in rows if row.group == key] for key in GROUPS}
    chosen = {key: found for key, found in groups.items() if found and show in ("", key)}
    return render(
        request,
        "work.html",
        who,
        groups=chosen,
        tiles=[(key, GROUPS[key], len(groups[key])) for key in TILES],
        titles=GROUPS,
        show=show,
        count=len(rows),
        cases=len({row.item.no for row in rows}),
        heard=heard,
        absences=absences,
        away=away,
        names=names,
    )


def _row(tx: Connection, item: WorkItem, calendar: WorkCalendar, today: date, absent: str) -> Row:
    due_on = item.late_after or min((day for day in (item.due_on, item.statutory_due_on) if day), default=None)
    late = overdue_workdays(item.late_after, today, calendar)
    process = cast(ProcessDefinition, definitions.get(tx, "process", item.process_hash))
    title = item.title or contract.step_title(tx, item.process_hash, item.of)
    held = held_workdays(item.held_since, calendar, today)
    stage = said(process.stages[item.stage].title)
    return Row(item, title, stage, due_on, late, held, _group(item, due_on, late, today), absent)


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
