"""Absences: who is away, when, and who stands in."""

from typing import Annotated

import typer

from actions.end_absence import end_absence
from actions.record_absence import record_absence
from cli.answer import Answer, Table
from cli.commands import Commands
from cli.reading import reading
from cli.terminal import As, actor, day, open_app
from config import contract
from config.i18n import _
from models.moments import local_date
from models.people import EVERYWHERE
from models.refusals import Missing, Reason
from store import absences

app = Commands(_("外出与代理"))


@app.command("add")
def add(
    login: Annotated[str, typer.Argument(metavar="LOGIN", help=_("谁外出"))],
    first: Annotated[str, typer.Option("--from", metavar="DATE", help=_("第一天"))],
    last: Annotated[str, typer.Option("--until", metavar="DATE", help=_("最后一天，含当日"))],
    substitute: Annotated[str, typer.Option("--substitute", metavar="LOGIN", help=_("代理人"))],
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help=_("备注，两人都会看到"))] = "",
    who: As = "",
) -> Answer:
    """登记外出：其间提醒改发代理人，代理人可代为办理，到期自动恢复"""
    opened = open_app()
    with opened.database.writing() as tx:
        made = record_absence(
            tx,
            login,
            first_on=day(first),
            last_on=day(last),
            substitute=substitute,
            note=note,
            actor=actor(tx, who),
            now=opened.now(),
            zone=opened.zone,
        )
    told = _("已登记：{login} {first} 至 {last} 外出，{substitute} 代理")
    shown = told.format(login=login, first=made.first_on, last=made.last_on, substitute=made.substitute)
    return Answer(contract.absence(made), [shown])


@app.command("list")
def listing(
    site: Annotated[str, typer.Option("--site", metavar="CODE", help=_("示范点代码"))] = "",
    who: As = "",
) -> Answer:
    """现在和将来的外出"""
    with reading(who) as reader:
        document = reader.absences(site)
    titles = ("id", _("谁外出"), _("第一天"), _("最后一天"), _("代理人"), _("备注"))
    names = ("id", "person", "from", "until", "substitute", "note")
    return Answer(document, [Table(titles, [tuple(one[name] for name in names) for one in document["items"]])])


@app.command("end")
def end(login: Annotated[str, typer.Argument(metavar="LOGIN", help=_("谁回来了"))], who: As = "") -> Answer:
    """提前结束外出，或取消还没开始的"""
    opened = open_app()
    with opened.database.writing() as tx:
        person = actor(tx, who)
        found = absences.listing(tx, EVERYWHERE, local_date(opened.now(), opened.zone), login=login)
        if not found:
            raise Missing(Reason("absence.none", {"login": login}))
        ended = end_absence(tx, found[0].id, actor=person, now=opened.now(), zone=opened.zone)
    return Answer(contract.absence(ended), [_("{login} 的外出已结束").format(login=login)])
