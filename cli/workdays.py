"""Working days: counting them and asking about one day, by a site's calendar."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, cast

import typer
from sqlalchemy import Connection

from cases.workdays import WorkCalendar
from cli.answer import Answer
from cli.commands import Commands
from cli.terminal import day, open_app
from config import words
from config.i18n import _
from models.definitions import CalendarDefinition
from models.refusals import Invalid, Reason
from store import definitions, sites

app = Commands(_("工作日计算"))
Day = Annotated[str, typer.Argument(metavar="DATE", help=_("日期，YYYY-MM-DD"))]
Site = Annotated[str, typer.Option("--site", metavar="CODE", help=_("按哪个示范点的日历；不写则用中国日历"))]


@app.command("add", context_settings={"ignore_unknown_options": True})
def add(
    from_day: Day, number: Annotated[int, typer.Argument(metavar="N", help=_("几个工作日；负数往前"))], site: Site = ""
) -> Answer:
    """某日之后（不含当日）第 N 个工作日"""
    first, calendar = day(from_day), _calendar(site)
    last = _in_range(lambda: calendar.add(first, number))
    provisional = _provisional(calendar, first, last)
    return Answer({"date": last, "provisional": provisional}, [f"{last}{_mark(provisional)}"])


@app.command("count")
def count(
    first: Annotated[str, typer.Argument(metavar="FROM", help=_("从这天起，当日不计"))],
    last: Annotated[str, typer.Argument(metavar="TO", help=_("到这天止，当日计入"))],
    site: Site = "",
) -> Answer:
    """两日之间有几个工作日"""
    calendar, begin, end = _calendar(site), day(first), day(last)
    number, provisional = calendar.between(begin, end), _provisional(calendar, begin, end)
    return Answer({"workdays": number, "provisional": provisional}, [f"{number}{_mark(provisional)}"])


@app.command("check")
def check(asked: Day, site: Site = "") -> Answer:
    """某日是工作日、调休上班日、周末还是节假日"""
    calendar, asked_day = _calendar(site), day(asked)
    kind, provisional = calendar.kind(asked_day), calendar.is_provisional(asked_day)
    name = " ".join(filter(None, (words.name(words.DAY_KINDS, kind), words.said(calendar.holiday(asked_day)))))
    return Answer({"kind": kind, "provisional": provisional}, [f"{name}{_mark(provisional)}"])


def _calendar(site: str) -> WorkCalendar:
    with open_app().database.reading() as tx:
        key = sites.get(tx, site).calendar if site else sites.Site("", "").calendar
        return WorkCalendar(_definition(tx, key))


def _definition(tx: Connection, key: str) -> CalendarDefinition:
    return cast(CalendarDefinition, definitions.get(tx, "calendar", definitions.latest(tx, "calendar", key).hash))


def _provisional(calendar: WorkCalendar, first: date, last: date) -> bool:
    """Whether the way runs through a year whose arrangement is not published."""
    years = range(min(first, last).year, max(first, last).year + 1)
    return any(calendar.is_provisional(date(year, 1, 1)) for year in years)


def _in_range(compute: Callable[[], date]) -> date:
    try:
        return compute()
    except (OverflowError, ValueError) as error:
        raise Invalid(Reason("date_out_of_range")) from error


def _mark(provisional: bool) -> str:
    return _("（暂定：该年度安排尚未公布）") if provisional else ""
